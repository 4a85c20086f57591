import { expect, test } from "vitest";
import { world } from "../harness/world.ts";

/** Several factors: their names, the preferred one, and a login that asks for another. */
const { service, organisation } = world({ issuer: "account", tenant: "account" });

test("a factor can be renamed; its key goes on working", async () => {
  const ada = organisation.person("ada");
  await ada.hasTotp();
  const renamed = await ada.withAccess("PATCH", `/v1/factors/${ada.totpFactorId}`, {
    body: { label: "  Telefon von Ada 📱 " },
  });
  expect(renamed).toMatchObject({
    status: 200,
    body: { factor: { id: ada.totpFactorId, label: "Telefon von Ada 📱", preferred: true } },
  });
  expect((await ada.withPassword("POST", "/v1/login")).body["factors"]).toMatchObject([
    { label: "Telefon von Ada 📱" },
  ]);
  expect((await ada.loginWithTotp()).status).toBe(200);
});

test("one that is still pending cannot be renamed, preferred or logged in with, but it can be given up", async () => {
  const hugo = organisation.person("hugo");
  await hugo.enrollTotp();
  const path = `/v1/factors/${hugo.totpFactorId}`;
  for (const body of [{ label: "x" }, { preferred: true }])
    expect((await hugo.withPassword("PATCH", path, { body })).body["code"]).toBe("factor_not_found");
  expect((await hugo.verify(hugo.totpCode())).body["code"]).toBe("not_enrolled");
  expect((await hugo.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
  expect((await hugo.withPassword("DELETE", path)).status).toBe(204);
  expect((await hugo.confirm(hugo.totpFactorId, hugo.totpCode())).body["code"]).toBe("factor_not_found");
});

test("renaming needs a code once one is set up", async () => {
  const ben = organisation.person("ben");
  await ben.hasTotp();
  const refused = await ben.withPassword("PATCH", `/v1/factors/${ben.totpFactorId}`, { body: { label: "Mine" } });
  expect(refused.headers.get("www-authenticate")).toBe(
    'Bearer error="insufficient_user_authentication", acr_values="urn:countersign:2fa"',
  );
});

test("the preferred factor is the one that a login asks for; there is exactly one", async () => {
  const cleo = organisation.person("cleo");
  await cleo.hasTotp();
  await cleo.hasSms("+41791234501");
  const before = service.local.outbox.messages.length;
  expect((await cleo.withPassword("POST", "/v1/login")).body["challenge"]).toBeNull();
  expect(service.local.outbox.messages).toHaveLength(before);

  const preferred = await cleo.withAccess("PATCH", `/v1/factors/${cleo.smsFactorId}`, { body: { preferred: true } });
  expect(preferred.body["factor"]).toMatchObject({ id: cleo.smsFactorId, preferred: true });
  const { body } = await cleo.withPassword("POST", "/v1/login");
  expect(body["challenge"]).toMatchObject({ factorId: cleo.smsFactorId });
  expect(body["factors"].map(({ type, preferred: is }: { type: string; preferred: boolean }) => [type, is])).toEqual([
    ["totp", false],
    ["sms", true],
  ]);
  const back = await cleo.withAccess("PATCH", `/v1/factors/${cleo.smsFactorId}`, { body: { preferred: false } });
  expect(back.body["factor"]).toMatchObject({ preferred: false });
});

test("a login may name another factor than the preferred one", async () => {
  const dora = organisation.person("dora");
  await dora.hasTotp();
  await dora.hasSms("+41791234511");
  const login = await dora.withPassword("POST", "/v1/login", { body: { factorId: dora.smsFactorId } });
  expect(login.body["challenge"]).toMatchObject({ factorId: dora.smsFactorId, sentTo: "+41 ••• •• •• 11" });
  expect((await dora.verify(service.lastSmsCode("+41791234511"), login.body["challenge"].id)).body).toMatchObject({
    method: "sms",
  });

  const other = organisation.person("other");
  await other.hasTotp();
  const foreign = await dora.withPassword("POST", "/v1/login", { body: { factorId: other.totpFactorId } });
  expect(foreign).toMatchObject({ status: 404, body: { code: "factor_not_found" } });
  const notAPhone = await dora.withPassword("POST", "/v1/login/sms", { body: { factorId: dora.totpFactorId } });
  expect(notAPhone).toMatchObject({ status: 409, body: { code: "no_sms_factor" } });
});

test("two apps both log in, each with its own codes, and a used code of one does not spend the other's", async () => {
  const emil = organisation.person("emil");
  await emil.hasTotp();
  const [old, oldId] = [emil.totpCode(), emil.totpFactorId];
  await emil.enrollTotp();
  await emil.confirm(emil.totpFactorId, emil.totpCode());
  expect((await emil.verify(old, undefined, oldId)).status).toBe(200);
  emil.nextStep();
  expect((await emil.loginWithTotp()).status).toBe(200);
});

test("a pending phone gets its code again, and only its owner may ask", async () => {
  const finn = organisation.person("finn");
  const { body } = await finn.withPassword("POST", "/v1/factors", {
    body: { type: "sms", phoneNumber: "+41791234521" },
  });
  const path = `/v1/factors/${String(body["factor"].id)}/resend`;
  const first = service.lastSmsCode("+41791234521");
  expect((await finn.withPassword("POST", path)).body).toMatchObject({ code: "sms_limit_reached", retryAfter: 30 });
  service.clock.forward(30);
  expect((await organisation.person("stranger").withPassword("POST", path)).body["code"]).toBe("factor_not_found");
  const resent = await finn.withPassword("POST", path);
  expect(resent).toMatchObject({ status: 202, body: { challenge: { factorId: body["factor"].id, resendAfter: 60 } } });
  const second = service.lastSmsCode("+41791234521");
  if (first !== second) expect((await finn.confirm(body["factor"].id, first)).body["code"]).toBe("invalid_code");
  expect((await finn.confirm(body["factor"].id, second)).status).toBe(200);
});
