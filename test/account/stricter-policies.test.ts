import { describe, expect, it } from "vitest";
import {
  type BoundField,
  floorOf,
  isFloorConsistent,
  looserFields,
  type PolicyFloor,
  raisedTo,
} from "../../shared/account/policy-floor.ts";
import type { PasskeyPolicy } from "../../shared/account/policy-fields.ts";
import { day, policy, start } from "./examples.ts";

const on = { enforcement: "on" } as const;
const passkeys = (
  allowed: PasskeyPolicy["allowed"],
  userVerification: PasskeyPolicy["userVerification"],
  downgrade: PasskeyPolicy["downgrade"] = "allow",
) => ({ passkeys: { allowed, userVerification, downgrade } });
const recovery = (mode: "off" | "delay" | "delay-and-approval", delayHours: number) => ({
  recovery: { mode, delayHours },
});

/** Each from the loosest to the strictest. */
const ladders: readonly (readonly [BoundField, readonly PolicyFloor[]])[] = [
  ["enforcement", [{ enforcement: "off" }, { enforcement: "report" }, on]],
  [
    "enforcementFrom",
    [
      { ...on, enforcementFrom: start + day },
      { ...on, enforcementFrom: start },
      { ...on, enforcementFrom: null },
    ],
  ],
  ["graceDays", [{ graceDays: 90 }, { graceDays: 3 }, { graceDays: 0 }]],
  [
    "requiredFor",
    [
      { requiredFor: { roles: [] } },
      { requiredFor: { roles: ["finance"] } },
      { requiredFor: { roles: ["finance", "legal"] } },
    ],
  ],
  ["factorTypes", [{ factorTypes: ["totp", "sms"] }, { factorTypes: ["sms"] }]],
  ["passkeys", [passkeys("any", "discouraged"), passkeys("any", "preferred"), passkeys("any", "required")]],
  ["passkeys", [passkeys("any", "required"), passkeys("device-bound", "required"), passkeys("off", "required")]],
  ["passkeys", [passkeys("device-bound", "preferred"), passkeys("device-bound", "preferred", "refuse")]],
  ["phoneRegistration", [{ phoneRegistration: "self" }, { phoneRegistration: "pre-registered" }]],
  [
    "smsCountries",
    [{ smsCountries: ["*"] }, { smsCountries: ["CH", "DE"] }, { smsCountries: ["CH"] }, { smsCountries: [] }],
  ],
  [
    "trustedDevices",
    [{ trustedDevices: { days: 30 } }, { trustedDevices: { days: 7 } }, { trustedDevices: { days: 0 } }],
  ],
  ["resetApproval", [{ resetApproval: "one" }, { resetApproval: "two" }]],
  ["recovery", [recovery("delay", 72), recovery("delay-and-approval", 72), recovery("off", 72)]],
  ["recovery", [recovery("delay", 24), recovery("delay", 72)]],
  ["recovery", [recovery("delay-and-approval", 24), recovery("delay-and-approval", 72)]],
  ["voice", [{ voice: true }, { voice: false }]],
  ["smsBudgetUsd", [{ smsBudgetUsd: null }, { smsBudgetUsd: 20 }, { smsBudgetUsd: 10 }]],
];
const pairs = ladders.flatMap(([field, ladder]) =>
  ladder.flatMap((strict, index) => ladder.slice(0, index).map((loose) => [field, loose, strict] as const)),
);

describe.each(pairs)("in %s", (field, loose, strict) => {
  it(`${JSON.stringify(loose)} is looser than ${JSON.stringify(strict)}, and is raised to it`, () => {
    expect(looserFields(loose, strict)).toStrictEqual([field]);
    expect(looserFields(strict, loose)).toStrictEqual([]);
    expect(looserFields(loose, loose)).toStrictEqual([]);
    expect(looserFields(strict, strict)).toStrictEqual([]);
    expect(raisedTo(strict, { ...policy, ...loose } as typeof policy)).toStrictEqual({ ...policy, ...strict });
    expect(raisedTo(loose, { ...policy, ...strict } as typeof policy)).toStrictEqual({ ...policy, ...strict });
  });
});

