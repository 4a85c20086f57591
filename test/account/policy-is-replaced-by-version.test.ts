import { expect, it } from "vitest";
import { isConsistent, replacePolicy } from "../../shared/account/policy.ts";
import { policy, start } from "./examples.ts";
import { expectCatalogued } from "./expectations.ts";

it("keeps what is not named, and takes what is", () => {
  const changes = [
    { required: true },
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
    const replaced = replacePolicy(policy, { ...change, version: 1 }, start);
    const expected = { ...policy, ...change, version: 2 };
    const { version, required, factorTypes, phoneRegistration, resetApproval } = expected;
    const data = { version, required, factorTypes, phoneRegistration, resetApproval };
    expect(replaced).toStrictEqual({ policy: expected, event: { type: "policy.updated", data } });
    if (replaced) expectCatalogued(replaced.event);
  }
});

it("clears the recovery help with null, and keeps it when it is left out", () => {
  const helped = { ...policy, recoveryHelp: "Ask" };
  expect(replacePolicy(helped, { recoveryHelp: null, version: 1 }, start)?.policy.recoveryHelp).toBeNull();
  expect(replacePolicy(helped, { recoveryHelp: undefined, version: 1 }, start)?.policy.recoveryHelp).toBe("Ask");
});

it("switches enforcement off when asked, not by silence", () => {
  const strict = { ...policy, required: true };
  expect(replacePolicy(strict, { required: false, version: 1 }, start)?.policy.required).toBe(false);
  expect(replacePolicy(strict, { required: undefined, version: 1 }, start)?.policy.required).toBe(true);
});

it.each([0, 2, -1, 1.5])("refuses to replace version %d", (version) => {
  expect(replacePolicy(policy, { required: true, version }, start)).toBeNull();
});

it("pre-registration needs phones among the factor types", () => {
  const registered = { ...policy, phoneRegistration: "pre-registered" as const };
  expect(isConsistent(registered)).toBe(true);
  expect(isConsistent({ ...registered, factorTypes: ["totp"] })).toBe(false);
  expect(isConsistent({ ...policy, factorTypes: ["totp"] })).toBe(true);
});
