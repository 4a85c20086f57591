import { expect, it } from "vitest";
import { newSmsCode } from "../../shared/factors/sms/send-code.ts";
import { systemRandom } from "../../shared/runtime/services.ts";

const drawn = Array.from({ length: 20_000 }, () => newSmsCode(systemRandom));

it("has six ASCII digits, always", () => {
  expect(drawn.every((code) => /^[0-9]{6}$/.test(code))).toBe(true);
});

/** 2,000 expected each; a deviation of eight standard deviations (42) does not happen by chance. */
it.each([0, 1, 2, 3, 4, 5])("draws all ten digits alike in place %i, 0 and 9 among them", (place) => {
  for (const digit of "0123456789") {
    const count = drawn.filter((code) => code[place] === digit).length;
    expect(Math.abs(count - 2000)).toBeLessThan(340);
  }
});

it.each([
  [0, "000000"],
  [7, "000007"],
  [999_999, "999999"],
])("writes the number %i as %s", (number, code) => {
  const asked: number[] = [];
  const below = (bound: number): number => {
    asked.push(bound);
    return number;
  };
  expect(newSmsCode({ ...systemRandom, below })).toBe(code);
  expect(asked).toStrictEqual([1_000_000]);
});
