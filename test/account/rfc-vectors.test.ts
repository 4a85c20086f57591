/** @module-tag histories */
import fc from "fast-check";
import { expect, it } from "vitest";
import { totpStepAt as stepAt } from "../../shared/account/instant.ts";
import { matchingSteps } from "../../shared/factors/totp/rules.ts";
import { hotp } from "./authenticator-codes.ts";
import { step } from "./examples.ts";

const secret = new Uint8Array(Buffer.from("12345678901234567890"));

const codeAt = (counter: number): string => hotp(secret, counter);

const appendixD = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];

it.each(appendixD.map((code, counter) => [counter, code] as const))(
  "RFC 4226 appendix D, counter %i: %s",
  (counter, code) => {
    expect(matchingSteps(secret, code, counter * step, 0)).toStrictEqual([counter]);
  },
);

/** The codes there have eight digits; the last six are the six-digit code, since both are remainders of the same number. */
it.each([
  [59, 0x1, "94287082"],
  [1_111_111_109, 0x23523ec, "07081804"],
  [1_111_111_111, 0x23523ed, "14050471"],
  [1_234_567_890, 0x273ef07, "89005924"],
  [2_000_000_000, 0x3f940aa, "69279037"],
  [20_000_000_000, 0x27bc86aa, "65353130"],
])("RFC 6238 appendix B, second %i is step %i: %s", (second, counter, code) => {
  expect(stepAt(second * 1000)).toBe(counter);
  expect(matchingSteps(secret, code.slice(2), second * 1000, 0)).toStrictEqual([counter]);
});

it.each([2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 33 + 5])("counts steps in 64 bits: step %i", (counter) => {
  expect(matchingSteps(secret, codeAt(counter), counter * step, 0)).toStrictEqual([counter]);
});

it("keeps a step for thirty seconds and not a millisecond more", () => {
  expect([0, 29_999, 30_000, 59_999, 60_000].map(stepAt)).toStrictEqual([0, 0, 1, 1, 2]);
});

it("accepts the code of the step and no other one, at any time", () => {
  const now = fc.integer({ min: 1_600_000_000_000, max: 4_000_000_000_000 });
  const code = fc.integer({ min: 0, max: 999_999 }).map((number) => String(number).padStart(6, "0"));
  fc.assert(
    fc.property(now, code, (instant, guess) => {
      const counter = Math.floor(instant / step);
      expect(matchingSteps(secret, codeAt(counter), instant, 0)).toStrictEqual([counter]);
      expect(matchingSteps(secret, guess, instant, 0)).toStrictEqual(guess === codeAt(counter) ? [counter] : []);
    }),
  );
});

it.each(["", "5", "55224", "0755224", "755 224", "７５５２２４", "٧٥٥٢٢٤", "75522４", "+55224", "755224\n", "null"])(
  "is not satisfied by %j",
  (typed) => {
    expect(matchingSteps(secret, typed, 0, 1)).toStrictEqual([]);
  },
);

it("takes 000000 and codes with leading zeros for what they are", () => {
  const isShort = (counter: number): boolean => codeAt(counter).startsWith("000");
  const counter = Array.from({ length: 20_000 }, (_, index) => index).find(isShort) ?? -1;
  const code = codeAt(counter);
  expect(matchingSteps(secret, code, counter * step, 0)).toStrictEqual([counter]);
  expect(matchingSteps(secret, code.slice(3), counter * step, 0)).toStrictEqual([]);
});
