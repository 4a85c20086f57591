import { describe, expect, test } from "vitest";
import { world } from "../harness/world.ts";

/** Stories 11 and 15: who lost the phone and the codes is reset by an admin, and what follows is the organisation's policy. */
const { service, organisationOf } = world({ issuer: "help" });

test("the login names the organisation's way to help", async () => {
  const organisation = organisationOf("with-help");
  await organisation.setPolicy({ recoveryHelp: "https://help.example.com/lost-phone" });
  const ada = organisation.person("ada");
  await ada.hasTotp();
  expect((await ada.withPassword("POST", "/v1/login")).body["recoveryHelp"]).toBe(
    "https://help.example.com/lost-phone",
  );
});

describe("where 2FA is the user's choice", () => {
  const organisation = organisationOf("free");

  test("a reset takes factors, codes and locks away, and the password is enough at the next login", async () => {
    const ben = organisation.person("ben");
    await ben.hasTotp();
    await ben.hasSms("+41791234501");
    await ben.verify(String(ben.backupCodes[0]));
    for (let wrong = 0; wrong < 5; wrong += 1) await ben.verify(ben.wrongTotpCode(wrong));
    const before = await organisation.asAdmin("GET", organisation.userPath(ben));
    expect(before.body).toMatchObject({ enabled: true, throttle: { totp: { failures: 5, disabled: false } } });

    const reset = await organisation.asAdmin("POST", organisation.userPath(ben, "reset"), {
      reason: "Lost phone, ticket 42",
    });
    expect(reset).toMatchObject({
      status: 200,
      body: { userId: "ben", known: true, removed: { factors: 2, backupCodes: 9 } },
    });

    const after = await organisation.asAdmin("GET", organisation.userPath(ben));
    expect(after.body).toMatchObject({ enabled: false, factors: [], backupCodes: null });
    expect(after.body["throttle"].totp).toEqual({ failures: 0, lockedUntil: null, disabled: false });
    expect((await ben.verify(ben.totpCode())).body["code"]).toBe("not_enrolled");
    expect((await ben.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
  });

  test("an access token and an SMS code from before a reset are worth nothing", async () => {
    const cleo = organisation.person("cleo");
    await cleo.hasSms("+41791234511");
    await cleo.loginWithSms();
    service.clock.forward(30);
    const live = await cleo.withPassword("POST", "/v1/login");
    await organisation.asAdmin("POST", organisation.userPath(cleo, "reset"), { reason: "Lost phone" });
    const old = cleo.accessToken;
    const dead = await cleo.verify(service.lastSmsCode("+41791234511"), live.body["challenge"].id);
    expect(dead.body["code"]).toBe("not_enrolled");

    cleo.accessToken = undefined;
    await cleo.hasTotp();
    const stale = await cleo.withAccess("PATCH", `/v1/factors/${cleo.totpFactorId}`, {
      token: old,
      body: { label: "Mine" },
    });
    expect(stale).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
  });

  test("an unknown user can be reset too, and looks like one without factors", async () => {
    const nobody = organisation.person("nobody");
    const { body } = await organisation.asAdmin("POST", organisation.userPath(nobody, "reset"), {
      reason: "Just in case",
    });
    expect(body).toEqual({ userId: "nobody", known: false, removed: { factors: 0, backupCodes: 0 } });
    const seen = await organisation.asAdmin("GET", organisation.userPath(nobody));
    expect(seen.body).toMatchObject({ enabled: false, factors: [], backupCodes: null, preRegisteredPhone: null });
  });
});

describe("where it is required", () => {
  test("a reset never means off: the user enrols afresh", async () => {
    const organisation = organisationOf("strict");
    const dora = organisation.person("dora");
    await dora.hasTotp();
    await organisation.setPolicy({ required: true });
    await organisation.asAdmin("POST", organisation.userPath(dora, "reset"), { reason: "Lost everything" });
    const login = await dora.withPassword("POST", "/v1/login");
    expect(login.body).toEqual({
      decision: "enroll",
      enrollment: { factorTypes: ["totp", "sms"], phoneRegistration: "self", preRegisteredPhone: null },
    });
    dora.accessToken = undefined;
    await dora.hasTotp();
    expect(dora.accessToken).toBeDefined();
    expect((await dora.loginWithTotp()).status).toBe(200);
  });

  test("the number set with the account stays, and the code goes to it", async () => {
    const organisation = organisationOf("registered");
    const emil = organisation.person("emil");
    await organisation.setPolicy({ required: true, phoneRegistration: "pre-registered" });
    await organisation.asAdmin("PUT", organisation.userPath(emil, "phone"), { phoneNumber: "+41 79 123 45 21" });
    await emil.hasSms("+41791234521");
    await organisation.asAdmin("POST", organisation.userPath(emil, "reset"), { reason: "Lost everything" });
    emil.accessToken = undefined;
    const login = await emil.withPassword("POST", "/v1/login");
    expect(login.body).toMatchObject({ decision: "enroll", enrollment: { preRegisteredPhone: "+41 ••• •• •• 21" } });
    const enrolled = await emil.withPassword("POST", "/v1/factors", { body: { type: "sms" } });
    expect(enrolled.body["challenge"].sentTo).toBe("+41 ••• •• •• 21");
    const confirmed = await emil.confirm(enrolled.body["factor"].id, service.lastSmsCode("+41791234521"));
    expect(confirmed.body["backupCodes"]).toHaveLength(10);
  });
});
