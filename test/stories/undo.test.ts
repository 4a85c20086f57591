import { describe, expect, test } from "vitest";
import { Authenticator } from "../harness/authenticator.ts";
import type { Answer } from "../harness/called-service.ts";
import { mailedLink, mailsTo } from "../harness/mailed-link.ts";
import type { Person } from "../harness/person.ts";
import { deviceTokenOf, loginWith } from "../harness/remembered.ts";
import { shopOrigin, withPasskeys, world } from "../harness/world.ts";

/** A removed factor comes back with the link of its notice, a fresh password and a code of that very factor, and with nothing less. */
const { service, organisation, issuer, organisationOf } = world({ ...withPasskeys, issuer: "undo", tenant: "undo" });
const day = 24 * 3600;
let nth = 0;
const somebody = (): Person => {
  const name = `person-${(nth += 1)}`;
  return organisation.person(name, { email: `${name}@undo.example` });
};
const linkOf = async ({ email }: Person): Promise<string> => mailedLink(service, `${email}@undo.example`);
const undo = async (person: Person, body: object): Promise<Answer> => person.withPassword("POST", "/v1/undo", { body });
const freeze = async (token: string): Promise<unknown> =>
  (await service.call("POST", "/v1/freeze", { body: { token } })).body;
const eventsOf = async (person: Person) => {
  await service.local.drained();
  const { body } = await organisation.asAdmin("GET", organisation.userPath(person, "events"));
  return body["events"] as readonly { type: string; data: Record<string, unknown> }[];
};
const typesOf = async (person: Person): Promise<readonly string[]> => {
  const { body } = await person.withPassword("GET", "/v1/factors");
  return (body["factors"] as { id: string }[]).map(({ id }) => id);
};
/** Owner with an app of long ago. */
async function owner(): Promise<Person> {
  const person = somebody();
  await person.hasTotp();
  service.clock.forward(30 * day);
  return person;
}
const switchesOff = async (person: Person): Promise<void> => {
  await person.loginWithTotp();
  expect((await person.withAccess("DELETE", "/v1/factors")).status).toBe(204);
};

test("2FA switched off by a thief is on again, with the owner's app alone, and tokens of before are dead", async () => {
  const ada = await owner();
  const codes = ada.backupCodes;
  await switchesOff(ada);
  const token = await linkOf(ada);
  expect(await undo(ada, { token })).toMatchObject({ status: 200, body: { type: "totp" } });
  ada.nextStep();
  expect(await undo(ada, { token, code: ada.totpCode() })).toMatchObject({ status: 204, text: "" });
  expect((await eventsOf(ada))[0]).toMatchObject({
    type: "change.undone",
    data: { factorId: ada.totpFactorId, factorType: "totp", removed: [] },
  });
  expect(await typesOf(ada)).toEqual([ada.totpFactorId]);
  expect((await ada.withAccess("GET", "/v1/activity")).body["code"]).toBe("unauthenticated");
  expect((await ada.verify(codes[0] ?? "")).body["code"]).toBe("invalid_code");
  expect((await ada.loginWithTotp()).status).toBe(200);
  expect((await ada.withAccess("POST", "/v1/backup-codes")).status).toBe(201);
  expect((await mailsTo(service, `${ada.email}@undo.example`))[1]?.subject).toContain("is back");
});

test("a thief's app that came before the removal goes, and what is older stays", async () => {
  const ada = await owner();
  await ada.loginWithTotp();
  await ada.hasSms("+41791237701");
  const [own, phone] = [ada.totpFactorId, ada.smsFactorId];
  service.clock.forward(30 * day);
  await ada.loginWithTotp();
  const thief = organisation.person(ada.email, { email: `${ada.email}@undo.example` });
  thief.accessToken = ada.accessToken;
  await thief.hasTotp();
  service.clock.forward(2 * day);
  await thief.loginWithTotp();
  expect((await thief.withAccess("DELETE", `/v1/factors/${own}`)).status).toBe(204);
  const token = await linkOf(ada);
  ada.nextStep();
  expect((await undo(ada, { token, code: ada.totpCode() })).status).toBe(204);
  expect(await typesOf(ada)).toEqual([phone, own]);
  expect((await eventsOf(ada))[0]?.data["removed"]).toEqual([thief.totpFactorId]);
});

