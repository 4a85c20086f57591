import { describe, expect, it } from "vitest";
import { addCosts, assumptions, costOfMillion, totalOf, type Usage } from "../../bench/cost.ts";

const nothing: Usage = {
  millis: 0,
  readUnits: 0,
  writeUnits: 0,
  kms: 0,
  logBytes: 0,
  events: 0,
  eventWriteUnits: 0,
  eventLogBytes: 0,
  auditBytes: 0,
};
const none = { readUnits: 0, kms: 0 };

describe("the cost of a million calls", () => {
  it("is what the price list says for each thing used", () => {
    expect(costOfMillion(nothing, none)).toEqual({
      "API Gateway": 1,
      Lambda: expect.closeTo(0.2),
      DynamoDB: 0,
      KMS: 0,
      Events: 0,
      Logs: expect.closeTo((150 + 2 * 26) * 0.0005),
    });
    expect(costOfMillion({ ...nothing, readUnits: 1, writeUnits: 1 }, none).DynamoDB).toBeCloseTo(0.75);
    expect(costOfMillion({ ...nothing, kms: 1 }, none).KMS).toBeCloseTo(3);
    const base = costOfMillion(nothing, none).Logs;
    const { Logs } = costOfMillion({ ...nothing, logBytes: 600, eventLogBytes: 100, auditBytes: 300 }, none);
    expect(Logs - base).toBeCloseTo(0.5);
  });

  it("takes the function's time at its memory, slowed down", () => {
    const gigabyteSeconds = (10 / 1000) * assumptions.slowdown * (assumptions.memoryMegabytes / 1024) * 1e6;
    expect(costOfMillion({ ...nothing, millis: 10 }, none).Lambda).toBeCloseTo(0.2 + (gigabyteSeconds * 13.33) / 1e6);
  });

  it("an event costs its publication, its consumers and the write of its activity", () => {
    const events = costOfMillion({ ...nothing, events: 1, eventWriteUnits: 1 }, none).Events;
    expect(events).toBeGreaterThan(1 + 0.08 + 0.625);
    expect(events).toBeLessThan(2.3);
  });

  it("an event that stays off the bus costs its consumer and its activity; many in one call cost it less", () => {
    const usage = { ...nothing, events: 1, eventWriteUnits: 1, auditBytes: 300 };
    const off = costOfMillion(usage, none, { onBus: false });
    expect(costOfMillion(usage, none).Events - off.Events).toBeCloseTo(1 + 600 * 0.000123);
    expect(costOfMillion(usage, none, { onBus: false, consumerBatch: 10 }).Events).toBeLessThan(0.7);
    expect(off.Logs).toBe(costOfMillion(usage, none).Logs);
  });

  it("filling the caches again is shared by the calls of the month", () => {
    const refills = (assumptions.warmProcesses * 8640) / assumptions.loginsAMonth;
    expect(costOfMillion(nothing, { readUnits: 4, kms: 3 }).KMS).toBeCloseTo(3 * refills * 3);
  });

  it("a login of several calls is their sum", () => {
    const call = costOfMillion({ ...nothing, writeUnits: 1 }, none);
    expect(totalOf(addCosts([call, call]))).toBeCloseTo(2 * totalOf(call));
  });
});
