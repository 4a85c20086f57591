/** @module-tag crowds */
import { expect, test, vi } from "vitest";
import { Issuer } from "../harness/issuer.ts";
import { Organisation } from "../harness/organisation.ts";
import { runningService } from "../harness/running-service.ts";

/** Budgets of the whole deployment and of logins: strangers' set-ups must not spend what confirmed phones need. */
const shop = new Issuer("shop");
const service = runningService({
  issuers: [shop.settings],
  variables: { SMS_PER_DAY: "10", SMS_PER_TENANT_DAY: "2" },
});
const organisationOf = (tenant: string): Organisation => new Organisation(service, shop, tenant);
const startOfDay = (): void => service.clock.forward((86_400_000 - (service.clock.now() % 86_400_000)) / 1000);
let nth = 0;
const setUp = async (tenant: string): Promise<string> => {
  const phoneNumber = `+417912380${String((nth += 1)).padStart(2, "0")}`;
  const { status, body } = await organisationOf(tenant)
    .person(`person-${nth}`)
    .withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber } });
  return status === 201 ? "sent" : String(body["code"]);
};

test("one of several organisations sets up a fifth of the deployment's day, and the others go on until it is spent", async () => {
  startOfDay();
  expect([await setUp("loud"), await setUp("loud"), await setUp("loud")]).toEqual([
    "sent",
    "sent",
    "sms_limit_reached",
  ]);
  for (const tenant of ["one", "two", "three", "four"])
    expect([await setUp(tenant), await setUp(tenant)]).toEqual(["sent", "sent"]);
  expect(await setUp("five")).toBe("sms_limit_reached");
});

test("logins go on beyond their organisation's budget and the deployment's: one warning tells of it", async () => {
  startOfDay();
  const ada = organisationOf("busy").person("ada");
  await ada.hasSms("+41791238099");
  const warn = vi.spyOn(service.local.services.telemetry.logger, "warn");
  for (let time = 0; time < 4; time += 1) {
    service.clock.forward(30);
    expect((await ada.loginWithSms()).status).toBe(200);
  }
  expect(warn.mock.calls).toEqual([["sms budget exceeded", { tenant: "busy", purpose: "login", limit: 2 }]]);
});
