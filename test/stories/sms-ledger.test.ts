import { describe, expect, it, vi } from "vitest";
import { outcomeOf } from "../harness/at-once.ts";
import { world } from "../harness/world.ts";

const { service, organisationOf } = world({ variables: { SMS_PRICES: "CH=0.5,DE=0.25" } });
/** The first hour of a month. */
function startOfMonth(): void {
  const now = new Date(service.clock.now());
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  service.clock.forward((next - service.clock.now()) / 1000);
}
const setUp = async (tenant: string, nth: number): Promise<string> => {
  const number = `+4176${String(nth).padStart(2, "0")}40000`;
  const answer = await organisationOf(tenant)
    .person(`person-${String(nth)}`)
    .withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: number } });
  await service.local.drained();
  return outcomeOf(answer);
};

describe("the bill", () => {
  it("says what a month's SMS cost, by country; what did not go out costs nothing", async () => {
    startOfMonth();
    const acme = organisationOf("billed");
    const ada = acme.person("ada");
    await ada.hasSms("+41791234567");
    service.clock.forward(60);
    await ada.loginWithSms();
    await acme
      .person("ben")
      .withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: "+4915123456789" } });
    await service.aws.failing(/^Publish/, "denied", async () =>
      acme.person("cleo").withPassword("POST", "/v1/factors", { body: { type: "sms", phoneNumber: "+41791234568" } }),
    );
    await service.local.drained();
    const month = new Date(service.clock.now()).toISOString().slice(0, 7);
    expect((await acme.asAdmin("GET", "/v1/admin/sms")).body).toEqual({
      month,
      currency: "USD",
      spent: 1.25,
      budget: null,
      byCountry: [
        { country: "CH", messages: 2, usd: 1 },
        { country: "DE", messages: 1, usd: 0.25 },
      ],
      breakers: [],
    });
    const another = (await acme.asAdmin("GET", "/v1/admin/sms?month=2025-01")).body;
    expect(another).toMatchObject({ month: "2025-01", spent: 0, byCountry: [] });
    expect(outcomeOf(await acme.asAdmin("GET", "/v1/admin/sms?month=2025-13"))).toBe("invalid_request");
    expect((await organisationOf("not-billed").asAdmin("GET", "/v1/admin/sms")).body).toMatchObject({ spent: 0 });
  });

  it("is kept once, however often an event is delivered", async () => {
    const { traffic } = service.local.services;
    const sent = { id: "evt_one", country: "CH", messages: 1, microUsd: 5 };
    expect(await traffic.add("twice", "2026-11", sent)).toBe(5);
    expect(await traffic.add("twice", "2026-11", sent)).toBeNull();
    expect(await traffic.bill("twice", "2026-11")).toEqual({
      microUsd: 5,
      byCountry: [{ country: "CH", messages: 1, microUsd: 5 }],
    });
  });
});

describe("the budget", () => {
  it("gives set-ups a thirtieth more each day, and refuses neither logins nor registered numbers", async () => {
    startOfMonth();
    const acme = organisationOf("budgeted");
    // A dollar a day: two SMS.
    await acme.setPolicy({ smsBudgetUsd: 30 });
    const ada = acme.person("ada");
    await ada.hasSms("+41791230001");
    await service.local.drained();
    expect(await setUp("budgeted", 20)).toBe("201");
    expect(await setUp("budgeted", 21)).toBe("sms_limit_reached");
    service.clock.forward(60);
    expect(outcomeOf(await ada.loginWithSms())).toBe("200");
    const bob = acme.person("bob");
    await acme.asAdmin("PUT", acme.userPath(bob, "phone"), { phoneNumber: "+41791230002" });
    await bob.hasSms("+41791230002");
    await service.local.drained();
    // Two dollars are spent: the second day has nothing left, the third has.
    service.clock.forward(86_400);
    expect(await setUp("budgeted", 22)).toBe("sms_limit_reached");
    service.clock.forward(86_400);
    expect([await setUp("budgeted", 23), await setUp("budgeted", 24), await setUp("budgeted", 25)]).toEqual([
      "201",
      "201",
      "sms_limit_reached",
    ]);
    expect(await setUp("without-budget", 26)).toBe("201");
  });

  it("counts the words for a caller, and refuses neither them nor logins once it is spent: only set-ups", async () => {
    startOfMonth();
    const acme = organisationOf("called");
    await acme.setPolicy({ smsBudgetUsd: 30 });
    const ada = acme.person("ada");
    await ada.hasSms("+41791230003");
    const check = async () => {
      const answer = await acme.asAdmin("POST", acme.userPath(ada, "caller-check"), { channel: "phone" });
      await service.local.drained();
      return outcomeOf(answer);
    };
    const spent = async () => (await acme.asAdmin("GET", "/v1/admin/sms")).body["spent"] as unknown;
    expect([await check(), await spent()]).toEqual(["202", 1]);
    expect(await setUp("called", 40)).toBe("sms_limit_reached");
    expect([await check(), await spent()]).toEqual(["202", 1.5]);
    service.clock.forward(60);
    expect(outcomeOf(await ada.loginWithSms())).toBe("200");
    await service.local.drained();
    expect(await spent()).toBe(2);
    expect(await service.aws.failing(/^Publish/, "denied", check)).toBe("sms_delivery_failed");
    expect(await spent()).toBe(2);
  });

  it("rings once when half of it is spent", async () => {
    startOfMonth();
    await organisationOf("half").setPolicy({ smsBudgetUsd: 1 });
    service.clock.forward(20 * 86_400);
    const warn = vi.spyOn(service.local.services.telemetry.logger, "warn");
    expect([await setUp("half", 30), await setUp("half", 31), await setUp("half", 32)]).toEqual([
      "201",
      "201",
      "sms_limit_reached",
    ]);
    const month = new Date(service.clock.now()).toISOString().slice(0, 7);
    expect(warn.mock.calls).toEqual([["half of an sms budget is spent", { tenant: "half", month }]]);
  });

  it("is the organisation's choice, from a dollar on", async () => {
    const acme = organisationOf("choosing");
    for (const smsBudgetUsd of [0, -1, "10", 1e9]) {
      const { body } = await acme.asAdmin("GET", "/v1/admin/policy");
      const change = { smsBudgetUsd, version: body["version"] };
      expect(outcomeOf(await acme.asAdmin("PUT", "/v1/admin/policy", change))).toBe("invalid_request");
    }
    await acme.setPolicy({ smsBudgetUsd: 12.5 });
    expect((await acme.asAdmin("GET", "/v1/admin/policy")).body).toMatchObject({ smsBudgetUsd: 12.5, voice: false });
    await acme.setPolicy({ smsBudgetUsd: null });
    expect((await acme.asAdmin("GET", "/v1/admin/sms")).body["budget"]).toBeNull();
  });
});