test("twice: the second finds nothing left to undo", async () => {
  const ada = await owner();
  await switchesOff(ada);
  const token = await linkOf(ada);
  ada.nextStep();
  expect((await undo(ada, { token, code: ada.totpCode() })).status).toBe(204);
  ada.nextStep();
  for (const body of [{ token }, { token, code: ada.totpCode() }])
    expect(await undo(ada, body)).toMatchObject({ status: 410, body: { code: "challenge_expired" } });
});

test("a passkey keeps its credential meanwhile, and no browser is told to hide it", async () => {
  const ada = await owner();
  await ada.loginWithTotp();
  const key = new Authenticator(shopOrigin);
  await ada.hasPasskey(key);
  const ids = key.keys.map(({ id }) => id);
  service.clock.forward(day);
  await ada.loginWithPasskey(key);
  expect((await ada.withAccess("DELETE", `/v1/factors/${ada.passkeyFactorId}`)).status).toBe(204);
  const { body } = await ada.withPassword("GET", "/v1/factors");
  expect(body["passkeys"]).toMatchObject({ credentialIds: ids });
  const token = await linkOf(ada);
  const asked = await undo(ada, { token });
  expect(asked.body).toMatchObject({ type: "passkey", publicKey: { allowCredentials: [{ id: ids[0] }] } });
  expect((await undo(ada, { token, code: ada.totpCode() })).body).toMatchObject({ errors: [{ path: "credential" }] });
  const atLogin = await ada.verifyPasskey(key.get(asked.body["publicKey"]));
  expect(atLogin.body).toMatchObject({ code: "unknown_passkey" });
  expect(atLogin.body).not.toHaveProperty("credentialId");
  expect((await undo(ada, { token, credential: key.get(asked.body["publicKey"]) })).status).toBe(204);
  service.clock.forward(5 * day);
  expect((await ada.loginWithPasskey(key)).status).toBe(200);
});

test("the last phone is sent a code, within its limits", async () => {
  const ada = somebody();
  await ada.hasSms("+41791237702");
  service.clock.forward(day);
  await ada.loginWithSms();
  expect((await ada.withAccess("DELETE", "/v1/factors")).status).toBe(204);
  service.clock.forward(60);
  const token = await linkOf(ada);
  const sent = service.local.outbox.messages.length;
  const asked = await undo(ada, { token });
  expect(asked.body).toMatchObject({ type: "sms", challenge: { sentTo: "+41 ••• •• •• 02" } });
  expect((await undo(ada, { token })).body).toEqual(asked.body);
  expect(service.local.outbox.messages).toHaveLength(sent + 1);
  const code = service.lastSmsCode();
  const wrong = code === "000000" ? "111111" : "000000";
  expect((await undo(ada, { token, code: wrong })).body["code"]).toBe("invalid_code");
  expect((await undo(ada, { token, code })).status).toBe(204);
  expect(await typesOf(ada)).toEqual([ada.smsFactorId]);
});

test("a device that the thief had remembered is asked for a code again", async () => {
  await organisation.setPolicy({ trustedDevices: { days: 30 } });
  const ada = await owner();
  const own = ada.totpFactorId;
  await ada.loginWithTotp();
  const thief = organisation.person(ada.email, { email: `${ada.email}@undo.example` });
  thief.accessToken = ada.accessToken;
  await thief.hasTotp();
  await thief.loginWithTotp();
  expect((await thief.withAccess("DELETE", `/v1/factors/${own}`)).status).toBe(204);
  const token = await linkOf(ada);
  const device = await deviceTokenOf(thief);
  ada.nextStep();
  expect((await undo(ada, { token, code: ada.totpCode() })).status).toBe(204);
  expect((await loginWith(thief, device)).body).toMatchObject({ decision: "challenge", forget: [0] });
});

