import { describe, expect, test } from "vitest";
import { isReportMode } from "../harness/running-service.ts";
import { world } from "../harness/world.ts";

/** Stories 1 to 3: a user opts in, from then on a code is asked for, and a code works once and expires quickly. */
const { service, organisation } = world({ issuer: "invest", tenant: "invest" });

describe("without a second factor", () => {
  test("the password alone logs in, and the account page says that 2FA is off", async () => {
    const ada = organisation.person("ada");
    const login = await ada.withPassword("POST", "/v1/login", { body: {} });
    expect(login).toMatchObject({ status: 200, body: { decision: "allow", assertion: expect.stringMatching(/^eyJ/) } });
    expect(login.body["rehearsal"]).toEqual(isReportMode ? { decision: "enroll" } : undefined);
    const { body } = await ada.withPassword("GET", "/v1/factors");
    expect(body).toEqual({
      enabled: false,
      required: false,
      canDisable: true,
      preRegisteredPhone: null,
      factors: [],
      backupCodes: null,
      policy: { factorTypes: ["totp", "sms"], phoneRegistration: "self", trustedDevices: { days: 0 } },
    });
  });
});

describe("with an authenticator app", () => {
  test("a code is asked for, and nothing but a right one logs in", async () => {
    const ben = organisation.person("ben");
    await ben.hasTotp();
    const login = await ben.withPassword("POST", "/v1/login");
    expect(login.body).toEqual({
      decision: "challenge",
      factors: [{ id: ben.totpFactorId, type: "totp", label: "Authenticator app", preferred: true }],
      backupCodes: { remaining: 10 },
      recoveryHelp: null,
      recovery: null,
      recoveryOffered: false,
      challenge: null,
    });
    const wrong = await ben.verify(ben.wrongTotpCode());
    expect(wrong).toMatchObject({ status: 422, body: { code: "invalid_code", attemptsRemaining: 4 } });
    const right = await ben.verify(ben.totpCode());
    expect(right).toMatchObject({ status: 200, body: { method: "totp", backupCodes: { remaining: 10 } } });
  });

  test("a code works once, not even for its set-up and then for a login", async () => {
    const cleo = organisation.person("cleo");
    await cleo.enrollTotp();
    await cleo.confirm(cleo.totpFactorId, cleo.totpCode());
    expect((await cleo.verify(cleo.totpCode())).body["code"]).toBe("code_already_used");
    cleo.nextStep();
    expect((await cleo.verify(cleo.totpCode())).status).toBe(200);
    const again = await cleo.verify(cleo.totpCode());
    expect(again).toMatchObject({ status: 422, body: { code: "code_already_used" } });
    expect((await cleo.verify(cleo.totpCode(-1))).body["code"]).toBe("code_already_used");
    expect((await cleo.verify(cleo.wrongTotpCode())).body["attemptsRemaining"]).toBe(4);
  });

  test("a code is dead two steps later, and one that the app will show in a minute does not work yet", async () => {
    const dora = organisation.person("dora");
    await dora.hasTotp();
    const code = dora.totpCode();
    service.clock.forward(60);
    expect((await dora.verify(code)).body["code"]).toBe("invalid_code");
    expect((await dora.verify(dora.totpCode(2))).body["code"]).toBe("invalid_code");
    expect((await dora.verify(dora.totpCode(1))).status).toBe(200);
  });

  test("the field forgives spaces and dashes", async () => {
    const emil = organisation.person("emil");
    await emil.hasTotp();
    const code = emil.totpCode();
    expect((await emil.verify(` ${code.slice(0, 3)} - ${code.slice(3)} `)).status).toBe(200);
    const pasted = emil.backupCodes[0]?.replaceAll("-", "–") ?? "";
    expect((await emil.verify(pasted)).body).toMatchObject({ method: "backup_code" });
  });
});

describe("with SMS", () => {
  test("the code goes out with the login, works once, and dies after five minutes", async () => {
    const finn = organisation.person("finn");
    await finn.hasSms("+41791234501");
    const { body: login } = await finn.withPassword("POST", "/v1/login");
    expect(login).toMatchObject({
      decision: "challenge",
      factors: [{ type: "sms", phoneNumber: "+41 ••• •• •• 01", preferred: true }],
      challenge: { factorId: finn.smsFactorId, sentTo: "+41 ••• •• •• 01", resendAfter: 30 },
    });
    const lifetime = Date.parse(login["challenge"].expiresAt) - service.clock.now();
    expect(lifetime).toBe(300_000);
    const code = service.lastSmsCode("+41791234501");
    expect((await finn.verify(code, login["challenge"].id)).body).toMatchObject({ method: "sms" });
    const again = await finn.verify(code, login["challenge"].id);
    expect(again.body["code"]).toBe("code_already_used");

    service.clock.forward(30);
    const { body: later } = await finn.withPassword("POST", "/v1/login");
    service.clock.forward(300);
    const late = await finn.verify(service.lastSmsCode("+41791234501"), later["challenge"].id);
    expect(late).toMatchObject({ status: 410, body: { code: "challenge_expired" } });
  });

  test("a code answers its own challenge only, and nobody else's", async () => {
    const gina = organisation.person("gina");
    const hugo = organisation.person("hugo");
    await gina.hasSms("+41791234502");
    await hugo.hasSms("+41791234503");
    const hers = await gina.withPassword("POST", "/v1/login");
    await hugo.withPassword("POST", "/v1/login");
    const code = service.lastSmsCode("+41791234502");
    const stolen = await hugo.verify(code, hers.body["challenge"].id);
    expect(stolen).toMatchObject({ status: 410, body: { code: "challenge_expired" } });
    expect((await gina.verify(code, hers.body["challenge"].id)).status).toBe(200);
  });
});

test("one who may not skip the code cannot manage the second factor with the password alone", async () => {
  const ida = organisation.person("ida");
  await ida.hasTotp();
  for (const [method, path] of [
    ["DELETE", "/v1/factors"],
    ["POST", "/v1/backup-codes"],
    ["DELETE", `/v1/factors/${ida.totpFactorId}`],
  ] as const) {
    const refused = await ida.withPassword(method, path);
    expect(refused).toMatchObject({ status: 401, body: { code: "insufficient_user_authentication" } });
    expect(refused.headers.get("www-authenticate")).toContain('acr_values="urn:countersign:2fa"');
  }
});