describe("a date", () => {
  const dated = { enforcement: "report", enforcementFrom: start + day } as const;

  it("binds nobody where the policy is not on, so it is looser than none", () => {
    expect(looserFields(dated, { enforcement: "report", enforcementFrom: start })).toStrictEqual([]);
    expect(looserFields(dated, { ...on, enforcementFrom: start })).toStrictEqual(["enforcement"]);
    expect(looserFields({ ...on, enforcementFrom: start + day }, { ...dated, enforcementFrom: start })).toStrictEqual(
      [],
    );
  });

  it("is the floor's where the floor switches enforcement on, even if the policy announced an earlier one", () => {
    const announced = { ...policy, enforcement: "off", enforcementFrom: start } as const;
    expect(raisedTo({ ...on, enforcementFrom: start + day }, announced)).toMatchObject({
      ...on,
      enforcementFrom: start + day,
    });
    expect(raisedTo({ ...dated, enforcementFrom: null }, { ...policy, ...dated }).enforcementFrom).toBe(start + day);
  });
});

describe("in two fields of which each is stricter in one", () => {
  it.each([
    ["names of roles", { requiredFor: { roles: ["finance"] } }, { requiredFor: { roles: ["legal"] } }],
    ["passkeys", passkeys("device-bound", "discouraged"), passkeys("any", "required")],
    [
      "passkeys that refuse codes, and none at all",
      passkeys("off", "preferred"),
      passkeys("any", "preferred", "refuse"),
    ],
    ["the way back", recovery("delay-and-approval", 24), recovery("delay", 96)],
    ["countries", { smsCountries: ["CH", "DE"] }, { smsCountries: ["DE", "FR"] }],
  ] as const)("%s: each is looser than the other", (_, one: PolicyFloor, other: PolicyFloor) => {
    expect(looserFields(one, other)).toHaveLength(1);
    expect(looserFields(other, one)).toHaveLength(1);
  });

  it.each([
    [passkeys("any", "required"), passkeys("device-bound", "discouraged"), passkeys("device-bound", "required")],
    [passkeys("device-bound", "discouraged"), passkeys("any", "required"), passkeys("device-bound", "required")],
    // Without passkeys codes would complete every login.
    [passkeys("any", "preferred", "refuse"), passkeys("off", "preferred"), passkeys("any", "preferred", "refuse")],
    [
      passkeys("any", "preferred", "refuse"),
      passkeys("device-bound", "preferred"),
      passkeys("device-bound", "preferred", "refuse"),
    ],
    [passkeys("off", "preferred", "refuse"), passkeys("off", "preferred"), passkeys("off", "preferred", "refuse")],
    [passkeys("any", "preferred"), passkeys("off", "preferred", "refuse"), passkeys("off", "preferred", "refuse")],
    [recovery("delay", 96), recovery("delay-and-approval", 24), recovery("delay-and-approval", 96)],
    [recovery("delay-and-approval", 24), recovery("delay", 96), recovery("delay-and-approval", 96)],
  ])("the floor %j and %j make %j", (floor, own, both) => {
    expect(raisedTo(floor, { ...policy, ...own })).toStrictEqual({ ...policy, ...both });
  });

  it("no way back is no looser for a shorter delay that it never runs", () => {
    expect(looserFields(recovery("off", 24), recovery("delay", 96))).toStrictEqual([]);
  });

  it("refused codes are no stricter where no passkey is allowed", () => {
    expect(looserFields(passkeys("off", "preferred"), passkeys("off", "preferred", "refuse"))).toStrictEqual([]);
    expect(looserFields(passkeys("off", "preferred", "refuse"), passkeys("any", "preferred", "refuse"))).toStrictEqual([
      "passkeys",
    ]);
  });
});

describe("a floor", () => {
  it.each([
    [{}, true],
    [{ factorTypes: ["totp"] }, true],
    [{ factorTypes: ["totp"], phoneRegistration: "self" }, true],
    [{ phoneRegistration: "pre-registered" }, true],
    [{ factorTypes: ["sms"], phoneRegistration: "pre-registered" }, true],
    [{ factorTypes: ["totp"], phoneRegistration: "pre-registered" }, false],
  ] as const)("%j lets a user set up a first factor: %s", (floor, isConsistent) => {
    expect(isFloorConsistent(floor)).toBe(isConsistent);
  });

  it("keeps the date and the grace that it names with enforcement, and invents none without it", () => {
    const named = { ...on, enforcementFrom: start, graceDays: 14 };
    expect(floorOf({ policyFloor: named, smsCountries: ["*"] })).toStrictEqual(named);
    expect(floorOf({ policyFloor: { enforcement: "report" }, smsCountries: ["*"] })).toStrictEqual({
      enforcement: "report",
    });
  });
});
