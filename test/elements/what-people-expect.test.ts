import { describe, expect, it } from "vitest";
import type { EnrollmentOffer } from "../../web/elements/api.ts";
import { codesFile } from "../../web/elements/backup-codes/hand-out.ts";
import { emptyEntry, isPuzzling, refused, typed } from "../../web/elements/code/code-entry.ts";
import { placeOf } from "../../web/elements/enrollment/effects.ts";
import { startEnrollment, updateEnrollment } from "../../web/elements/enrollment/update.ts";
import { loadLanguage, translatorOf } from "../../web/elements/language/translator.ts";
import { allCountries, callingCodeOf, likelyCountry } from "../../web/elements/parts/phone-number.ts";
import { problem } from "./problem.ts";

const now = 1_700_000_000_000;
const offer: EnrollmentOffer = { factorTypes: ["totp", "sms"], phoneRegistration: "self", preRegisteredPhone: null };

describe("the clock of the phone", () => {
  const wrong = problem("invalid_code", { attemptsRemaining: 4 });

  it("is asked about from the second wrong code on", () => {
    const once = refused(typed(emptyEntry, "111111"), "111111", wrong, now);
    expect(isPuzzling(once)).toBe(false);
    const twice = refused(typed(once, "222222"), "222222", wrong, now);
    expect(isPuzzling(twice)).toBe(true);
    expect(isPuzzling(typed(twice, "3"))).toBe(false);
  });

  it("has nothing to do with a code that was used already", () => {
    const used = refused(emptyEntry, "111111", problem("code_already_used"), now);
    expect(isPuzzling(refused(used, "111111", problem("code_already_used"), now))).toBe(false);
  });
});

describe("the steps of a set-up", () => {
  const choice = startEnrollment(offer);
  const phone = updateEnrollment(choice, { type: "pick", factorType: "sms" });

  it("are three for the first method, with the choice and the backup codes", () => {
    const counted = { steps: "first", hasChoice: true } as const;
    expect(placeOf(choice, counted)).toEqual({ step: 1, steps: 3 });
    expect(placeOf(phone, counted)).toEqual({ step: 2, steps: 3 });
  });

  it("are two for a further one, and one is not counted", () => {
    expect(placeOf(phone, { steps: "further", hasChoice: true })).toEqual({ step: 2, steps: 2 });
    const only = startEnrollment({ ...offer, factorTypes: ["sms"] });
    expect(placeOf(only, { steps: "further", hasChoice: true })).toBeNull();
    expect(placeOf(only, { steps: "first", hasChoice: true })).toEqual({ step: 1, steps: 2 });
  });

  it("are counted by the element around where it has its own", () => {
    expect(placeOf(phone, { steps: null, hasChoice: true })).toBeNull();
  });
});

describe("the country of a phone", () => {
  it("is that of the first language that names one, or else where most of its readers are", () => {
    expect(likelyCountry(["de", "de-CH", "en-US"])).toBe("CH");
    expect(likelyCountry(["it"])).toBe("IT");
    expect(likelyCountry(["x", "not a tag"])).toBe(allCountries[0]);
  });

  it("is one that the organisation sends to", () => {
    expect(likelyCountry(["en-GB", "de"], ["FR", "DE"])).toBe("DE");
    expect(likelyCountry(["en-GB"], ["FR", "BE"])).toBe("FR");
  });

  it("has a calling code, for every country that can get an SMS", () => {
    expect(callingCodeOf("CH")).toBe("41");
    expect(callingCodeOf("XX")).toBe("");
    expect(allCountries.filter((country) => !/^[1-9][0-9]{0,2}$/.test(callingCodeOf(country)))).toEqual([]);
  });
});

it("the file of the backup codes names the app and the account", async () => {
  await loadLanguage("en");
  const translator = translatorOf({ language: "en", tag: "en-GB" });
  const file = { issuer: "Larch", codes: ["AAAA-BBBB-CCCC"], now };
  expect(codesFile(translator, { ...file, account: "user@example.com" })).toMatch(
    /^Larch: backup codes, made on .*\nAccount: user@example\.com\n\nAAAA-BBBB-CCCC\n/,
  );
  expect(codesFile(translator, { ...file, account: undefined })).not.toContain("Account");
});
