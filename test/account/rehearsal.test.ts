import { describe, expect, it } from "vitest";
import { type Account, emptyAccount } from "../../shared/account/account.ts";
import type { Policy } from "../../shared/account/policy.ts";
import { foresee, type Foreseen, type ForeseenFacts, foreseeSms } from "../../shared/account/rehearsal.ts";
import { accountWith, backupSet, passkey, policy, preRegistered, required, sms, totp } from "./examples.ts";

/** How a login would go, why, and all that is weak about it. */
const facts: ForeseenFacts = { must: true, takesPasskeys: false, offers: () => true, registeredCountry: null };
const nobody: Account = { ...emptyAccount };
const spent = { ...backupSet(), used: 1023 };
const withCodes = (...factors: Account["factors"]): Account => accountWith(factors, { backupCodes: backupSet() });
const withoutCodes = (...factors: Account["factors"]): Account => accountWith(factors, { backupCodes: spent });
const noPhones: Policy = { ...required, factorTypes: ["sms"], smsCountries: [] };
const refuses: ForeseenFacts = { ...facts, offers: () => false };

type Row = readonly [string, Account, Policy, ForeseenFacts, Foreseen["decision"], Foreseen["why"], Foreseen["weak"]];

describe("a rehearsed login of a user", () => {
  it.each([
    ["who need not", nobody, policy, { ...facts, must: false }, "allow", null, []],
    ["who has nothing", nobody, required, facts, "enroll", "no_factor", []],
    ["whose phone nobody registered", nobody, preRegistered, facts, "shut_out", "no_registered_phone", []],
    [
      "whose registered phone gets no SMS",
      nobody,
      preRegistered,
      { ...facts, registeredCountry: "US" },
      "shut_out",
      "country_not_allowed",
      [],
    ],
    [
      "with a registered phone",
      nobody,
      preRegistered,
      { ...facts, registeredCountry: "CH" },
      "enroll",
      "no_factor",
      [],
    ],
    ["who may set up phones of no country alone", nobody, noPhones, facts, "shut_out", "no_factor_type", []],
    ["who has a passkey beside", nobody, noPhones, { ...facts, takesPasskeys: true }, "enroll", "no_factor", []],
    [
      "whose methods all fail here",
      withoutCodes(passkey("key")),
      required,
      refuses,
      "shut_out",
      "no_usable_factor",
      [],
    ],
    [
      "of whose methods one works here",
      withoutCodes(passkey("key"), totp("app")),
      required,
      { ...facts, offers: ({ type }) => type === "totp" },
      "challenge",
      null,
      [],
    ],
    ["who has codes for that", withCodes(passkey("key")), required, refuses, "challenge", null, []],
    ["with an app and codes", withCodes(totp("app")), required, facts, "challenge", null, []],
    [
      "whose codes are spent",
      withoutCodes(totp("app")),
      required,
      facts,
      "challenge",
      "no_backup_codes",
      ["no_backup_codes"],
    ],
    ["with two factors and no codes", withoutCodes(totp("app"), sms("phone")), required, facts, "challenge", null, []],
    ["with a phone alone", withCodes(sms("phone")), required, facts, "challenge", "only_sms", ["only_sms"]],
    [
      "with two phones and no codes",
      withoutCodes(sms("one"), sms("two")),
      required,
      facts,
      "challenge",
      "only_sms",
      ["only_sms"],
    ],
    [
      "with a phone alone and no codes",
      withoutCodes(sms("phone")),
      required,
      facts,
      "challenge",
      "no_backup_codes",
      ["no_backup_codes", "only_sms"],
    ],
  ] satisfies readonly Row[])("%s", (_, account, under, known, decision, why, weak) => {
    expect(foresee(account, under, known)).toStrictEqual({ decision, why, weak });
  });
});

describe("the SMS of a rehearsed login", () => {
  const phone = sms("phone", { country: "CH" });
  const newer = { ...totp("newer"), type: "unknown", stored: {} } as const;
  it("are none where the user is shut out or goes on", () => {
    for (const decision of ["shut_out", "allow"] as const)
      expect(foreseeSms(accountWith([phone]), required, facts, decision)).toBeNull();
  });
  it("are sure where nothing else that this release knows is offered", () => {
    const known = { isSure: true, countries: ["CH"] };
    expect(foreseeSms(accountWith([phone]), required, facts, "challenge")).toStrictEqual(known);
    expect(foreseeSms(accountWith([phone, newer]), required, facts, "challenge")).toStrictEqual(known);
    const offers = ({ type }: { readonly type: string }) => type === "sms";
    expect(foreseeSms(accountWith([phone, totp("app")]), required, { ...facts, offers }, "challenge")).toStrictEqual(
      known,
    );
    expect(foreseeSms(accountWith([phone, totp("app")]), required, facts, "challenge")).toMatchObject({
      isSure: false,
    });
    expect(foreseeSms(accountWith([totp("app")]), required, facts, "challenge")).toBeNull();
  });
  it("of a first set-up go to the registered phone, or to any country of the policy", () => {
    const under = { ...preRegistered, smsCountries: ["CH", "DE"] };
    const countries = (registeredCountry: string | null, policyOf: Policy) =>
      foreseeSms(nobody, policyOf, { ...facts, registeredCountry }, "enroll")?.countries;
    expect(countries("DE", under)).toStrictEqual(["DE"]);
    expect(countries(null, under)).toStrictEqual(["CH", "DE"]);
    expect(countries("DE", { ...under, phoneRegistration: "self" })).toStrictEqual(["CH", "DE"]);
  });
});
