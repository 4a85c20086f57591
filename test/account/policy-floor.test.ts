import { describe, expect, it } from "vitest";
import { floorOf, looserFields, raisedTo } from "../../shared/account/policy-floor.ts";
import { day, policy, start } from "./examples.ts";

const everything = {
  ...policy,
  enforcement: "off" as const,
  factorTypes: ["totp", "sms"] as const,
  smsCountries: ["CH", "DE"],
  graceDays: 90,
  requiredFor: { roles: ["finance"] },
  trustedDevices: { days: 30 },
  recovery: { mode: "delay" as const, delayHours: 72 },
  voice: true,
};
const later = start + day;

describe("a policy under a floor", () => {
  it.each([
    [{ enforcement: "on" as const }, { enforcement: "on" as const }],
    [{ enforcement: "off" as const }, {}],
    [{ factorTypes: ["totp"] as const }, { factorTypes: ["totp"] }],
    [{ phoneRegistration: "pre-registered" as const }, { phoneRegistration: "pre-registered" }],
    [{ smsCountries: ["DE", "FR"] }, { smsCountries: ["DE"] }],
    [{ smsCountries: ["*"] }, {}],
    [{ smsCountries: [] }, { smsCountries: [] }],
    [{ graceDays: 3 }, { graceDays: 3 }],
    [
      { enforcement: "on" as const, enforcementFrom: later },
      { enforcement: "on" as const, enforcementFrom: later },
    ],
    [{ requiredFor: { roles: ["legal"] } }, { requiredFor: { roles: ["finance", "legal"] } }],
    [{ trustedDevices: { days: 7 } }, { trustedDevices: { days: 7 } }],
    [{ resetApproval: "two" as const }, { resetApproval: "two" as const }],
    [{ recovery: { mode: "off" as const, delayHours: 72 } }, { recovery: { mode: "off" as const, delayHours: 72 } }],
    [
      { recovery: { mode: "delay-and-approval" as const, delayHours: 96 } },
      { recovery: { mode: "delay-and-approval" as const, delayHours: 96 } },
    ],
    [{ voice: false }, { voice: false }],
    [{ voice: true }, {}],
    [{ smsBudgetUsd: 20 }, { smsBudgetUsd: 20 }],
    [{ smsBudgetUsd: null }, {}],
    [{}, {}],
  ])("%j is raised to it in that field and no other", (floor, raised) => {
    expect(raisedTo(floor, everything)).toStrictEqual({ ...everything, ...raised });
  });

  it("stays where it is stricter", () => {
    const strict = {
      ...policy,
      enforcement: "on" as const,
      factorTypes: ["sms"] as const,
      phoneRegistration: "pre-registered" as const,
      smsCountries: ["CH"],
      enforcementFrom: start,
      graceDays: 1,
      requiredFor: { roles: ["finance", "legal"] },
      resetApproval: "two" as const,
      recovery: { mode: "delay-and-approval" as const, delayHours: 96 },
      smsBudgetUsd: 10,
    };
    const floor = {
      enforcement: "off" as const,
      factorTypes: ["totp", "sms"] as const,
      phoneRegistration: "self" as const,
      enforcementFrom: later,
      graceDays: 3,
      requiredFor: { roles: ["legal"] },
      trustedDevices: { days: 7 },
      resetApproval: "one" as const,
      recovery: { mode: "delay" as const, delayHours: 72 },
      voice: true,
      smsBudgetUsd: 20,
    };
    expect(raisedTo({ ...floor, smsCountries: ["CH", "DE"] }, strict)).toStrictEqual(strict);
    expect(raisedTo({ enforcement: "on", enforcementFrom: later, graceDays: 3 }, strict)).toStrictEqual(strict);
  });

  it("allows the floor's types where the two have none in common, since else nobody could set anything up", () => {
    expect(raisedTo({ factorTypes: ["totp"] }, { ...policy, factorTypes: ["sms"] }).factorTypes).toEqual(["totp"]);
  });

  it("of newer types alone is given no older one", () => {
    expect(raisedTo({ factorTypes: ["totp"] }, { ...policy, factorTypes: [] }).factorTypes).toEqual([]);
  });

  it("for all countries gets those that the floor names", () => {
    expect(raisedTo({ smsCountries: ["DE"] }, { ...policy, smsCountries: ["*"] }).smsCountries).toEqual(["DE"]);
  });
});

describe("of two policies", () => {
  const loose = { enforcement: "off", phoneRegistration: "self", smsCountries: ["*"] } as const;
  const strict = { enforcement: "on", phoneRegistration: "pre-registered", smsCountries: ["CH"] } as const;

  it("the looser one is named field by field, whatever the order of its lists", () => {
    const types = { factorTypes: ["totp", "sms"] } as const;
    expect(looserFields({ ...loose, ...types }, { ...strict, factorTypes: ["sms"] })).toEqual([
      "enforcement",
      "factorTypes",
      "phoneRegistration",
      "smsCountries",
    ]);
    expect(looserFields({ factorTypes: ["sms", "totp"] }, types)).toEqual([]);
  });

  it("a stricter one is looser in nothing", () => {
    expect(looserFields(strict, loose)).toEqual([]);
    expect(looserFields(strict, strict)).toEqual([]);
  });

  it("a field that either leaves out does not count", () => {
    expect(looserFields({}, strict)).toEqual([]);
    expect(looserFields(loose, {})).toEqual([]);
  });
});

describe("the floor of a deployment", () => {
  it.each([
    // A date and days of grace that it does not name are none.
    [{ enforcement: "on" as const }, ["*"], { enforcement: "on", enforcementFrom: null, graceDays: 0 }],
    [
      { enforcement: "on" as const, graceDays: 3 },
      ["CH"],
      { enforcement: "on", enforcementFrom: null, graceDays: 3, smsCountries: ["CH"] },
    ],
    [{ smsCountries: ["CH", "FR"] }, ["CH", "DE"], { smsCountries: ["CH"] }],
    [{ smsCountries: ["CH"] }, ["*"], { smsCountries: ["CH"] }],
    [{}, [], { smsCountries: [] }],
  ])("%j with SMS to %j is %j", (policyFloor, smsCountries, floor) => {
    expect(floorOf({ policyFloor, smsCountries })).toStrictEqual(floor);
  });
});
