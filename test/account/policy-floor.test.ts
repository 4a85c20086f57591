import { describe, expect, it } from "vitest";
import { floorOf, looserFields, raisedTo } from "../../shared/account/policy-floor.ts";
import { policy } from "./examples.ts";

const everything = {
  ...policy,
  enforcement: "off" as const,
  factorTypes: ["totp", "sms"] as const,
  smsCountries: ["CH", "DE"],
};

describe("a policy under a floor", () => {
  it.each([
    [{ enforcement: "on" as const }, { enforcement: "on" as const }],
    [{ enforcement: "off" as const }, {}],
    [{ factorTypes: ["totp"] as const }, { factorTypes: ["totp"] }],
    [{ phoneRegistration: "pre-registered" as const }, { phoneRegistration: "pre-registered" }],
    [{ smsCountries: ["DE", "FR"] }, { smsCountries: ["DE"] }],
    [{ smsCountries: ["*"] }, {}],
    [{ smsCountries: [] }, { smsCountries: [] }],
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
    };
    const floor = {
      enforcement: "off" as const,
      factorTypes: ["totp", "sms"] as const,
      phoneRegistration: "self" as const,
    };
    expect(raisedTo({ ...floor, smsCountries: ["CH", "DE"] }, strict)).toStrictEqual(strict);
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
