import { beforeAll, expect, test } from "vitest";
import type { Answer } from "../harness/called-service.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";
import { itsOwnEnforcement } from "../harness/running-service.ts";

const { service, organisation } = world({ issuer: "two", tenant: "two", variables: itsOwnEnforcement });
const approvals = "/v1/admin/approvals";
const day = 86_400;
const codeOf = ({ status, body }: Answer): string => (status < 300 ? "ok" : String(body["code"]));
const first = organisation.asAdmin.bind(organisation);
const second = organisation.asSecondAdmin.bind(organisation);
interface Waiting {
  readonly id: string;
  readonly action: string;
  readonly parameters: Record<string, unknown>;
  readonly expiresAt: string;
}
const waiting = ({ status, body }: Answer): Waiting => {
  expect([status, body]).toMatchObject([202, { approval: {} }]);
  return body["approval"] as Waiting;
};
const repeated = ({ action, parameters }: Waiting, change: object = {}) => ({
  action,
  parameters: { ...parameters, ...change },
});
const approve = async (by: typeof first, approval: Waiting, body: object = repeated(approval)): Promise<Answer> =>
  by("POST", `${approvals}/${approval.id}`, body);
async function enrolled(name: string, claims: object = {}): Promise<Person> {
  const person = organisation.person(name, claims);
  await person.hasTotp();
  return person;
}
const resetOf = async (person: Person, by = first): Promise<Answer> =>
  by("POST", organisation.userPath(person, "reset"), { reason: "Lost" });
const isOn = async (person: Person): Promise<boolean> =>
  (await first("GET", organisation.userPath(person))).body["enabled"] === true;
const listed = async (): Promise<readonly Waiting[]> => (await first("GET", approvals)).body["approvals"];

beforeAll(async () => organisation.setPolicy({ resetApproval: "two" }));

test("a reset waits for another admin, who repeats it and gets its answer", async () => {
  const ada = await enrolled("ada");
  const approval = waiting(await resetOf(ada));
  expect(approval).toEqual({
    id: expect.stringMatching(/^apr_[\w-]{22}$/),
    action: "reset",
    parameters: { userId: "ada", issuer: "two", reason: "Lost" },
    expiresAt: new Date(service.clock.now() + day * 1000).toISOString(),
  });
  expect(await isOn(ada)).toBe(true);
  expect(await listed()).toContainEqual({ ...approval, askedBy: "the-admin", reason: "Lost" });
  const done = await approve(second, approval);
  expect([done.status, done.body]).toEqual([
    200,
    { userId: "ada", known: true, removed: { factors: 1, backupCodes: 10 } },
  ]);
  expect(await isOn(ada)).toBe(false);
  expect((await listed()).map(({ id }) => id)).not.toContain(approval.id);
  expect(codeOf(await approve(second, approval))).toBe("approval_not_found");
});

test("neither the asker, by whatever token, nor the target approves", async () => {
  const ben = await enrolled("ben", { roles: ["2fa-admin"] });
  const approval = waiting(await resetOf(ben));
  expect(codeOf(await approve(first, approval))).toBe("forbidden");
  const admin = await organisation.admin();
  await admin.verify(String(admin.backupCodes[0]));
  const byBackupCode = await admin.withAccess("POST", `${approvals}/${approval.id}`, { body: repeated(approval) });
  expect(codeOf(byBackupCode)).toBe("forbidden");
  await ben.loginWithTotp();
  const byTarget = await ben.withAccess("POST", `${approvals}/${approval.id}`, { body: repeated(approval) });
  expect(codeOf(byTarget)).toBe("forbidden");
  expect(await isOn(ben)).toBe(true);
  expect(codeOf(await approve(second, approval))).toBe("ok");
});

test("other, more or fewer parameters are another act", async () => {
  const cleo = await enrolled("cleo");
  const approval = waiting(await resetOf(cleo));
  const { userId, issuer, reason } = approval.parameters;
  for (const body of [
    repeated(approval, { userId: "dora" }),
    repeated(approval, { reason: "Another" }),
    repeated(approval, { hours: 8 }),
    repeated(approval, { issuer: "shop" }),
    { action: "reset", parameters: { userId, issuer } },
    { action: "reset", parameters: { userId, reason } },
    { action: "reset", parameters: { userId: 1 } },
    { action: "bypass_code", parameters: approval.parameters },
    { action: "erase", parameters: approval.parameters },
    { action: "reset", parameters: {} },
  ])
    expect(codeOf(await approve(second, approval, body))).toBe("forbidden");
  expect(await isOn(cleo)).toBe(true);
  expect(codeOf(await approve(second, approval))).toBe("ok");
});

test("a factor that came, or an epoch that went since, ends what was asked", async () => {
  const dora = await enrolled("dora");
  const beforePhone = waiting(await resetOf(dora));
  await dora.loginWithTotp();
  await dora.hasSms("+41791234561");
  expect(codeOf(await approve(second, beforePhone))).toBe("forbidden");
  const afterPhone = waiting(await resetOf(dora));
  await dora.loginWithTotp();
  await dora.withAccess("DELETE", "/v1/factors");
  expect(codeOf(await approve(second, afterPhone))).toBe("forbidden");
});

