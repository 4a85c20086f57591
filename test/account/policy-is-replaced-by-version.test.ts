import { describe, expect, it } from "vitest";
import { announcement, isConsistent, replacePolicy } from "../../shared/account/policy.ts";
import { day, policy, required, start } from "./examples.ts";
import { expectCatalogued } from "./expectations.ts";

it("keeps what is not named, and takes what is", () => {
  const changes = [
    { enforcement: "report" as const },
    { enforcementFrom: start + day },
    { graceDays: 14 },
    { factorTypes: ["sms"] as const },
    { phoneRegistration: "pre-registered" as const },
    { smsCountries: ["DE", "AT"] },
    { smsCountries: [] },
    { issuerName: "Other" },
    { recoveryHelp: "Ask at the desk" },
    { trustedDevices: { days: 30 } },
    { resetApproval: "two" as const },
    {},
  ];
  for (const change of changes) {
    const replaced = replacePolicy(policy, change, start);
    const expected = { ...policy, ...change, version: 2 };
    expect(replaced).toStrictEqual({
      policy: expected,
      event: { type: "policy.updated", data: announcement(expected) },
    });
    expectCatalogued(replaced.event);
  }
});

it("clears the recovery help and the date with null, and keeps them when they are left out", () => {
  const dated = { ...policy, recoveryHelp: "Ask", enforcementFrom: start };
  const cleared = replacePolicy(dated, { recoveryHelp: null, enforcementFrom: null }, start).policy;
  expect(cleared).toMatchObject({ recoveryHelp: null, enforcementFrom: null });
  const kept = replacePolicy(dated, { recoveryHelp: undefined, enforcementFrom: undefined }, start).policy;
  expect(kept).toMatchObject({ recoveryHelp: "Ask", enforcementFrom: start });
});

it("switches enforcement off when asked, not by silence", () => {
  expect(replacePolicy(required, { enforcement: "off" }, start).policy).toMatchObject({
    enforcement: "off",
    onSince: null,
  });
  expect(replacePolicy(required, { enforcement: undefined }, start).policy.enforcement).toBe("on");
});

describe("the instants from which grace is counted", () => {
  it("are those of the change to on and of the newest role, and no later change moves them", () => {
    const on = replacePolicy(policy, { enforcement: "on", requiredFor: { roles: ["finance"] } }, start).policy;
    expect(on).toMatchObject({ onSince: start, rolesSince: start });
    const later = replacePolicy(
      on,
      { enforcement: "on", graceDays: 30, requiredFor: { roles: ["finance"] } },
      start + day,
    );
    expect(later.policy).toMatchObject({ onSince: start, rolesSince: start });
    const more = replacePolicy(on, { requiredFor: { roles: ["finance", "board"] } }, start + day).policy;
    expect(more).toMatchObject({ onSince: start, rolesSince: start + day });
    expect(replacePolicy(more, { requiredFor: { roles: [] } }, start + day).policy.rolesSince).toBeNull();
  });

  it("begin with the next write where an earlier release left none", () => {
    const before = { ...policy, enforcement: "on" as const };
    expect(replacePolicy(before, { graceDays: 7 }, start).policy.onSince).toBe(start);
  });
});

it("pre-registration needs phones among the factor types", () => {
  const registered = { ...policy, phoneRegistration: "pre-registered" as const };
  expect(isConsistent(registered)).toBe(true);
  expect(isConsistent({ ...registered, factorTypes: ["totp"] })).toBe(false);
  expect(isConsistent({ ...policy, factorTypes: ["totp"] })).toBe(true);
});
