import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { emptyAccount } from "../../shared/account/account.ts";
import { allCountries, type Policy } from "../../shared/account/policy.ts";
import { type ForeseenSms, foresee, foreseeSms } from "../../shared/account/rehearsal.ts";
import { firstWeekOf, priceOf } from "../../shared/settings/sms-prices.ts";
import { accountWith, preRegistered, required, sms, totp } from "./examples.ts";

const phone = (id: string, country: string) => sms(id, { country });
const nobody = { ...emptyAccount };
const facts = { must: true, takesPasskeys: false, offers: () => true, registeredCountry: null };
const free = { ...facts, must: false };
const swiss = { ...facts, registeredCountry: "CH" };
const phones: Policy = { ...required, factorTypes: ["sms"], smsCountries: ["US", "CH"] };
const sure = (...countries: readonly string[]): ForeseenSms => ({ isSure: true, countries });
const perhaps = (...countries: readonly string[]): ForeseenSms => ({ isSure: false, countries });

describe("SMS that logins may cause", () => {
  it.each([
    ["nobody who need not", nobody, required, free, null],
    ["who may choose", nobody, required, facts, perhaps("CH")],
    ["who may take phones only", nobody, phones, facts, sure("US", "CH")],
    ["who may not take phones", nobody, { ...required, factorTypes: ["totp"] }, facts, null],
    ["where no country is allowed", nobody, { ...required, smsCountries: [] }, facts, null],
    ["where every country is", nobody, { ...required, smsCountries: ["*"] }, facts, perhaps(...allCountries)],
    ["with a registered phone", nobody, { ...preRegistered, smsCountries: ["US", "CH"] }, swiss, sure("CH")],
    ["with one that need not be used", nobody, phones, swiss, sure("US", "CH")],
    ["without one", nobody, preRegistered, facts, null],
    ["with an app", accountWith([totp("app")]), required, facts, null],
    ["with a phone", accountWith([phone("phone", "DE")]), required, facts, sure("DE")],
    ["with two", accountWith([phone("one", "DE"), phone("two", "US")]), required, free, sure("DE", "US")],
    ["with a phone and an app", accountWith([phone("phone", "DE"), totp("app")]), required, facts, perhaps("DE")],
    ["with a phone that is kept without country", accountWith([sms("old")]), required, facts, sure(...allCountries)],
    [
      "with a phone that logins refuse",
      accountWith([phone("phone", "DE"), totp("app")]),
      required,
      { ...facts, offers: ({ type }: { readonly type: string }) => type === "totp" },
      null,
    ],
  ] as const)("%s", (_, account, policy, known, expected) => {
    const { decision } = foresee(account, policy, known);
    expect(foreseeSms(account, policy, known, decision)).toEqual(expected);
  });
});

describe("their cost in the first week", () => {
  it.each([
    ["of nobody", [], {}, [0, 0], [0, 0]],
    ["of one phone", [sure("ES")], {}, [5, 0.30435], [5, 0.30435]],
    ["of who has another way", [perhaps("ES")], {}, [0, 0], [5, 0.30435]],
    ["between the cheapest and the dearest country", [sure("US", "ES")], {}, [5, 0.04415], [5, 0.30435]],
    ["by own prices", [sure("CH"), perhaps("DE")], { CH: 0.5, "*": 1 }, [5, 2.5], [10, 7.5]],
    ["by own and listed ones", [sure("CH"), sure("US")], { CH: 0.5 }, [10, 2.54415], [10, 2.54415]],
  ] as const)("%s", (_, messages, own, [fewest, cheapest], [most, dearest]) => {
    expect(firstWeekOf(messages, own)).toEqual({
      currency: "USD",
      pricesAsOf: "2026-11",
      logins: 5,
      least: { messages: fewest, usd: cheapest },
      most: { messages: most, usd: dearest },
    });
  });
});

it("the page on SMS states the prices of the list", () => {
  const page = readFileSync(new URL("../../docs/sms.md", import.meta.url), "utf8");
  const stated = (country: string, channel: "sms" | "voice" = "sms"): string =>
    `$${String(priceOf(country, {}, channel) / 1e6)}`;
  expect(page).toContain(`Spain (${stated("ES")})`);
  expect(page).toContain(`United States (${stated("US")}, Puerto Rico too)`);
  expect(stated("PR")).toBe(stated("US"));
  expect(page).toMatch(
    new RegExp(`Canada has\\s\\${stated("CA")}, every other country \\${stated("CH")}, a call what a message costs`),
  );
  expect(stated("CH", "voice")).toBe(stated("CH"));
});
