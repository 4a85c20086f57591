import { describe, expect, it } from "vitest";
import {
  allCountries,
  announcement,
  defaultPolicy,
  firstFactorTypes,
  isCountryAllowed,
  narrowedCountries,
  registrableTypes,
  replacePolicy,
  sharedNumbers,
  withoutDevicesBefore,
  wrongCountries,
} from "../../shared/account/policy.ts";
import { defaultPasskeys, defaultRecovery, issuerNamePattern } from "../../shared/account/policy-fields.ts";
import { day, policy, required, start } from "./examples.ts";

it("an organisation without a policy of its own demands nothing and allows every type", () => {
  expect(defaultPolicy({ smsCountries: ["CH"], appName: "Acme" })).toStrictEqual({
    ...policy,
    recovery: { mode: "off", delayHours: 72 },
    passkeys: { allowed: "any", userVerification: "preferred", downgrade: "allow" },
    version: 0,
  });
  expect([defaultPasskeys, defaultRecovery]).toStrictEqual([policy.passkeys, policy.recovery]);
});

describe("a change of a policy", () => {
  const full = {
    ...policy,
    voice: true,
    smsBudgetUsd: 20,
    trustedDevices: { days: 30 },
    recovery: { mode: "delay" as const, delayHours: 96 },
    passkeys: { allowed: "off", userVerification: "required", downgrade: "refuse" } as const,
  };
  const changed = (change: Parameters<typeof replacePolicy>[1], from = full) =>
    replacePolicy(from, change, start).policy;

  it.each([
    [{ voice: false }],
    [{ smsBudgetUsd: null }],
    [{ smsBudgetUsd: 5 }],
    [{ passkeys: policy.passkeys }],
    [{ recovery: { mode: "delay-and-approval", delayHours: 24 } }],
    [{ trustedDevices: { days: 7 } }],
    [{}],
  ] as const)("%j changes that alone", (change) => {
    expect(changed(change)).toStrictEqual({ ...full, ...change, version: 2 });
  });

  it("to no devices ends those that there are, once", () => {
    const none = changed({ trustedDevices: { days: 0 } });
    expect(none.devicesFrom).toBe(start);
    expect(replacePolicy(none, { trustedDevices: { days: 0 } }, start + day).policy.devicesFrom).toBe(start);
    expect(replacePolicy(none, { trustedDevices: { days: 30 } }, start + day).policy.devicesFrom).toBe(start);
  });

  it("to no recovery ends those that there are, once", () => {
    const none = changed({ recovery: { mode: "off", delayHours: 72 } });
    expect(none.recoveryFrom).toBe(start);
    expect(replacePolicy(none, { graceDays: 3 }, start + day).policy.recoveryFrom).toBe(start);
    expect(changed({ graceDays: 3 })).not.toHaveProperty("recoveryFrom");
    expect(
      changed({ graceDays: 3 }, { ...full, recovery: policy.recovery as typeof full.recovery }),
    ).not.toHaveProperty("recoveryFrom");
  });

  it("to enforcement counts from now, whatever an instant of before says", () => {
    const before = { ...full, onSince: start - 9 * day };
    expect(changed({ enforcement: "on" }, before).onSince).toBe(start);
    expect(changed({ enforcement: "report" }, before).onSince).toBeNull();
    expect(replacePolicy(required, {}, start).policy.onSince).toBe(required.onSince);
  });
});

it("an end of all devices is a version of its own, which is announced", () => {
  const next = { ...policy, devicesFrom: start, version: 2 };
  expect(withoutDevicesBefore(policy, start)).toStrictEqual({
    policy: next,
    event: { type: "policy.updated", data: announcement(next) },
  });
});

