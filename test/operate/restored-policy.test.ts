import { describe, expect, it } from "vitest";
import { restoredPolicy } from "../../shared/account/policy-floor.ts";
import { day, policy, start } from "../account/examples.ts";

describe("a restored policy", () => {
  const said = { version: 4, required: false, factorTypes: ["totp", "sms"], phoneRegistration: "self" } as const;
  const announced = (more: object) => ({ ...said, factorTypes: [...said.factorTypes], ...more });

  it("becomes stricter as the event says, never milder", () => {
    expect(restoredPolicy(policy, announced({}))).toBeNull();
    expect(restoredPolicy({ ...policy, enforcement: "on" }, announced({}))).toBeNull();
    expect(restoredPolicy(policy, announced({ required: true }))).toEqual({ ...policy, enforcement: "on", version: 5 });
    expect(restoredPolicy(policy, announced({ phoneRegistration: "pre-registered" }))).toMatchObject({
      phoneRegistration: "pre-registered",
    });
    expect(restoredPolicy(policy, announced({ factorTypes: ["totp"] }))).toMatchObject({ factorTypes: ["totp"] });
  });

  it("takes the announced date and grace with enforcement, and those that the event does not tell are none", () => {
    const patient = { ...policy, graceDays: 30 };
    const dated = { enforcement: "on", enforcementFrom: new Date(start + day).toISOString(), graceDays: 14 };
    const told = { enforcement: "on", enforcementFrom: start + day, graceDays: 14, version: 5 };
    expect(restoredPolicy(patient, announced(dated))).toEqual({ ...policy, ...told });
    const silent = { ...told, enforcementFrom: null, graceDays: 0 };
    expect(restoredPolicy(patient, announced({ enforcement: "on" }))).toEqual({ ...policy, ...silent });
    const atOnce = { ...dated, enforcementFrom: null };
    expect(restoredPolicy(patient, announced(atOnce))).toEqual({ ...policy, ...told, enforcementFrom: null });
  });

  it("keeps the roles and the second person that the event tells of", () => {
    const named = { requiredFor: { roles: ["finance"] }, resetApproval: "two" };
    expect(restoredPolicy(policy, announced(named))).toEqual({ ...policy, ...named, version: 5 });
  });

  it("takes a version that no policy had before, so that a reader of a lost one replaces nothing by it", () => {
    const versionOf = (found: number, lost: number) =>
      restoredPolicy({ ...policy, version: found }, announced({ required: true, version: lost }))?.version;
    expect(versionOf(3, 5)).toBe(6);
    expect(versionOf(5, 3)).toBe(6);
  });

  it("never asks for registered phones and forbids phones", () => {
    const apps = { factorTypes: ["totp" as const] };
    const registered = { phoneRegistration: "pre-registered" as const };
    expect(restoredPolicy({ ...policy, ...apps }, announced(registered))).toMatchObject({
      ...registered,
      factorTypes: ["totp", "sms"],
    });
    expect(restoredPolicy({ ...policy, ...registered }, announced(apps))).toBeNull();
    const both = restoredPolicy({ ...policy, ...registered }, announced({ ...apps, required: true }));
    expect(both?.factorTypes).toEqual(["totp", "sms"]);
  });

  it("never allows nothing", () => {
    const onlyApps = { ...policy, factorTypes: ["totp" as const] };
    expect(restoredPolicy(onlyApps, announced({ factorTypes: ["sms"] }))?.factorTypes).toEqual(["sms"]);
  });
});