test("a set-up that is only begun ends nothing", async () => {
  const emil = await enrolled("emil");
  const approval = waiting(await resetOf(emil));
  await emil.loginWithTotp();
  const begun = await emil.withAccess("POST", "/v1/factors", { body: { type: "sms", phoneNumber: "+41791234562" } });
  expect(begun.status).toBe(201);
  expect(codeOf(await approve(second, approval))).toBe("ok");
});

test("it ends after a day, and when somebody drops it; a new request has a new id", async () => {
  const finn = await enrolled("finn");
  const old = waiting(await resetOf(finn));
  service.clock.forward(day - 60);
  expect((await listed()).map(({ id }) => id)).toContain(old.id);
  service.clock.forward(60);
  expect((await listed()).map(({ id }) => id)).not.toContain(old.id);
  expect(codeOf(await approve(second, old))).toBe("approval_not_found");
  const next = waiting(await resetOf(finn));
  expect(next.id).not.toBe(old.id);
  expect(await first("DELETE", `${approvals}/${next.id}`)).toMatchObject({ status: 204, text: "" });
  expect(codeOf(await second("DELETE", `${approvals}/${next.id}`))).toBe("approval_not_found");
  expect(codeOf(await approve(second, next))).toBe("approval_not_found");
  expect(await isOn(finn)).toBe(true);
});

test("a bypass code is made for the approver's eyes, and only then", async () => {
  const gina = await enrolled("gina");
  const asked = await first("POST", organisation.userPath(gina, "bypass-code"), { reason: "At home" });
  const approval = waiting(asked);
  expect(asked.text).not.toMatch(/"Z[0-9A-Z]{3}-/);
  expect(approval.parameters).toEqual({ userId: "gina", issuer: "two", reason: "At home", hours: 8 });
  const withoutDefault = { action: "bypass_code", parameters: { userId: "gina", issuer: "two", reason: "At home" } };
  const made = await approve(second, approval, withoutDefault);
  expect([made.status, Object.keys(made.body)]).toEqual([201, ["code", "expiresAt"]]);
  expect((await gina.verify(String(made.body["code"]))).body["method"]).toBe("bypass_code");
});

test("phones and reopenings wait too, a phone's removal as its number null", async () => {
  const hugo = await enrolled("hugo");
  const path = organisation.userPath(hugo, "phone");
  const phone = waiting(await first("PUT", path, { phoneNumber: "+41791234563" }));
  expect(phone).toMatchObject({ action: "phone", parameters: { phoneNumber: "+41791234563" } });
  expect(codeOf(await approve(second, phone, repeated(phone, { phoneNumber: null })))).toBe("forbidden");
  expect((await approve(second, phone)).body).toMatchObject({ userId: "hugo", preRegisteredPhone: "+41 ••• •• •• 63" });
  const removal = waiting(await first("DELETE", path));
  expect(removal).toMatchObject({ action: "phone", parameters: { userId: "hugo", issuer: "two", phoneNumber: null } });
  expect(await approve(second, removal)).toMatchObject({ status: 204, text: "" });
  const phones = [
    { userId: "hugo", phoneNumber: "+41791234564" },
    { userId: "nobody", phoneNumber: "+41791234565", issuer: "two" },
  ];
  const many = waiting(await first("PUT", "/v1/admin/phones", { phones }));
  expect((await approve(second, many)).body).toMatchObject({ results: [{ ok: true }, { ok: true }] });
  const reopening = waiting(
    await first("POST", organisation.userPath(hugo, "reopen"), { method: "totp", reason: "Asked" }),
  );
  expect(await approve(second, reopening)).toMatchObject({ status: 204, text: "" });
});

test("what an admin asked for, and what became of it, is in the organisation's log", async () => {
  const ida = await enrolled("ida");
  const dropped = waiting(await resetOf(ida));
  await second("DELETE", `${approvals}/${dropped.id}`);
  const granted = waiting(await resetOf(ida));
  await approve(second, granted);
  await service.local.drained();
  const userRef = String((await first("GET", organisation.userPath(ida))).body["ref"]);
  const details = service.local.events.map(({ detail }) => detail as { type: string; ref: null; data: object });
  const published = details.filter(({ type }) => type.startsWith("approval.")).slice(0, 4);
  const about = { action: "reset", userRef, reason: "Lost" };
  expect(published.toReversed().map(({ type, ref, data }) => [type, ref, data])).toEqual([
    ["approval.requested", null, { approvalId: dropped.id, ...about }],
    ["approval.dropped", null, { approvalId: dropped.id, ...about }],
    ["approval.requested", null, { approvalId: granted.id, ...about }],
    ["approval.granted", null, { approvalId: granted.id, ...about }],
  ]);
  const { body } = await first("GET", "/v1/admin/activity?limit=5");
  const user = { ref: userRef, userId: "ida" };
  expect(body["events"]).toContainEqual(expect.objectContaining({ type: "approval.granted", user }));
});
