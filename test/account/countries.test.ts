import { getExampleNumber, parsePhoneNumberFromString } from "libphonenumber-js/mobile";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, it } from "vitest";
import { allCountries, sharedNumbers, wrongCountries } from "../../shared/account/policy.ts";

describe("a list of countries", () => {
  it.each([
    [["CH", "DE"], []],
    [["*"], []],
    [[], []],
    [["CA"], []],
    [["AX", "FI"], []],
    [["AX", "*"], []],
    [["UK"], ["UK is no country: give two capital letters (ISO 3166-1) such as DE, or * for all"]],
    [["ch", "DE"], ["ch is no country: give two capital letters (ISO 3166-1) such as DE, or * for all"]],
    [["AX"], ["AX has the mobile numbers of FI: name FI too"]],
  ])("%j: %j", (countries, sentences) => {
    expect(wrongCountries(countries)).toEqual(sentences);
  });

  it("needs the other country wherever the numbering plan gives its mobile numbers to that one", () => {
    const shared = allCountries.flatMap((country) => {
      const example = getExampleNumber(country as Parameters<typeof getExampleNumber>[0], examples);
      const read = example && parsePhoneNumberFromString(example.number)?.country;
      return read === undefined || read === country ? [] : [[country, read]];
    });
    expect(Object.fromEntries(shared)).toEqual(sharedNumbers);
  });
});