describe("a policy is announced", () => {
  it("with how strict it is", () => {
    const dated = { ...required, enforcementFrom: start, requiredFor: { roles: ["finance"] } };
    expect(announcement(dated)).toStrictEqual({
      version: 1,
      required: true,
      factorTypes: ["totp", "sms"],
      phoneRegistration: "self",
      enforcement: "on",
      enforcementFrom: new Date(start).toISOString(),
      graceDays: 0,
      requiredFor: { roles: ["finance"] },
      resetApproval: "one",
    });
    expect(announcement({ ...policy, enforcement: "report" })).toMatchObject({
      required: false,
      enforcementFrom: null,
    });
  });

  it("with types that only a newer release knows", () => {
    const newer = { factorTypes: ["face"], fields: {} };
    expect(announcement({ ...policy, newer }).factorTypes).toStrictEqual(["totp", "sms", "face"]);
  });
});

describe("a user may set up", () => {
  const off = { ...policy, passkeys: { ...policy.passkeys, allowed: "off" as const } };
  const registered = { ...policy, phoneRegistration: "pre-registered" as const };
  it.each([
    ["every type", policy, true, ["totp", "sms", "passkey"], ["totp", "sms", "passkey"]],
    ["codes alone by an issuer that takes no passkeys", policy, false, ["totp", "sms"], ["totp", "sms"]],
    ["codes alone where passkeys are off", off, true, ["totp", "sms"], ["totp", "sms"]],
    ["a registered phone first", registered, true, ["totp", "sms", "passkey"], ["sms"]],
  ] as const)("%s", (_, under, takesPasskeys, types, first) => {
    expect(registrableTypes(under, takesPasskeys)).toStrictEqual(types);
    expect(firstFactorTypes(under, takesPasskeys)).toStrictEqual(first);
  });
});

describe("countries", () => {
  it("are all that have phone numbers, sorted", () => {
    expect(allCountries).toHaveLength(245);
    expect(allCountries).toStrictEqual(allCountries.toSorted());
    for (const country of allCountries) expect(country).toMatch(/^[A-Z]{2}$/);
    for (const [country, main] of Object.entries(sharedNumbers))
      expect(allCountries).toContain(main + country.slice(2));
  });

  it("are allowed by name, or all at once, and narrowed by a ceiling", () => {
    expect([
      isCountryAllowed("CH", ["DE", "CH"]),
      isCountryAllowed("CH", ["*"]),
      isCountryAllowed("CH", ["DE"]),
    ]).toEqual([true, true, false]);
    expect(narrowedCountries(["*"], ["CH"])).toStrictEqual(["CH"]);
    expect(narrowedCountries(["CH", "DE"], ["DE", "FR"])).toStrictEqual(["DE"]);
    expect(narrowedCountries(["CH"], ["*"])).toStrictEqual(["CH"]);
  });

  it.each([
    ["AX", "FI"],
    ["BL", "GP"],
    ["CC", "AU"],
    ["CX", "AU"],
    ["EH", "MA"],
    ["IM", "GB"],
    ["MF", "GP"],
    ["SJ", "NO"],
    ["VA", "IT"],
  ])("%s needs %s beside it, whose mobile numbers it has", (country, main) => {
    expect(wrongCountries([country])).toStrictEqual([`${country} has the mobile numbers of ${main}: name ${main} too`]);
    expect(wrongCountries([country, main])).toStrictEqual([]);
  });
});

describe("a name that apps show", () => {
  it.each(["Acme", "Ünïted Çø & Söhne", "東京", "👩‍💻 Lab", "नमस्ते क्‍ष", "👍🏽", "❤️ Care", ""])("may be %j", (name) => {
    expect(issuerNamePattern.test(name)).toBe(true);
  });

  it.each([
    ["has a colon", "Acme:Bank"],
    ["has a line break", "Acme\nBank"],
    ["has a control character", "Acme\u0007"],
    ["turns the writing around", "Acme\u202Eknab"],
    ["hides a character of no width", "Ac\u200Bme"],
    ["begins with a joiner", "\u200DAcme"],
    ["ends with a joiner", "Acme\u200D"],
    ["joins digits", "1\u200D2"],
    ["joins two joiners", "A\u200D\u200DB"],
  ])("is refused where it %s", (_, name) => {
    expect(issuerNamePattern.test(name)).toBe(false);
  });
});
