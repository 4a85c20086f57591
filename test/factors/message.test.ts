/** @module-tag histories */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Language } from "../../shared/language/languages.ts";
import { wordings, longestHost, smsMessage } from "../../shared/factors/sms/message.ts";
import { recoveryWordings } from "../../shared/notify/wordings/recovery.ts";
import { boundCode, septetsOf } from "./segment.ts";

const languages = Object.keys(wordings) as Language[];
const longHost = `${"login-".repeat(14)}xy.com`;
const longName = "The Investment App of the Example Company";
const six = fc.integer({ min: 0, max: 999_999 }).map((number) => String(number).padStart(6, "0"));
const anything = {
  code: six,
  appName: fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
    fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
    fc.constant("㎉".repeat(40)),
    fc.constant("{€}".repeat(13)),
  ),
  minutes: fc.integer({ min: 1, max: 10 }),
  language: fc.constantFrom(...languages),
};

it("the longest host of these tests is the longest allowed", () => {
  expect(longHost).toHaveLength(longestHost);
  expect(longName.length).toBeGreaterThanOrEqual(40);
});

describe.each(languages)("in %s", (language) => {
  it.each([
    ["a short name", "Acme", undefined],
    ["a short name and a host", "Acme", "login.example.com"],
    ["the longest name", longName, undefined],
    ["the longest name and host", longName, longHost],
    ["an unwritable name and the longest host", "Банк", longHost],
    ["a name of two-septet characters and the longest host", "a€".repeat(20), longHost],
  ])("%s gives one segment that begins with the code", (_, appName, host) => {
    const message = smsMessage({ code: "012345", appName, minutes: 10, host, language });
    expect(septetsOf(message)).toBeLessThanOrEqual(160);
    expect(message).toMatch(/^012345 /);
    expect(message).toContain(" 10 min");
    expect(boundCode(message)).toEqual(host === undefined ? null : { host, code: "012345" });
  });

  it("no SMS of ours has a letter that GSM-7 would strip of its accent", () => {
    const { code, lifetime, secrecy, neutralName } = wordings[language];
    const { at, waiting, ready, done } = recoveryWordings[language].sms;
    const words = [code(neutralName), lifetime(5), secrecy, at("Acme"), waiting("", ""), ready(""), done("")];
    for (const text of words) expect(septetsOf(text)).toBeGreaterThan(0);
  });

  it("a usual message carries the whole name and the warning", () => {
    const message = smsMessage({
      code: "012345",
      appName: "Investment App",
      minutes: 5,
      host: "login.example.com",
      language,
    });
    expect(message).toContain("Investment App");
    expect(message).toContain(wordings[language].secrecy);
  });
});

it("reads like a sentence", () => {
  const message = smsMessage({
    code: "012345",
    appName: "Acme Inc.",
    minutes: 5,
    host: "login.example.com",
    language: "en",
  });
  expect(message).toBe("012345 is your Acme Inc code, valid for 5 min. Do not share it.\n@login.example.com #012345");
});

it("the warning goes before the name is shortened", () => {
  const message = smsMessage({
    code: "012345",
    appName: "Acme Investments",
    minutes: 5,
    host: longHost,
    language: "en",
  });
  expect(message).toBe(`012345 is your Acme Investments code, valid for 5 min.\n@${longHost} #012345`);
});

it.each([
  ["Ünïted 🚀", "Ünited"],
  ["Łódź Crédit", "ódz Crédit".replace("ó", "o")],
  ["日本 Bank", "Bank"],
  ["Банк", "login"],
  ["🚀🚀", "login"],
  ["ΤΡΑΠΕΖΑ", "login"],
  ["Банк 24", "login"],
  ["123456", "login"],
  ["Evil\n@evil.example #999999", "Evil evilexample 999"],
  ["PayPal, go to bit.ly/x and log in", "PayPal go to bitlyx"],
  ["https://evil.example", "httpsevilexample"],
  ["Marks & Spencer's", "Marks & Spencer's"],
  ["Rolls-Royce 24", "Rolls-Royce 24"],
  ["The Investment Company", "The Investment Compa"],
])("the name %j is written %j", (appName, written) => {
  expect(smsMessage({ code: "012345", appName, minutes: 5, language: "en" })).toContain(` your ${written} code,`);
});

it("any name, any code, any language: one segment, the code first, nothing but the code bound", () => {
  fc.assert(
    fc.property(
      fc.record(anything),
      fc.constantFrom(undefined, "a.ch", "login.example.com", longHost),
      (what, host) => {
        const message = smsMessage({ ...what, host });
        expect(septetsOf(message)).toBeLessThanOrEqual(160);
        expect(message.startsWith(`${what.code} `)).toBe(true);
        expect(message).toContain(`${what.minutes} min`);
        expect(message.split("\n")).toHaveLength(host === undefined ? 1 : 2);
        expect(boundCode(message)).toEqual(host === undefined ? null : { host, code: what.code });
      },
    ),
    { numRuns: 500 },
  );
});

it("any name: at most 20 letters, digits, blanks and &'-, so that no link is left of it", () => {
  fc.assert(
    fc.property(anything.appName, (appName) => {
      const message = smsMessage({ code: "012345", appName, minutes: 5, language: "en" });
      const name = /^012345 is your (.*) code, valid for 5 min/.exec(message)?.[1];
      expect(name).toMatch(/^[\p{L}\p{N} &'-]{1,20}$/u);
    }),
  );
});

it("refuses a host that leaves no room, instead of sending two segments", () => {
  expect(() =>
    smsMessage({ code: "012345", appName: "Acme", minutes: 5, host: "a".repeat(140), language: "en" }),
  ).toThrow(RangeError);
});
