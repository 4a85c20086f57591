import { decodeJwt } from "jose";
import { expect, test } from "vitest";
import type { Answer } from "../harness/called-service.ts";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

/** The help desk's code for a day without the phone: one login, and nothing else. */
const { service, organisation } = world({ issuer: "bypass", tenant: "bypass" });
const hour = 3600;
const issue = async (person: Person, body: object = { reason: "Phone at home" }): Promise<Answer> =>
  organisation.asAdmin("POST", organisation.userPath(person, "bypass-code"), body);
const codeFor = async (person: Person, body?: object): Promise<string> =>
  String((await issue(person, body)).body["code"]);
async function enrolled(name: string, claims: object = {}): Promise<Person> {
  const person = organisation.person(name, claims);
  await person.hasTotp();
  return person;
}
const seenOf = async (person: Person) => (await organisation.asAdmin("GET", organisation.userPath(person))).body;
const eventsOf = async (person: Person) => {
  await service.local.drained();
  const { body } = await organisation.asAdmin("GET", organisation.userPath(person, "events"));
  return body["events"] as readonly { type: string; actor: { role: string }; data: object }[];
};
const wrong = "Z000-0000-0000";

test("a code completes one login in the field of the other codes and brings an assertion alone", async () => {
  const ada = await enrolled("ada");
  const { status, body } = await issue(ada, { reason: "Phone at home", hours: 2 });
  expect(status).toBe(201);
  expect(Object.keys(body)).toEqual(["code", "expiresAt"]);
  expect(body["code"]).toMatch(/^Z[0-9A-HJKMNP-TV-Z]{3}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
  expect(body["expiresAt"]).toBe(new Date(service.clock.now() + 2 * hour * 1000).toISOString());
  expect((await seenOf(ada))["bypassCode"]).toEqual({ expiresAt: body["expiresAt"] });
  const typed = ` ${String(body["code"]).toLowerCase().replaceAll("-", " ")} `;
  const verified = await ada.withPassword("POST", "/v1/login/verify", {
    body: { code: typed, rememberDevice: { label: "Mine" } },
  });
  expect(verified.body).toMatchObject({ method: "bypass_code", accessToken: null, backupCodes: { remaining: 10 } });
  expect(verified.body).not.toHaveProperty("device");
  const claims = decodeJwt(String(verified.body["assertion"]));
  expect(claims).toMatchObject({ factor: "bypass_code", acr: "urn:countersign:2fa", amr: ["pwd", "otp", "mfa"] });
  expect(claims).not.toHaveProperty("factorId");
  expect((await seenOf(ada))["bypassCode"]).toBeNull();
  expect((await ada.verify(typed)).body["code"]).toBe("code_already_used");
  expect((await eventsOf(ada)).filter(({ type }) => type !== "factor.activated").slice(0, 2)).toMatchObject([
    { type: "login.succeeded", actor: { role: "user" }, data: { method: "bypass_code" } },
    { type: "bypass_code.issued", actor: { role: "admin" }, data: { hours: 2, reason: "Phone at home" } },
  ]);
});

test("eight hours unless the admin says otherwise, a day at most, and a reason", async () => {
  const ben = await enrolled("ben");
  const { body } = await issue(ben);
  expect(body["expiresAt"]).toBe(new Date(service.clock.now() + 8 * hour * 1000).toISOString());
  for (const bad of [{}, { reason: "Lost", hours: 0 }, { reason: "Lost", hours: 25 }, { reason: "Lost", hours: 1.5 }])
    expect((await issue(ben, bad)).body["code"]).toBe("invalid_request");
  const own = await ben.withAccess("POST", organisation.userPath(ben, "bypass-code"), { body: { reason: "Mine" } });
  expect(own.body["code"]).toBe("forbidden");
});

test("a user without a factor has nothing to go around", async () => {
  const cleo = organisation.person("cleo");
  expect((await issue(cleo)).body).toMatchObject({ status: 409, code: "not_enrolled" });
  await cleo.enrollTotp();
  expect((await issue(cleo)).body["code"]).toBe("not_enrolled");
  expect((await cleo.verify(wrong)).body["code"]).toBe("not_enrolled");
});

test("wrong codes cost waits of their own, never end the right one and close nothing else", async () => {
  const dora = await enrolled("dora");
  const code = await codeFor(dora, { reason: "Lost", hours: 24 });
  for (let nth = 0; nth < 4; nth += 1) expect((await dora.verify(wrong)).body).not.toHaveProperty("retryAfter");
  for (const retryAfter of [30, 60, 120]) {
    const { body } = await dora.verify(wrong);
    expect(body).toMatchObject({ code: "invalid_code", attemptsRemaining: 0, retryAfter });
    expect((await dora.verify(code)).body["code"]).toBe("too_many_attempts");
    service.clock.forward(retryAfter - 1);
    expect((await dora.verify(code)).body["code"]).toBe("too_many_attempts");
    service.clock.forward(1);
  }
  expect((await dora.verify(wrong)).body["code"]).toBe("invalid_code");
  expect((await dora.verify(dora.totpCode())).status).toBe(200);
  service.clock.forward(hour);
  expect((await dora.verify(code)).body["method"]).toBe("bypass_code");
});

test("wrong ones spend no tries of the app, and the help desk's next code starts without a wait", async () => {
  const emil = await enrolled("emil");
  await codeFor(emil, { reason: "Lost", hours: 24 });
  for (let nth = 0; nth < 20; nth += 1) {
    const { body } = await emil.verify(wrong);
    service.clock.forward(Number(body["retryAfter"] ?? 0));
  }
  await emil.verify(wrong);
  const next = await codeFor(emil);
  expect((await emil.verify(next)).body).toMatchObject({ method: "bypass_code", failedSinceLastLogin: 21 });
  expect((await seenOf(emil))["throttle"]).toMatchObject({ totp: { failures: 0, disabled: false } });
});

test("a new code takes the place of the last; it ends with its hours", async () => {
  const finn = await enrolled("finn");
  const first = await codeFor(finn);
  const second = await codeFor(finn, { reason: "Lost", hours: 1 });
  expect((await finn.verify(first)).body["code"]).toBe("invalid_code");
  service.clock.forward(hour);
  expect((await seenOf(finn))["bypassCode"]).toBeNull();
  expect((await finn.verify(second)).body["code"]).toBe("invalid_code");
});

test("it ends with a reset, and with a factor that the user confirms", async () => {
  const gina = await enrolled("gina");
  const beforeReset = await codeFor(gina);
  await organisation.asAdmin("POST", organisation.userPath(gina, "reset"), { reason: "Lost for good" });
  expect((await gina.verify(beforeReset)).body["code"]).toBe("not_enrolled");
  gina.accessToken = undefined;
  await gina.hasTotp();
  expect((await gina.verify(beforeReset)).body["code"]).toBe("invalid_code");

  const hugo = await enrolled("hugo");
  const beforePhone = await codeFor(hugo);
  await hugo.loginWithTotp();
  await hugo.hasSms("+41791234577");
  expect((await seenOf(hugo))["bypassCode"]).toBeNull();
  expect((await hugo.verify(beforePhone)).body["code"]).toBe("invalid_code");
});

test("another user's code is worth nothing, nor is a code to whoever has none", async () => {
  const ida = await enrolled("ida");
  const jon = await enrolled("jon");
  const code = await codeFor(ida);
  expect((await jon.verify(code)).body).toMatchObject({ code: "invalid_code", attemptsRemaining: 4 });
  expect((await ida.verify(code)).status).toBe(200);
});

test("the address that a login with it names changes nothing: the owner goes on being told", async () => {
  const kim = await enrolled("kim", { email: "kim@bypass.example" });
  const code = await codeFor(kim);
  const thief = organisation.person("kim", { email: "thief@bypass.example" });
  expect((await thief.verify(code)).status).toBe(200);
  await service.local.drained();
  expect((await eventsOf(kim)).map(({ type }) => type)).not.toContain("contact.changed");
});
