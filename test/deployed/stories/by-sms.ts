import { expect } from "vitest";
import { Organisation } from "../../harness/organisation.ts";
import type { StoryService } from "../deployed-service.ts";

/** A phone is set up, after a second try, and logs in by the SMS of the login and by one that was asked for. */
export async function phoneSetUpAndLogins(service: StoryService): Promise<void> {
  const bank = new Organisation(service, service.issuer, "bank");
  const dora = bank.person("dora", { email: "dora@example.com" });
  const enrolled = await dora.withPassword("POST", "/v1/factors", {
    body: { type: "sms", phoneNumber: "+4915112345601" },
  });
  expect(enrolled.body).toMatchObject({ challenge: { sentTo: expect.stringMatching(/01$/) } });
  service.clock.forward(30);
  const factorId = String(enrolled.body["factor"].id);
  expect((await dora.withPassword("POST", `/v1/factors/${factorId}/resend`)).status).toBe(202);
  expect((await dora.confirm(factorId, service.lastSmsCode("+4915112345601"))).status).toBe(200);

  expect(await dora.loginWithSms()).toMatchObject({ status: 200, body: { method: "sms" } });
  service.clock.forward(30);
  const { body: sent } = await dora.withPassword("POST", "/v1/login/sms", { body: {} });
  const code = service.lastSmsCode("+4915112345601");
  expect((await dora.verify(code, String(sent["challenge"].id))).status).toBe(200);
  expect((await dora.verify(code, String(sent["challenge"].id))).body["code"]).toBe("code_already_used");
  expect(service.outbox.messages[0]?.body).toContain("@login.example.com #");
}

/** A user of an authenticator app adds a phone and names it; the admin sees it. */
export async function phoneBesidesAnApp(service: StoryService): Promise<void> {
  const bank = new Organisation(service, service.issuer, "bank");
  const emil = bank.person("emil", { email: "emil@example.com" });
  await emil.hasTotp();
  service.clock.forward(600);
  await emil.loginWithTotp();
  const phoneNumber = "+4915112345602";
  const enrolled = await emil.withAccess("POST", "/v1/factors", { body: { type: "sms", phoneNumber } });
  const factorId = String(enrolled.body["factor"].id);
  service.clock.forward(30);
  expect((await emil.withAccess("POST", `/v1/factors/${factorId}/resend`)).status).toBe(202);
  expect((await emil.confirm(factorId, service.lastSmsCode(phoneNumber))).status).toBe(200);
  const options = { body: { label: "Phone", preferred: true } };
  const renamed = await emil.withAccess("PATCH", `/v1/factors/${factorId}`, options);
  expect(renamed.body["factor"]).toMatchObject({ label: "Phone", phoneNumber: expect.stringMatching(/02$/) });
  expect((await emil.withAccess("GET", "/v1/factors")).body["factors"]).toHaveLength(2);
  expect((await emil.withPassword("POST", "/v1/login/sms", { body: {} })).status).toBe(202);
  expect((await emil.withAccess("GET", "/v1/activity")).status).toBe(200);

  const seen = await bank.asAdmin("GET", bank.userPath(emil));
  expect(seen.body["factors"]).toMatchObject([{ type: "totp" }, { type: "sms", label: "Phone" }]);
  service.clock.forward(600);
  await emil.loginWithTotp();
  expect((await emil.enrollTotp()).status).toBe(201);
}

/** A country that the stage does not name gets no SMS. */
export async function onlyTheStagesCountries(service: StoryService): Promise<void> {
  const bank = new Organisation(service, service.issuer, "bank");
  const swiss = await bank
    .person("finn")
    .withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: "+41791234567" } });
  expect(swiss.body["code"]).toBe("country_not_allowed");
}
