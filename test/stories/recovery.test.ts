import { expect, test } from "vitest";
import { mailsTo } from "../harness/mailed-link.ts";
import { recoveringPerson } from "../harness/recovering.ts";
import { world } from "../harness/world.ts";

const { service, organisationOf } = world({ variables: { SMS_COUNTRIES: "*" } });
const silent = world({ issuer: "silent", variables: { MAIL_FROM: "" } });
const hour = 3600;
const inHours = (hours: number): string => new Date(service.clock.now() + hours * hour * 1000).toISOString();

test("somebody who lost phone and codes asks, waits, and sets up afresh, once", async () => {
  const acme = organisationOf("acme");
  const lost = await recoveringPerson(acme, service, { phone: "+41791234567" });
  const { person } = lost;
  const oldCodes = person.backupCodes;
  expect(await lost.shown()).toBeNull();

  const asked = await lost.asks();
  expect([asked.status, asked.body]).toEqual([
    202,
    { recovery: { state: "asked", sentTo: "l•••@m•••.example", expiresAt: inHours(24) } },
  ]);
  expect(await lost.shown()).toEqual(asked.body["recovery"]);

  const confirmed = await lost.confirms();
  expect([confirmed.status, confirmed.body]).toEqual([
    200,
    { recovery: { state: "waiting", readyAt: inHours(72), needsApproval: false } },
  ]);
  await service.local.drained();
  expect(await lost.shown()).toEqual(confirmed.body["recovery"]);
  const login = await person.withPassword("POST", "/v1/login");
  expect(login.body["recovery"]).toEqual(confirmed.body["recovery"]);
  expect((await acme.asAdmin("GET", acme.userPath(person))).body["recovery"]).toEqual(confirmed.body["recovery"]);

  await lost.passes(71);
  expect(await lost.completes("0000-0000-0000")).toMatchObject({ status: 409, body: { code: "recovery_not_ready" } });
  await lost.passes(1.01);
  expect(await lost.shown()).toMatchObject({ state: "ready", needsApproval: false });

  const begun = await lost.completes();
  expect([begun.status, begun.body["factor"]?.status]).toEqual([201, "pending"]);
  // Until the confirmation everything that there was works on.
  expect((await acme.asAdmin("GET", acme.userPath(person))).body["backupCodes"].remaining).toBe(10);
  const done = await lost.sets();
  expect(done.status).toBe(200);
  expect(done.body["backupCodes"]).toHaveLength(10);
  expect(done.body).toMatchObject({ assertion: expect.any(String), accessToken: expect.any(String) });
  expect(await lost.shown()).toBeNull();

  const { body: own } = await service.call("GET", "/v1/factors", { token: done.body["accessToken"] });
  expect(own["factors"].map(({ id }: { id: string }) => id)).toEqual([person.totpFactorId]);
  expect((await person.verify(String(oldCodes[0]))).body["code"]).toBe("invalid_code");
  expect((await lost.completes()).body["code"]).toBe("challenge_expired");
});

test("every e-mail and SMS of it bears the name that the organisation chose, as the link's page does", async () => {
  const acme = organisationOf("named");
  await acme.setPolicy({ issuerName: "Acme Bank" });
  const lost = await recoveringPerson(acme, service, { phone: "+41791234568" });
  await service.local.drained();
  const before = { mails: lost.mails().length, sms: service.outbox.messages.length };
  await lost.waits();
  await lost.passes(37);
  await lost.passes(36);
  await lost.completes();
  await lost.sets();
  const mails = (await mailsTo(service, lost.email)).toReversed().slice(before.mails);
  expect(mails.length).toBeGreaterThanOrEqual(5);
  for (const { subject } of mails) expect(subject).toMatch(/^Acme Bank: /);
  const told = service.outbox.messages.slice(0, service.outbox.messages.length - before.sms);
  expect(told).toHaveLength(4);
  for (const { body } of told) expect(body).toContain("Acme Bank");
});

test("a phone can be what is set up afresh: its SMS comes again by the password's token, and its code brings ten codes", async () => {
  const lost = await recoveringPerson(organisationOf("phones"), service, { phone: "+41791234569" });
  await lost.waits();
  await lost.passes(73);
  const body = { type: "sms", phoneNumber: "+41791234570", code: lost.mailedCode() };
  const begun = await lost.person.withPassword("POST", "/v1/recovery/complete", { body });
  expect([begun.status, begun.body["challenge"]?.sentTo]).toEqual([201, "+41 ••• •• •• 70"]);
  const factorId = String(begun.body["factor"].id);
  service.clock.forward(60);
  const again = await lost.person.withPassword("POST", `/v1/factors/${factorId}/resend`);
  expect([again.status, again.body["challenge"]?.sentTo]).toEqual([202, "+41 ••• •• •• 70"]);
  const done = await lost.sets(service.lastSmsCode(), factorId);
  expect(done.status).toBe(200);
  expect(done.body).toMatchObject({ assertion: expect.any(String), accessToken: expect.any(String) });
  expect(done.body["backupCodes"]).toHaveLength(10);
});

