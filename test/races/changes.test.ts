/** @module-tag crowds */
import { describe, expect, it } from "vitest";
import { atOnce, outcomeOf, tally } from "../harness/at-once.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

const { service, organisation: acme, organisationOf } = world();

const enrollPhone = async (person: Person, phoneNumber: string): Promise<string> => {
  const enrolled = await person.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } });
  return String(enrolled.body["factor"].id);
};

/** The events of the person that reached the bus. */
const eventsOf = async (person: Person) => {
  await service.local.drained();
  const { body } = await person.activity("?limit=100");
  return body["events"] as readonly { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[];
};

async function isOnOnce(person: Person, codeSets: readonly unknown[]): Promise<void> {
  expect(codeSets.filter(Array.isArray)).toHaveLength(1);
  const { body } = await person.withPassword("GET", "/v1/factors");
  expect(body).toMatchObject({ enabled: true, backupCodes: { remaining: 10 } });
  const codes = codeSets.find((set): set is string[] => Array.isArray(set)) ?? [];
  expect(outcomeOf(await person.verify(codes[9] ?? ""))).toBe("200");
  const firsts = (await eventsOf(person)).filter(
    ({ type, data }) => type === "factor.activated" && data["first"] === true,
  );
  expect(firsts).toHaveLength(1);
}

describe("set-ups confirmed at once", () => {
  it("an app and a phone: one is the first factor, the other needs it now; one set of backup codes", async () => {
    const person = acme.person("app-and-phone");
    const phoneId = await enrollPhone(person, "+41791234521");
    await person.enrollTotp();
    const [app, phone] = await Promise.all([
      person.confirm(person.totpFactorId, person.totpCode()),
      person.confirm(phoneId, service.lastSmsCode("+41791234521")),
    ]);
    expect([outcomeOf(app), outcomeOf(phone)].toSorted()).toEqual(["200", "insufficient_user_authentication"]);
    await isOnOnce(person, [app.body["backupCodes"], phone.body["backupCodes"]]);
  });

  it("an app and an app: the later set-up took the place of the earlier, and only it works", async () => {
    const [first, second] = [acme.person("two-apps"), acme.person("two-apps")];
    await Promise.all([first.enrollTotp(), second.enrollTotp()]);
    const answers = await Promise.all(
      [first, second].map(async (person) => person.confirm(person.totpFactorId, person.totpCode())),
    );
    const outcomes = answers.map(outcomeOf);
    expect(outcomes.filter((outcome) => outcome === "200")).toHaveLength(1);
    expect(["factor_not_found", "insufficient_user_authentication"]).toContain(
      outcomes.find((outcome) => outcome !== "200"),
    );
    await isOnOnce(
      first,
      answers.map(({ body }) => body["backupCodes"]),
    );
  });

  it("20 equal confirmations: one succeeds", async () => {
    const person = acme.person("confirms-often");
    await person.enrollTotp();
    const answers = await atOnce(20, async () =>
      person.withPassword("POST", `/v1/factors/${person.totpFactorId}/confirm`, { body: { code: person.totpCode() } }),
    );
    expect(tally(answers)).toEqual({ 200: 1, code_already_used: 19 });
    await isOnOnce(
      person,
      answers.map(({ body }) => body["backupCodes"]),
    );
  });
});

it("backup codes made anew at once: the last set works, and no other", async () => {
  const person = acme.person("regenerates");
  await person.hasTotp();
  const answers = await atOnce(4, async () => person.withAccess("POST", "/v1/backup-codes"));
  expect(tally(answers)).toEqual({ 201: 4 });
  const outcomes: string[] = [];
  for (const { body } of answers) outcomes.push(outcomeOf(await person.verify(body["backupCodes"][3])));
  expect(outcomes.toSorted()).toEqual(["200", "invalid_code", "invalid_code", "invalid_code"]);
});

it("changes of one version of a policy at once: one is made, the others are told", async () => {
  const admin = await organisationOf("racers").admin();
  const answers = await atOnce(10, async (nth) =>
    admin.withAccess("PUT", "/v1/admin/policy", { body: { version: 0, issuerName: `Name ${nth}` } }),
  );
  expect(tally(answers)).toEqual({ 200: 1, version_conflict: 9 });
  const { body } = await admin.withAccess("GET", "/v1/admin/policy");
  expect(body).toEqual(answers.find(({ status }) => status === 200)?.body);
});

describe("a login at the moment when the factors go", () => {
  /** Expects tokens earned with the old factors to count for nothing with the new ones. */
  async function provesNothing(person: Person, tokens: readonly unknown[]): Promise<void> {
    person.accessToken = undefined;
    await person.hasTotp();
    for (const token of tokens.filter((one) => typeof one === "string")) {
      const renamed = await service.call("PATCH", `/v1/factors/${person.totpFactorId}`, {
        token,
        body: { label: "Stolen" },
      });
      expect(outcomeOf(renamed)).toBe("unauthenticated");
      expect(outcomeOf(await service.call("DELETE", "/v1/factors", { token }))).toBe("unauthenticated");
    }
  }

  it("by an admin's reset: its token proves nothing afterwards", async () => {
    const admin = await acme.admin();
    for (const nth of [1, 2, 3, 4]) {
      const person = acme.person(`is-reset-${nth}`);
      await person.hasTotp();
      const before = person.accessToken;
      const [verified, reset] = await Promise.all([
        person.verify(person.totpCode()),
        admin.withAccess("POST", acme.userPath(person, "reset"), { body: { reason: "Lost phone" } }),
      ]);
      expect(outcomeOf(reset)).toBe("200");
      expect(["200", "not_enrolled"]).toContain(outcomeOf(verified));
      await provesNothing(person, [before, verified.body["accessToken"]]);
    }
  });

  it("by the user: the same", async () => {
    for (const nth of [1, 2, 3, 4]) {
      const person = acme.person(`switches-off-${nth}`);
      await person.hasTotp();
      const before = person.accessToken;
      const [verified, disabled] = await Promise.all([
        person.verify(person.totpCode()),
        service.call("DELETE", "/v1/factors", { token: before }),
      ]);
      expect(outcomeOf(disabled)).toBe("204");
      expect(["200", "not_enrolled"]).toContain(outcomeOf(verified));
      await provesNothing(person, [before, verified.body["accessToken"]]);
    }
  });
});
