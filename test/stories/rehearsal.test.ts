/* oxlint-disable unicorn/no-thenable -- the contract names it so, and it is a text */
import { describe, expect, it, test } from "vitest";
import { world } from "../harness/world.ts";
import { itsOwnEnforcement } from "../harness/running-service.ts";

/** Effects of enforcement, before it is in force. */
const { service, organisationOf } = world({ variables: itsOwnEnforcement });
const login = "/v1/login";
const url = "/v1/admin/rehearse";

async function writesOf(call: () => Promise<unknown>): Promise<number> {
  await service.local.drained();
  const before = service.aws.writes;
  await call();
  await service.local.drained();
  return service.aws.writes - before;
}

describe("in report mode", () => {
  it("a login goes on as with off, says how on would decide, and writes nothing", async () => {
    const acme = organisationOf("reports");
    const from = "2027-01-15T00:00:00.000Z";
    await acme.setPolicy({ enforcement: "report", enforcementFrom: from });
    const ada = acme.person("ada");
    // The first call of a user writes the contact that the token names.
    await ada.withPassword("POST", login);
    const writes = await writesOf(async () => {
      const { body } = await ada.withPassword("POST", login);
      expect(body).toMatchObject({ decision: "allow", rehearsal: { decision: "enroll" }, enforcementFrom: from });
      expect(body).not.toHaveProperty("enrollBy");
    });
    expect(writes).toBe(0);
    expect((await ada.withPassword("GET", "/v1/factors")).body).toMatchObject({ required: false, canDisable: true });
  });

  it("a user who could set nothing up is told to be shut out, and gets in", async () => {
    const acme = organisationOf("reports-shut");
    await acme.setPolicy({ enforcement: "report", phoneRegistration: "pre-registered" });
    const { body } = await acme.person("ada").withPassword("POST", login);
    expect(body).toMatchObject({ decision: "allow", rehearsal: { decision: "shut_out" } });
    const known = acme.person("ben");
    await acme.asAdmin("PUT", acme.userPath(known, "phone"), { phoneNumber: "+41791234567" });
    expect((await known.withPassword("POST", login)).body["rehearsal"]).toEqual({ decision: "enroll" });
  });

  it("nothing is rehearsed where on decides the same: with a factor, or for a role that must", async () => {
    const acme = organisationOf("reports-same");
    await acme.setPolicy({ enforcement: "report", requiredFor: { roles: ["finance"] } });
    const owner = acme.person("owner", { roles: [] });
    await owner.hasTotp();
    for (const person of [owner, acme.person("bound", { roles: ["finance"] })]) {
      const { body } = await person.withPassword("POST", login);
      expect(body["decision"]).not.toBe("allow");
      expect(body).not.toHaveProperty("rehearsal");
    }
  });

  test("no story of a user is blocked: set-up, login, backup code, switching off", async () => {
    const acme = organisationOf("reports-life");
    await acme.setPolicy({ enforcement: "report" });
    const ada = acme.person("ada");
    await ada.hasTotp();
    await ada.loginWithTotp();
    expect((await ada.verify(String(ada.backupCodes[0]))).status).toBe(200);
    await ada.loginWithTotp();
    expect((await ada.withAccess("DELETE", "/v1/factors")).status).toBe(204);
    expect((await ada.withPassword("POST", login)).body["decision"]).toBe("allow");
  });

  it("a number that cannot be opened keeps nobody out", async () => {
    const acme = organisationOf("reports-broken");
    await acme.setPolicy({ enforcement: "report", phoneRegistration: "pre-registered" });
    const ada = acme.person("ada");
    await acme.asAdmin("PUT", acme.userPath(ada, "phone"), { phoneNumber: "+41791234567" });
    service.clock.forward(600);
    const { body } = await service.aws.failing(/^Decrypt/, "broken", async () => ada.withPassword("POST", login));
    expect(body["decision"] ?? body["code"]).toMatch(/allow|temporarily_unavailable/);
  });
});