test("who stops half-way loses nothing: factors and codes work on, and the second code is good until the confirmation", async () => {
  const lost = await recoveringPerson(organisationOf("half-way"), service, { phone: "+41791234571" });
  await lost.waits();
  await lost.passes(73);
  const code = lost.mailedCode();
  const begun = await lost.completes(code);
  const [factorId, typed] = [lost.person.totpFactorId, lost.person.totpCode()];
  service.clock.forward(3600);
  expect((await lost.sets(typed, factorId)).status).not.toBe(200);
  expect(await lost.shown()).toMatchObject({ state: "ready" });
  const { body } = await lost.person.withPassword("POST", "/v1/login");
  expect(body["decision"]).toBe("challenge");
  expect(body["factors"].map(({ type }: { type: string }) => type)).toEqual(["totp", "sms"]);
  const again = await lost.completes(code);
  expect([begun.status, again.status]).toEqual([201, 201]);
  expect((await lost.sets()).status).toBe(200);
});

test("each of two phones is told by one SMS of its own", async () => {
  const [one, other] = ["+41791234572", "+41791234573"];
  const lost = await recoveringPerson(organisationOf("two-phones"), service, { phone: one });
  await lost.person.hasSms(other);
  const sent = (): readonly number[] =>
    [one, other].map((number) => service.outbox.messages.filter(({ to }) => to === number).length);
  const [ones = 0, others = 0] = sent();
  await lost.waits();
  expect(sent()).toEqual([ones + 1, others + 1]);
  await lost.passes(37);
  expect(sent()).toEqual([ones + 2, others + 2]);
});

test("under pre-registration the first factor after it is the registered phone, as ever", async () => {
  const acme = organisationOf("registered");
  const number = "+41791234574";
  const lost = await recoveringPerson(acme, service, { phone: number });
  await acme.setPolicy({ phoneRegistration: "pre-registered" });
  await lost.waits();
  await lost.passes(73);
  const code = lost.mailedCode();
  expect((await lost.completes(code)).body["code"]).toBe("phone_not_pre_registered");
  const sms = async (phoneNumber: string) =>
    lost.person.withPassword("POST", "/v1/recovery/complete", { body: { type: "sms", phoneNumber, code } });
  expect((await sms("+41791234666")).body["code"]).toBe("phone_not_pre_registered");
  await acme.asAdmin("PUT", acme.userPath(lost.person, "phone"), { phoneNumber: "+41791234575" });
  const begun = await sms("+41791234575");
  expect(begun.status).toBe(201);
  expect((await lost.sets(service.lastSmsCode("+41791234575"), String(begun.body["factor"].id))).status).toBe(200);
});

test("whoever still is logged in calls it off, twice if need be, and is told", async () => {
  const lost = await recoveringPerson(organisationOf("calls-off"), service);
  await lost.person.loginWithTotp();
  await lost.waits();
  const ends = async () => lost.person.withAccess("DELETE", "/v1/recovery");
  expect(await ends()).toMatchObject({ status: 204, text: "" });
  expect(await lost.shown()).toBeNull();
  expect((await ends()).status).toBe(204);
  await service.local.drained();
  expect(lost.mails()[0]?.text).toContain("called off in your account");
});

test("a deployment without e-mails offers none, and warns the admin who switches it on", async () => {
  const { organisation } = silent;
  const lost = await recoveringPerson(organisation, silent.service);
  const { body } = await organisation.asAdmin("GET", "/v1/admin/policy");
  expect(body["warnings"]).toContainEqual(expect.objectContaining({ code: "recovery_needs_mail" }));
  expect((await lost.person.withPassword("POST", "/v1/login")).body["recoveryOffered"]).toBe(false);
  expect(await lost.asks()).toMatchObject({ status: 409, body: { code: "recovery_not_offered" } });
  const named = organisationOf("warned");
  await named.setPolicy({ recovery: { mode: "delay", delayHours: 72 } });
  const warnings = (await named.asAdmin("GET", "/v1/admin/policy")).body["warnings"];
  expect(warnings).not.toContainEqual(expect.objectContaining({ code: "recovery_needs_mail" }));
});
