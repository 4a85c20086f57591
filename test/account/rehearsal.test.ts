import { describe, expect, it } from "vitest";
import { type Account, emptyAccount } from "../../shared/account/account.ts";
import type { Policy } from "../../shared/account/policy.ts";
import { foresee, type ForeseenFacts } from "../../shared/account/rehearsal.ts";
import { accountWith, backupSet, passkey, policy, preRegistered, required, sms, totp } from "./examples.ts";

/** How a login would go, why, and all that is weak about it. */
const facts: ForeseenFacts = { must: true, takesPasskeys: false, offers: () => true, registeredCountry: null };
const nobody: Account = { ...emptyAccount };
const spent = { ...backupSet(), used: 1023 };
const withCodes = (...factors: Account["factors"]): Account => accountWith(factors, { backupCodes: backupSet() });
const withoutCodes = (...factors: Account["factors"]): Account => accountWith(factors, { backupCodes: spent });
const noPhones: Policy = { ...required, factorTypes: ["sms"], smsCountries: [] };
const refuses: ForeseenFacts = { ...facts, offers: () => false };

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
  ] as const)("%s", (_, account, under, known, decision, why, weak) => {
    expect(foresee(account, under, known)).toStrictEqual({ decision, why, weak });
  });
});