describe("a rehearsal of a list", () => {
  it("says of each user how logins go now and then, why, and counts them; it writes nothing", async () => {
    const acme = organisationOf("listed");
    const [app, phone] = [acme.person("app"), acme.person("phone")];
    await app.hasTotp();
    await phone.hasSms("+41791234568");
    const userIds = ["app", "phone", "never-came"];
    await acme.asAdmin("GET", "/v1/admin/policy");
    const admin = await acme.admin();
    const body = { policy: { required: true }, userIds };
    const writes = await writesOf(async () => {
      const answer = await admin.withAccess("POST", url, { body });
      expect(answer.body).toEqual({
        users: [
          { userId: "app", now: "challenge", then: "challenge", factors: ["totp"], backupCodes: 10, why: null },
          { userId: "phone", now: "challenge", then: "challenge", factors: ["sms"], backupCodes: 10, why: "only_sms" },
          { userId: "never-came", now: "allow", then: "enroll", factors: [], backupCodes: 0, why: "no_factor" },
        ],
        counts: { allow: 0, challenge: 2, enroll: 1, shut_out: 0, no_backup_codes: 0, only_sms: 1 },
        sms: {
          currency: "USD",
          pricesAsOf: "2026-11",
          logins: 5,
          least: { messages: 5, usd: 0.45 },
          most: { messages: 10, usd: 0.9 },
        },
      });
    });
    expect(writes).toBe(0);
  });

  it("looks at the policy's own day, with no grace left, and finds who would be shut out", async () => {
    const acme = organisationOf("dated");
    const policy = {
      enforcement: "on",
      enforcementFrom: "2031-01-01T00:00:00Z",
      graceDays: 30,
      phoneRegistration: "pre-registered",
    };
    const { body } = await acme.asAdmin("POST", url, { policy, userIds: ["ada"] });
    expect(body["users"]).toMatchObject([{ now: "allow", then: "shut_out", why: "no_registered_phone" }]);
  });

  it("finds who could set up nothing, and all of whom SMS alone or no codes is true", async () => {
    const acme = organisationOf("weak");
    const [phone, spent] = [acme.person("phone"), acme.person("spent")];
    await phone.hasSms("+41791234561");
    await spent.hasSms("+41791234562");
    for (const code of spent.backupCodes) expect((await spent.verify(code)).status).toBe(200);
    const policy = { required: true, factorTypes: ["sms"], smsCountries: [] };
    const { body } = await acme.asAdmin("POST", url, { policy, userIds: ["phone", "spent", "never-came"] });
    expect(body["users"]).toMatchObject([
      { then: "challenge", why: "only_sms", backupCodes: 10 },
      { then: "challenge", why: "no_backup_codes", backupCodes: 0 },
      { now: "allow", then: "shut_out", why: "no_factor_type" },
    ]);
    expect(body["counts"]).toEqual({ allow: 0, challenge: 2, enroll: 0, shut_out: 1, no_backup_codes: 1, only_sms: 2 });
  });

  it("prices the SMS of registered phones by their countries", async () => {
    const acme = organisationOf("priced");
    const policy = { enforcement: "on", phoneRegistration: "pre-registered" };
    for (const [name, phoneNumber] of [
      ["ann", "+41791234567"],
      ["ben", "+41791234568"],
    ] as const)
      await acme.asAdmin("PUT", acme.userPath(acme.person(name), "phone"), { phoneNumber });
    const { body } = await acme.asAdmin("POST", url, { policy, userIds: ["ann", "ben", "nobody"] });
    const cost = { messages: 10, usd: 0.9 };
    expect(body).toMatchObject({ counts: { enroll: 2, shut_out: 1 }, sms: { least: cost, most: cost } });
    const none = await acme.asAdmin("POST", url, { policy: { enforcement: "off" }, userIds: ["ann"] });
    const nothing = { messages: 0, usd: 0 };
    expect(none.body["sms"]).toMatchObject({ least: nothing, most: nothing });
  });

  it("takes a hundred users, each once, and refuses what the policy call would refuse", async () => {
    const acme = organisationOf("bounded");
    const hundred = Array.from({ length: 100 }, (_, nth) => `user-${String(nth)}`);
    const batches = () => service.aws.calls.filter(({ command }) => command.startsWith("BatchGet")).length;
    const before = batches();
    const { body } = await acme.asAdmin("POST", url, { policy: { required: true }, userIds: hundred });
    expect(body["counts"]).toMatchObject({ enroll: 100 });
    expect(batches() - before).toBe(1);
    for (const wrong of [
      { policy: {}, userIds: [...hundred, "one-more"] },
      { policy: {}, userIds: [] },
      { policy: {}, userIds: ["ada", "ada"] },
      { policy: { required: true, enforcement: "report" }, userIds: ["ada"] },
      { policy: { smsCountries: ["XX"] }, userIds: ["ada"] },
    ])
      expect((await acme.asAdmin("POST", url, wrong)).status).toBe(400);
  });
});