describe("is refused", () => {
  test("to whoever holds the stolen phone and its mail, without the password", async () => {
    const ada = await owner();
    await switchesOff(ada);
    const token = await linkOf(ada);
    const code = ada.totpCode(1);
    const old = issuer.token(service.clock, {
      sub: ada.email,
      org: "undo",
      auth_time: service.clock.now() / 1000 - 600,
    });
    for (const bearer of [undefined, ada.accessToken, old])
      expect((await service.call("POST", "/v1/undo", { token: bearer, body: { token, code } })).status).toBe(401);
    expect(await typesOf(ada)).toEqual([]);
  });

  test("with another account's link, a wrong or a cut one, as if there were no such link", async () => {
    const [ada, ben] = [await owner(), await owner()];
    await switchesOff(ada);
    await switchesOff(ben);
    const token = await linkOf(ada);
    const elsewhere = organisationOf("elsewhere").person(ada.email);
    for (const answer of [
      await undo(ben, { token, code: ben.totpCode(1) }),
      await elsewhere.withPassword("POST", "/v1/undo", { body: { token } }),
      await undo(ada, { token: `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}` }),
      await undo(ada, { token: "anything" }),
    ])
      expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
  });

  test("after a reset, and after its time", async () => {
    const [ada, ben] = [await owner(), await owner()];
    await switchesOff(ada);
    const token = await linkOf(ada);
    await organisation.asAdmin("POST", organisation.userPath(ada, "reset"), { reason: "Lost" });
    expect((await undo(ada, { token })).status).toBe(410);
    await switchesOff(ben);
    const late = await linkOf(ben);
    service.clock.forward(3 * day - 60);
    expect((await undo(ben, { token: late })).status).toBe(200);
    service.clock.forward(60);
    expect((await undo(ben, { token: late })).status).toBe(410);
  });

  test("where wrong codes have spent the method's budget, as at a login", async () => {
    const ada = await owner();
    await switchesOff(ada);
    const token = await linkOf(ada);
    const answers: unknown[] = [];
    for (let tries = 0; tries < 6; tries += 1)
      answers.push((await undo(ada, { token, code: ada.wrongTotpCode(tries) })).body["code"]);
    expect(answers).toEqual([...Array.from({ length: 5 }, () => "invalid_code"), "too_many_attempts"]);
    ada.nextStep();
    expect((await undo(ada, { token, code: ada.totpCode() })).status).toBe(204);
  });

  test("with both kinds of proof at once", async () => {
    const ada = await owner();
    await switchesOff(ada);
    const token = await linkOf(ada);
    const code = ada.totpCode();
    const credential = { id: "AA", rawId: "AA", type: "public-key", response: {} };
    expect((await undo(ada, { token, code, credential })).status).toBe(400);
  });
});

test("a dummy that is set up and removed does not push the owner's factor out, nor lengthen its time", async () => {
  const ada = await owner();
  const own = ada.totpCode.bind(ada);
  await ada.loginWithTotp();
  const thief = organisation.person(ada.email, { email: `${ada.email}@undo.example` });
  thief.accessToken = ada.accessToken;
  await thief.hasTotp();
  await thief.loginWithTotp();
  await thief.withAccess("DELETE", `/v1/factors/${ada.totpFactorId}`);
  const first = await linkOf(ada);
  for (let dummy = 0; dummy < 8; dummy += 1) {
    service.clock.forward(60);
    await switchesOff(thief);
    thief.accessToken = undefined;
    await thief.hasTotp();
  }
  const last = await linkOf(ada);
  expect(last).not.toBe(first);
  for (const token of [first, last]) expect((await undo(ada, { token })).body).toEqual({ type: "totp" });
  ada.nextStep();
  expect((await undo(ada, { token: first, code: own() })).status).toBe(204);
  expect(await typesOf(ada)).toEqual([ada.totpFactorId]);
  expect(await freeze(last)).toEqual({ state: "over" });
});
