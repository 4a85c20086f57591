/** @module-tag histories */
import fc from "fast-check";
import examples from "libphonenumber-js/mobile/examples";
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import { allCountries, isCountryAllowed } from "../../shared/account/policy.ts";
import { parsePhoneNumber } from "../../shared/factors/sms/flows.ts";
import { ofLong } from "../harness/length.ts";

const swiss = { ok: true, e164: "+41791234567", country: "CH", callingCode: "41" };

it.each([
  "+41791234567",
  "  +41 79 123 45 67 ",
  "+41 (0)79 123-45-67",
  "+41.79.123.45.67",
  "0041791234567",
  "+41\u00a079\u2011123\u00a045\u00a067",
  "\u202a+41 79 123 45 67\u202c",
  "＋41791234567",
  "+٤١٧٩١٢٣٤٥٦٧",
  "+४१ ७९ १२३ ४५ ६७",
  "+４１７９１２３４５６７",
  "+4\uFE0F1791234567",
])("%j is the Swiss mobile", (typed) => {
  expect(parsePhoneNumber(typed)).toEqual(swiss);
});

it("takes US numbers, whose type does not tell a mobile from a fixed line", () => {
  expect(parsePhoneNumber("+1 213 373 4253")).toEqual({
    ok: true,
    e164: "+12133734253",
    country: "US",
    callingCode: "1",
  });
});

it("tells the countries of one calling code apart", () => {
  expect(parsePhoneNumber("+1 876 210 1234")).toMatchObject({ country: "JM" });
  expect(parsePhoneNumber("+7 701 234 5678")).toMatchObject({ country: "KZ" });
});

describe("refuses", () => {
  it.each([
    ["no country code", "0791234567"],
    ["nothing", ""],
    ["a plus only", "+"],
    ["a plus at the end", "41791234567+"],
    ["two pluses", "++41791234567"],
    ["letters", "+1 800 FLOWERS"],
    ["an extension", "+41791234567 ext. 5"],
    ["an extension as in a tel: link", "+41791234567;ext=5"],
    ["an extension after x", "+41791234567x5"],
    ["a pause and tones", "+41791234567,,5#"],
    ["two numbers", "+41791234567 +41791234568"],
    ["a line break and a header", "+41791234567\r\nX: y"],
    ["a number too short", "+4179123456"],
    ["a number too long", "+417912345678"],
    ["sixteen digits", "+4179123456789012"],
    ["a country code that does not exist", "+999 123 456 789"],
    ["a satellite phone, which has no country", "+881 612 345 678"],
    ["an international freephone number", "+800 1234 5678"],
    ["a US number that cannot exist", "+1 555 000 0000"],
    ["a short code", "+41 1811"],
  ])("%s", (_, typed) => {
    expect(parsePhoneNumber(typed)).toEqual({ ok: false });
  });
});

it.each([
  ["FIXED_LINE", "+41 44 668 18 00"],
  ["FIXED_LINE", "+39 06 1234 5678"],
  ["PREMIUM_RATE", "+41 900 123 456"],
  ["PREMIUM_RATE", "+1 900 234 5678"],
  ["SHARED_COST", "+41 848 123 456"],
  ["TOLL_FREE", "+41 800 123 456"],
  ["PERSONAL_NUMBER", "+44 70 1234 5678"],
  ["PAGER", "+41 740 123 456"],
  ["VOIP", "+44 56 1234 5678"],
  ["VOIP", "+883 510 012 345 678"],
  ["UAN", "+44 55 1234 5678"],
  ["VOICEMAIL", "+41 860 79 123 45 67"],
])("refuses %s, valid as %s is", (type, typed) => {
  const known = parsePhoneNumberFromString(typed);
  expect([known?.isValid(), known?.getType()]).toEqual([true, type]);
  expect(parsePhoneNumber(typed)).toEqual({ ok: false });
});

it("takes just the numbers that the full numbering plans say may be mobiles, in every country", () => {
  const mobileByAllPlans = (typed: string): object => {
    const known = parsePhoneNumberFromString(typed);
    const isMobile = known?.isValid() === true && /^(MOBILE|FIXED_LINE_OR_MOBILE)$/.test(known.getType() ?? "");
    return isMobile && known.country !== undefined ? { e164: known.number, country: known.country } : { ok: false };
  };
  const changed = fc.tuple(
    fc.constantFrom(...getCountries()),
    fc.array(fc.record({ place: fc.nat(12), digit: fc.nat(9) }), { maxLength: 4 }),
  );
  fc.assert(
    fc.property(changed, ([country, changes]) => {
      const digits = [...(examples[country] ?? "")];
      for (const { place, digit } of changes) digits[place % digits.length] = String(digit);
      const typed = `+${getCountryCallingCode(country)}${digits.join("")}`;
      expect(parsePhoneNumber(typed)).toMatchObject(mobileByAllPlans(typed));
    }),
    { numRuns: ofLong(5000) },
  );
});

it("whatever is typed, the outcome is refused or E.164 that reads as itself", () => {
  const swissLike = fc.stringMatching(/^[ ().-]{0,2}[0-9]{7}[ ().-]{0,2}$/).map((tail) => `+4179${tail}`);
  const numberLike = fc.stringMatching(/^\+?[0-9 ()+.-]{4,20}$/);
  fc.assert(
    fc.property(fc.oneof(swissLike, numberLike, fc.string({ unit: "binary", maxLength: 32 })), (typed) => {
      const parsed = parsePhoneNumber(typed);
      expect(parsed.ok ? parsePhoneNumber(parsed.e164) : { ok: false }).toEqual(parsed);
      if (!parsed.ok) return;
      expect(parsed.e164).toMatch(/^\+[1-9][0-9]{3,14}$/);
      expect(parsed.e164.startsWith(`+${parsed.callingCode}`)).toBe(true);
    }),
    { numRuns: ofLong(500) },
  );
});

it("allows the countries named, all for a star, none by default", () => {
  expect(isCountryAllowed("CH", ["DE", "CH"])).toBe(true);
  expect(isCountryAllowed("FR", ["DE", "CH"])).toBe(false);
  expect(isCountryAllowed("FR", ["*"])).toBe(true);
  expect(isCountryAllowed("CH", [])).toBe(false);
});

it("lists exactly the countries that the numbering plans know, sorted", () => {
  expect(allCountries).toEqual(getCountries().toSorted());
});