describe("the organisation's activity", () => {
  it("tells changes and admins' acts with names, newest first, and neither logins nor wrong codes", async () => {
    const acme = organisationOf("active");
    const ada = acme.person("ada");
    await ada.hasTotp();
    await ada.loginWithTotp();
    await ada.verify(ada.wrongTotpCode());
    await acme.setPolicy({ issuerName: "Acme" });
    await acme.asAdmin("POST", acme.userPath(ada, "reset"), { reason: "Lost the phone" });
    await service.local.drained();
    const { body } = await acme.asAdmin("GET", "/v1/admin/activity?limit=100");
    const events = body["events"] as { type: string }[];
    const admin = { role: "admin", ref: expect.stringMatching(/^usr_/), name: "the-admin" };
    const user = { ref: expect.stringMatching(/^usr_/), userId: "ada" };
    expect(events[0]).toMatchObject({ type: "account.reset", actor: admin, user, data: { reason: "Lost the phone" } });
    expect(events[1]).toMatchObject({ type: "policy.updated", actor: admin, user: null });
    const types = new Set(events.map(({ type }) => type));
    expect(types).toEqual(new Set(["account.reset", "policy.updated", "factor.activated"]));
    expect(body["cursor"]).toBeNull();
  });

  it("comes in pages, and a cursor opens nothing of another organisation", async () => {
    const acme = organisationOf("paged");
    for (const issuerName of ["One", "Two", "Three"]) await acme.setPolicy({ issuerName });
    await service.local.drained();
    const first = await acme.asAdmin("GET", "/v1/admin/activity?limit=2");
    expect(first.body["events"]).toHaveLength(2);
    const cursor = encodeURIComponent(String(first.body["cursor"]));
    const rest = await acme.asAdmin("GET", `/v1/admin/activity?limit=2&cursor=${cursor}`);
    expect(rest.body["events"]).toMatchObject([{ type: "policy.updated" }, { type: "factor.activated" }]);
    const other = await organisationOf("paged-too").asAdmin("GET", `/v1/admin/activity?cursor=${cursor}`);
    expect(JSON.stringify(other.body)).not.toContain("policy.updated");
    expect((await acme.asAdmin("GET", "/v1/admin/activity?cursor=x")).status).toBe(400);
  });

  it("names an admin as the token did, where it has another name than the subject", async () => {
    const acme = organisationOf("named");
    const boss = acme.person("c0ffee", { roles: ["2fa-admin"], preferred_username: "grace@acme.example" });
    await boss.hasTotp();
    await boss.loginWithTotp();
    await boss.withAccess("PUT", "/v1/admin/policy", { body: { version: 0, issuerName: "Named" } });
    const { body } = await boss.withAccess("GET", "/v1/admin/policy/history");
    expect(body["versions"]).toMatchObject([{ actor: { role: "admin", name: "grace@acme.example" } }]);
  });
});
