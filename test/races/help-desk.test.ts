import { beforeAll, expect, test } from "vitest";
import type { Answer } from "../harness/called-service.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

/** Calls of the help desk at once: each code and each approval counts once. */
const { service, organisation, organisationOf } = world({ issuer: "desk", tenant: "desk" });
const two = organisationOf("two-persons");
beforeAll(async () => two.setPolicy({ resetApproval: "two" }));
const codesOf = (answers: readonly Answer[]): readonly string[] =>
  answers.map(({ status, body }) => (status < 300 ? "ok" : String(body["code"]))).toSorted();

test("of one bypass code typed ten times at once, one login comes", async () => {
  const ada = organisation.person("ada");
  await ada.hasTotp();
  const { body } = await organisation.asAdmin("POST", organisation.userPath(ada, "bypass-code"), { reason: "Lost" });
  const code = String(body["code"]);
  const answers = await Promise.all(Array.from({ length: 10 }, async () => ada.verify(code)));
  expect(codesOf(answers)).toEqual([...Array.from({ length: 9 }, () => "code_already_used"), "ok"].toSorted());
});

test("a bypass code against a reset: no login comes after the reset", async () => {
  const ben = organisation.person("ben");
  await ben.hasTotp();
  const made = await organisation.asAdmin("POST", organisation.userPath(ben, "bypass-code"), { reason: "Lost" });
  const code = String(made.body["code"]);
  const [login, reset] = await Promise.all([
    ben.verify(code),
    organisation.asAdmin("POST", organisation.userPath(ben, "reset"), { reason: "Stolen" }),
  ]);
  expect(reset.body["removed"]).toEqual({ factors: 1, backupCodes: 10 });
  expect(["ok", "not_enrolled"]).toContain(codesOf([login])[0]);
  expect(codesOf([await ben.verify(code)])).toEqual(["not_enrolled"]);
});

const adminOf = (name: string): Person => two.person(name, { roles: ["2fa-admin"] });
const people = [adminOf("asker"), adminOf("second"), adminOf("third"), adminOf("fourth")] as const;
/** Signed in a moment ago, each of them, so that calls at once are made at once. */
async function admins(): Promise<typeof people> {
  for (const person of people) {
    if (person.totpFactorId === "") await person.hasTotp();
    await person.loginWithTotp();
  }
  return people;
}
interface Waiting {
  readonly id: string;
  readonly action: string;
  readonly parameters: object;
}
async function askedBy(asker: Person, name: string): Promise<readonly [Person, Waiting]> {
  const person = two.person(name);
  await person.hasTotp();
  const asked = await asker.withAccess("POST", two.userPath(person, "bypass-code"), { body: { reason: "Lost" } });
  return [person, asked.body["approval"] as Waiting];
}
const approve = async (by: Person, { id, action, parameters }: Waiting): Promise<Answer> =>
  by.withAccess("POST", `/v1/admin/approvals/${id}`, { body: { action, parameters } });
const drop = async (by: Person, { id }: Waiting): Promise<Answer> =>
  by.withAccess("DELETE", `/v1/admin/approvals/${id}`);
const eventsOf = async (person: Person): Promise<readonly string[]> => {
  await service.local.drained();
  const { body } = await two.asAdmin("GET", two.userPath(person, "events"));
  return body["events"].map(({ type }: { type: string }) => type);
};
const issued = async (person: Person) =>
  (await eventsOf(person)).filter((type) => type === "bypass_code.issued").length;

test("of two approvals of one act at once, one carries it out", async () => {
  for (let nth = 0; nth < 4; nth += 1) {
    const [asker, ...others] = await admins();
    const [person, waiting] = await askedBy(asker, `approved-${String(nth)}`);
    const answers = await Promise.all(others.map(async (by) => approve(by, waiting)));
    expect(codesOf(answers)).toEqual(["approval_not_found", "approval_not_found", "ok"]);
    expect(await issued(person)).toBe(1);
  }
});

test("an approval against a refusal: one of them ends it, and the act is done only if it was approved", async () => {
  for (let nth = 0; nth < 6; nth += 1) {
    const [asker, second, third] = await admins();
    const [person, waiting] = await askedBy(asker, `refused-${String(nth)}`);
    const calls = [async () => approve(second, waiting), async () => drop(third, waiting)];
    const [first, last] = nth % 2 === 0 ? calls : calls.toReversed();
    const answers = await Promise.all([first?.(), last?.()]);
    const found = answers.flatMap((answer) => answer ?? []);
    expect(codesOf(found)).toEqual(["approval_not_found", "ok"]);
    const isDone = found.some(({ status }) => status === 201);
    expect(await issued(person)).toBe(isDone ? 1 : 0);
    expect(codesOf([await approve(second, waiting)])).toEqual(["approval_not_found"]);
  }
});

test("an act that is asked for again while it is approved is the same one or a new one, and done once", async () => {
  for (let nth = 0; nth < 4; nth += 1) {
    const [asker, second] = await admins();
    const [person, waiting] = await askedBy(asker, `again-${String(nth)}`);
    const again = asker.withAccess("POST", two.userPath(person, "bypass-code"), { body: { reason: "Lost" } });
    const [done, asked] = await Promise.all([approve(second, waiting), again]);
    expect([codesOf([done]), asked.status]).toEqual([["ok"], 202]);
    expect(await issued(person)).toBe(1);
    const { id } = asked.body["approval"] as Waiting;
    const listed = (await second.withAccess("GET", "/v1/admin/approvals")).body["approvals"] as readonly Waiting[];
    expect(listed.some((one) => one.id === id)).toBe(id !== waiting.id);
  }
});

test("an approval against a factor that is set up: the reset takes it too, or is not done", async () => {
  for (let nth = 0; nth < 4; nth += 1) {
    const [asker, second] = await admins();
    const person = two.person(`moved-${String(nth)}`);
    await person.hasTotp();
    await person.loginWithTotp();
    const asked = await asker.withAccess("POST", two.userPath(person, "reset"), { body: { reason: "Lost" } });
    await person.enrollTotp();
    const [done] = await Promise.all([
      approve(second, asked.body["approval"] as Waiting),
      person.confirm(person.totpFactorId, person.totpCode()),
    ]);
    const { body } = await two.asAdmin("GET", two.userPath(person));
    if (done.status === 200) expect([done.body["removed"].factors, body["enabled"]]).toEqual([1, false]);
    else expect([codesOf([done]), body["factors"].length]).toEqual([["forbidden"], 2]);
  }
});
