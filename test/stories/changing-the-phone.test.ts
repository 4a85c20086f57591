import { expect, test } from "vitest";
import type { Person } from "../harness/person.ts";
import { world } from "../harness/world.ts";

/** Story 4: a user about to change the phone number moves to the new one, or switches 2FA off first. */
const { service, organisation } = world({ issuer: "invest", tenant: "invest" });

const newPhone = async (person: Person, phoneNumber: string): Promise<string> => {
  const { status, body } = await person.withAccess("POST", "/v1/factors", {
    body: { type: "sms", phoneNumber, label: "New phone" },
  });
  expect(status).toBe(201);
  return String(body["factor"].id);
};

test("moving to the new number: the old one works until the new one is confirmed, then it can go", async () => {
  const ada = organisation.person("ada");
  await ada.hasSms("+41791234501");
  await ada.loginWithSms();
  const fresh = await newPhone(ada, "+41791234502");

  service.clock.forward(30);
  expect((await ada.withPassword("POST", "/v1/login")).body["challenge"].sentTo).toBe("+41 ••• •• •• 01");
  expect((await ada.loginWithSms()).status).toBe(200);

  const enrollmentCode = service.lastSmsCode("+41791234502");
  const confirmed = await ada.confirm(fresh, enrollmentCode);
  expect(confirmed.body["factor"]).toMatchObject({
    status: "active",
    preferred: false,
    phoneNumber: "+41 ••• •• •• 02",
  });
  expect(confirmed.body).not.toHaveProperty("backupCodes");
  expect((await ada.withAccess("DELETE", `/v1/factors/${ada.smsFactorId}`)).status).toBe(204);

  service.clock.forward(30);
  const login = await ada.withPassword("POST", "/v1/login");
  expect(login.body["challenge"].sentTo).toBe("+41 ••• •• •• 02");
  expect(login.body["factors"]).toHaveLength(1);
  expect(login.body["backupCodes"]).toEqual({ remaining: 10 });
});

test("a number that was never confirmed changes nothing, and its code logs nobody in", async () => {
  const ben = organisation.person("ben");
  await ben.hasSms("+41791234511");
  await ben.loginWithSms();
  const { body } = await ben.withAccess("POST", "/v1/factors", {
    body: { type: "sms", phoneNumber: "+41791234512" },
  });
  const login = await ben.verify(service.lastSmsCode("+41791234512"), body["challenge"].id);
  expect(login.body["code"]).toBe("challenge_expired");

  service.clock.forward(600);
  expect((await ben.loginWithSms()).status).toBe(200);
  const later = await ben.confirm(body["factor"].id, service.lastSmsCode("+41791234512"));
  expect(later).toMatchObject({ status: 410, body: { code: "enrollment_expired" } });
  const { body: state } = await ben.withAccess("GET", "/v1/factors");
  expect(state["factors"]).toMatchObject([{ id: ben.smsFactorId, status: "active" }]);
});

test("switching off first: the password is enough at the next login, and the new number starts afresh", async () => {
  const cleo = organisation.person("cleo");
  await cleo.hasSms("+41791234521");
  const { backupCodes } = cleo;
  await cleo.loginWithSms();
  expect((await cleo.withAccess("DELETE", "/v1/factors")).status).toBe(204);
  expect((await cleo.withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
  expect((await cleo.verify(String(backupCodes[0]))).body["code"]).toBe("not_enrolled");

  cleo.accessToken = undefined;
  await cleo.hasSms("+41791234522");
  expect(cleo.backupCodes).toHaveLength(10);
  expect(cleo.backupCodes).not.toEqual(backupCodes);
  expect((await cleo.loginWithSms()).status).toBe(200);
});

test("removing the only factor switches 2FA off with its backup codes", async () => {
  const dora = organisation.person("dora");
  await dora.hasSms("+41791234531");
  expect((await dora.withAccess("DELETE", `/v1/factors/${dora.smsFactorId}`)).status).toBe(204);
  const { body } = await dora.withPassword("GET", "/v1/factors");
  expect(body).toMatchObject({ enabled: false, factors: [], backupCodes: null });
});
