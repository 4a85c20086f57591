import { expect, test } from "vitest";
import { world } from "../harness/world.ts";

/** Story 14: a stolen password must not be enough to attach an attacker's phone, so an admin may define the number in advance. */
const { service, organisation, organisationOf } = world({ issuer: "cloud", tenant: "registered" });

test("the number defined in advance is accepted and nothing else, not even an app", async () => {
  await organisation.setPolicy({ required: true, phoneRegistration: "pre-registered" });
  const gina = organisation.person("gina");
  const nobodyKnows = await gina.withPassword("POST", "/v1/factors", { body: { type: "sms" } });
  expect(nobodyKnows).toMatchObject({ status: 403, body: { code: "phone_not_pre_registered" } });

  const set = await organisation.asAdmin("PUT", organisation.userPath(gina, "phone"), {
    phoneNumber: "+41791234511",
  });
  expect(set).toMatchObject({ status: 200, body: { userId: "gina", preRegisteredPhone: "+41 ••• •• •• 11" } });
  expect((await gina.withPassword("POST", "/v1/login")).body["enrollment"]).toEqual({
    factorTypes: ["sms"],
    phoneRegistration: "pre-registered",
    preRegisteredPhone: "+41 ••• •• •• 11",
  });
  const attackers = await gina.withPassword("POST", "/v1/factors", {
    body: { type: "sms", phoneNumber: "+41791234666" },
  });
  expect(attackers.body["code"]).toBe("phone_not_pre_registered");
  expect((await gina.enrollTotp()).body["code"]).toBe("phone_not_pre_registered");
  expect(service.local.outbox.messages.some(({ to }) => to === "+41791234666")).toBe(false);

  await gina.hasSms("+41 79 123 45 11");
  await gina.hasTotp();
  expect((await gina.loginWithTotp()).status).toBe(200);
});

test("where registration is free, a number defined in advance is only the one that is taken if none is given", async () => {
  const free = organisationOf("free-numbers");
  const ida = free.person("ida");
  expect((await ida.withPassword("POST", "/v1/factors", { body: { type: "sms" } })).body["code"]).toBe(
    "invalid_request",
  );
  expect((await ida.withPassword("GET", "/v1/factors")).body["preRegisteredPhone"]).toBeNull();
  await free.asAdmin("PUT", free.userPath(ida, "phone"), { phoneNumber: "+41791234531" });
  expect((await ida.withPassword("GET", "/v1/factors")).body["preRegisteredPhone"]).toBe("+41 ••• •• •• 31");
  const registered = await ida.withPassword("POST", "/v1/factors", { body: { type: "sms" } });
  expect(registered.body["challenge"].sentTo).toBe("+41 ••• •• •• 31");
  const other = await ida.withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: "+41791234532" } });
  expect(other.body["challenge"].sentTo).toBe("+41 ••• •• •• 32");
});

test("a number that the admin corrects or takes back no longer confirms what was under way", async () => {
  const hugo = organisation.person("hugo");
  const path = organisation.userPath(hugo, "phone");
  await organisation.asAdmin("PUT", path, { phoneNumber: "+41791234521" });
  const enrolled = await hugo.withPassword("POST", "/v1/factors", { body: { type: "sms" } });
  const code = service.lastSmsCode("+41791234521");
  expect((await organisation.asAdmin("DELETE", path)).status).toBe(204);
  expect((await organisation.asAdmin("GET", organisation.userPath(hugo))).body["preRegisteredPhone"]).toBeNull();
  expect((await hugo.confirm(enrolled.body["factor"].id, code)).body["code"]).toBe("factor_not_found");
});

test("a number that the admin changes leaves the old phone in use, and the admin is told", async () => {
  const free = organisationOf("changed-numbers");
  const jon = free.person("jon");
  const seen = async () => (await free.asAdmin("GET", free.userPath(jon))).body;
  const put = async (phoneNumber: string) => free.asAdmin("PUT", free.userPath(jon, "phone"), { phoneNumber });
  expect((await put("+41791234541")).body).toMatchObject({ known: false, activePhoneDiffers: false });
  await jon.withPassword("POST", "/v1/factors", { body: { type: "sms" } });
  expect(await seen()).toMatchObject({ known: true, activePhoneDiffers: false });
  await jon.hasSms("+41791234541");
  expect(await seen()).toMatchObject({ enabled: true, activePhoneDiffers: false });

  expect((await put("+41791234542")).body).toMatchObject({ known: true, activePhoneDiffers: true });
  expect(await seen()).toMatchObject({ preRegisteredPhone: "+41 ••• •• •• 42", activePhoneDiffers: true });
  expect((await jon.loginWithSms()).status).toBe(200);
  await free.asAdmin("DELETE", free.userPath(jon, "phone"));
  expect(await seen()).toMatchObject({ preRegisteredPhone: null, activePhoneDiffers: false });
});

test("what is not kept of anybody yet is answered as nothing", async () => {
  const free = organisationOf("nothing-kept");
  expect((await free.asAdmin("GET", free.userPath(free.person("kim")))).body).toMatchObject({
    known: false,
    requirement: null,
    devices: [],
    bypassCode: null,
    recovery: null,
    grace: null,
  });
});
