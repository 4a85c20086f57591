import { describe, expect, it } from "vitest";
import { restoredPolicy } from "../../shared/account/policy-floor.ts";
import { policy } from "../account/examples.ts";

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
  });

  it("never allows nothing", () => {
    const onlyApps = { ...policy, factorTypes: ["totp" as const] };
    expect(restoredPolicy(onlyApps, announced({ factorTypes: ["sms"] }))?.factorTypes).toEqual(["sms"]);
  });
});
