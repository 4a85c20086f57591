/** @module-tag crowds */
import { expect, test } from "vitest";
import { run } from "../../operate/restore/run.ts";
import type { TableContext } from "../../operate/table.ts";
import { TableWithBackup } from "./table-with-backup.ts";

const backup = new TableWithBackup("restored");
const { service, organisation } = backup;
service.clock.ticks = true;

const yes = async (): Promise<boolean> => true;
async function restore(operator?: TableContext) {
  const target = { context: operator ?? (await backup.operator()), isServing: false };
  const options = { table: backup.tableName, backupTime: backup.backupTime, dryRun: false, yes: false, json: true };
  const { text, exitCode } = await run(options, target, yes);
  return { report: JSON.parse(text), exitCode };
}

test(
  "nothing that was used, removed or ended since the backup works again, and honest users get in",
  { timeout: 60_000 },
  async () => {
    const [ada, ben, cleo, dora, eve, finn, gwen, hugo, ivy, jack] = [
      "ada",
      "ben",
      "cleo",
      "dora",
      "eve",
      "finn",
      "gwen",
      "hugo",
      "ivy",
      "jack",
    ].map((name) => organisation.person(name));
    if (!ada || !ben || !cleo || !dora || !eve || !finn || !gwen || !hugo || !ivy || !jack)
      throw new Error("Who is missing?");
    const admin = await organisation.admin();
    for (const person of [ada, ben, cleo, dora, eve, finn, gwen]) await person.hasTotp();
    await ben.hasSms("+41791234561");
    await hugo.hasSms("+41791234562");
    await organisation.asAdmin("PUT", organisation.userPath(jack, "phone"), { phoneNumber: "+41791234563" });
    await backup.takeBackup();

    // Ada uses two of her codes, and Ben's phone is stolen.
    await ada.loginWithTotp();
    const [usedCode = "", freshCode = ""] = ada.backupCodes;
    expect((await ada.verify(usedCode)).status).toBe(200);
    await ben.loginWithTotp();
    expect((await ben.withAccess("DELETE", `/v1/factors/${ben.smsFactorId}`)).status).toBe(204);
    // Cleo gets a new phone: a new app, and the old one goes.
    await cleo.loginWithTotp();
    const oldApp = { id: cleo.totpFactorId, code: () => oldCode(0) };
    const oldCode = cleo.totpCode.bind(cleo);
    const newCleo = organisation.person("cleo");
    newCleo.accessToken = cleo.accessToken;
    await newCleo.hasTotp();
    await newCleo.loginWithTotp();
    expect((await newCleo.withAccess("DELETE", `/v1/factors/${oldApp.id}`)).status).toBe(204);
    // Dora is reset, Eve switches 2FA off, Ivy switches it on.
    await organisation.asAdmin("POST", organisation.userPath(dora, "reset"), { reason: "Lost everything" });
    await eve.loginWithTotp();
    expect((await eve.withAccess("DELETE", "/v1/factors")).status).toBe(204);
    await ivy.hasTotp();
    // Somebody guesses Finn's codes, and Gwen's for longer.
    for (let nth = 0; nth < 7; nth += 1)
      service.clock.forward(Number((await finn.verify(finn.wrongTotpCode(nth))).body["retryAfter"] ?? 0));
    for (let nth = 0; nth < 20; nth += 1)
      service.clock.forward(Number((await gwen.verify(gwen.wrongTotpCode(nth))).body["retryAfter"] ?? 0));
    // Jack's number changes, and the organisation becomes stricter.
    await organisation.asAdmin("PUT", organisation.userPath(jack, "phone"), { phoneNumber: "+41791234564" });
    await organisation.setPolicy({ required: true, factorTypes: ["totp"] });
    service.clock.forward(60);
    const live = await hugo.withPassword("POST", "/v1/login");
    const sentBefore = service.lastSmsCode();
    service.clock.forward(1);
    await ada.loginWithTotp();
    await admin.loginWithTotp();
    const [adasProof, adasLastCode, adminsProof] = [ada.accessToken, ada.totpCode(), admin.accessToken];

    const oldKeys = await kids();
    await backup.loseTable();
    service.clock.forward(-600);
    const { report, exitCode } = await restore();
    expect(exitCode).toBe(1);
    expect(report.accounts).toMatchObject({ leftAlone: 0, unreadable: [] });
    expect(report.accounts.shut).toHaveLength(2);
    expect(report.accounts.preRegistrationsLost).toHaveLength(1);

    // Ada: codes, spent or not, and proofs of before are worth nothing. Her app goes on.
    expect((await service.call("POST", "/v1/backup-codes", { token: adasProof })).status).toBe(401);
    expect((await service.call("GET", "/v1/admin/policy", { token: adminsProof })).status).toBe(401);
    expect((await ada.verify(adasLastCode)).body["code"]).toBe("code_already_used");
    expect((await ada.verify(ada.totpCode(1))).body["code"]).toBe("code_already_used");
    for (const code of [usedCode, freshCode]) expect((await ada.verify(code)).body["code"]).toBe("invalid_code");
    expect((await hugo.verify(sentBefore, String(live.body["challenge"].id))).body["code"]).toBe("challenge_expired");
    service.clock.forward(660);
    // A key that was withdrawn since would be good again: so none of then is.
    expect(report.signingKeysWithdrawn).toBe(oldKeys.length);
    expect((await kids()).filter((kid) => oldKeys.includes(kid))).toEqual([]);
    expect((await ada.loginWithTotp()).body).toMatchObject({ method: "totp", backupCodes: { remaining: 0 } });
    const renewed = await ada.withAccess("POST", "/v1/backup-codes");
    expect(renewed.status).toBe(201);
    expect((await ada.verify(String(renewed.body["backupCodes"][0]))).status).toBe(200);

    // Ben: the stolen phone is no factor of his any more.
    const bens = await ben.withPassword("POST", "/v1/login");
    expect(bens.body["factors"].map(({ id }: { id: string }) => id)).toEqual([ben.totpFactorId]);
    expect((await ben.withPassword("POST", "/v1/login/sms")).body["code"]).toBe("no_sms_factor");
    expect((await ben.loginWithTotp()).status).toBe(200);

    // Cleo and Ivy: the password alone must not do, and the old app must not either.
    for (const person of [cleo, ivy]) {
      const login = await person.withPassword("POST", "/v1/login");
      expect(login.body["decision"]).toBe("challenge");
      expect((await person.loginWithTotp()).body["code"]).toBe("method_disabled");
      expect((await person.withPassword("POST", "/v1/factors", { body: { type: "totp" } })).status).toBe(401);
      await organisation.asAdmin("POST", organisation.userPath(person, "reset"), { reason: "Made sure who it is" });
      expect((await person.withPassword("POST", "/v1/login")).body["decision"]).toBe("enroll");
    }

    // Dora and Eve have no factor, as when the table was lost; the policy that came since asks for one.
    for (const person of [dora, eve]) {
      expect((await person.loginWithTotp()).body["code"]).toBe("not_enrolled");
      const { body } = await person.withPassword("POST", "/v1/login");
      expect(body).toMatchObject({ decision: "enroll", enrollment: { factorTypes: ["totp"] } });
    }

    // Finn's wait was over; the count went on. Gwen's method stays disabled.
    const finns = await organisation.asAdmin("GET", organisation.userPath(finn));
    expect(finns.body["throttle"].totp.failures).toBe(7);
    expect((await gwen.loginWithTotp()).body["code"]).toBe("method_disabled");
    expect((await hugo.loginWithSms()).status).toBe(200);
    expect((await organisation.asAdmin("GET", organisation.userPath(jack))).body["preRegisteredPhone"]).toBeNull();
  },
);

async function kids(): Promise<readonly string[]> {
  const { body } = await service.call("GET", "/.well-known/jwks.json");
  return body["keys"].map(({ kid }: { kid: string }) => kid);
}

test("a second run changes nothing, also after users and admins went on", async () => {
  const before = await backup.items();
  const { report } = await restore();
  expect(report).toMatchObject({ resumed: true, signingKeysWithdrawn: 0, policies: [] });
  expect(report.accounts.leftAlone).toBe(report.accounts.accounts);
  expect(await backup.items()).toEqual(before);
});
