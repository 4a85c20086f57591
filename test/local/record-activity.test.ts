import type { EventBridgeEvent } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { serve } from "../../functions/events/record-activity.ts";
import { lambdaContext } from "../../local/functions.ts";
import { telemetryInto } from "../../local/telemetry.ts";
import type { AllServices } from "../../shared/runtime/services.ts";

const detail = {
  id: "evt_1",
  type: "method.disabled",
  version: 1,
  at: "2026-05-04T03:02:01.000Z",
  tenant: "acme",
  ref: "usr_a",
  actor: { role: "admin", ref: "usr_b" },
  data: { method: "totp" },
};
const eventOf = (changed: object): EventBridgeEvent<string, unknown> => ({
  version: "0",
  id: "1",
  "detail-type": "method.disabled",
  source: "countersign",
  account: "000000000000",
  time: detail.at,
  region: "local",
  resources: [],
  detail: { ...detail, ...changed },
});

async function consume(event: EventBridgeEvent<string, unknown>) {
  const recorded: unknown[] = [];
  const { logger, metrics } = telemetryInto({ log: () => {}, metric: () => {} }, "INFO");
  const activity: AllServices["activity"] = {
    record: async (...args) => void recorded.push(args),
    list: () => Promise.reject(new Error("not asked for")),
  };
  await serve({ activity, telemetry: { logger }, metrics } as AllServices)(event, lambdaContext("test"));
  return recorded;
}

describe("record-activity", () => {
  it("records the event under the user whom it is about", async () => {
    const { id, type, actor, data } = detail;
    expect(await consume(eventOf({}))).toEqual([
      [
        { tenant: "acme", ref: "usr_a" },
        { id, type, actor, data, at: Date.parse(detail.at) },
      ],
    ]);
  });

  it("records the event of an organisation under the organisation", async () => {
    expect(await consume(eventOf({ ref: null }))).toMatchObject([[{ tenant: "acme", ref: null }, {}]]);
  });

  it("records an event of a type that only a newer release knows", async () => {
    expect(await consume(eventOf({ type: "device.trusted" }))).toMatchObject([[{}, { type: "device.trusted" }]]);
  });

  it.each([
    { type: 7 },
    { at: "yesterday" },
    { tenant: "" },
    { ref: undefined },
    { actor: { role: "root", ref: "x" } },
  ])("refuses %j, so that the event is set aside and not lost", async (changed) => {
    await expect(consume(eventOf(changed))).rejects.toThrow();
  });
});
