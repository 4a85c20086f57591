import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { issuerNamePattern } from "../../shared/account/policy-fields.ts";
import { documented, orElse, type Rules, rulesSchema, wholeNumber } from "../../shared/account/rules.ts";

/** Default, least and most of each number; docs: the settings in the README. */
const numbers: Readonly<Record<keyof Rules, readonly [number, number, number]>> = {
  totpWindow: [1, 0, 1],
  smsCodeSeconds: [300, 60, 600],
  smsCodeTries: [5, 1, 10],
  freeGuesses: [5, 1, 10],
  firstWaitSeconds: [30, 10, 3600],
  longestWaitSeconds: [3600, 60, 86_400],
  disableAfterGuesses: [20, 10, 100],
  slowCodes: [180, 30, 1000],
  slowDays: [30, 1, 90],
  dailyGuesses: [50, 10, 100],
  resendFirstSeconds: [30, 10, 600],
  resendSecondSeconds: [60, 10, 600],
  resendLaterSeconds: [120, 10, 3600],
  smsPerNumberHour: [5, 1, 20],
  smsPerNumberDay: [10, 1, 50],
  smsPerNumberHourAll: [12, 1, 100],
  smsPerNumberDayAll: [24, 1, 200],
  smsPerUserDay: [10, 1, 50],
  smsPerTenantDay: [500, 1, 1_000_000],
  smsSetUpsPerTenantDay: [200, 1, 1_000_000],
  smsPerDay: [5000, 1, 10_000_000],
  pendingSeconds: [600, 60, 3600],
  maxTotpFactors: [5, 1, 10],
  maxSmsFactors: [2, 1, 5],
  maxPasskeys: [10, 1, 20],
  passkeySeconds: [300, 60, 600],
  maxTrustedDevices: [5, 1, 10],
  undoHours: [72, 0, 168],
  freshSeconds: [300, 30, 900],
};

describe("the numbers of the rules", () => {
  it("are these", () => {
    const defaults = Object.fromEntries(Object.entries(numbers).map(([name, [value]]) => [name, value]));
    expect(rulesSchema.parse({})).toStrictEqual(defaults);
  });

  it.each(Object.entries(numbers))("%s stays within its bounds and is a whole number", (name, [value, least, most]) => {
    const accepts = (number: number): boolean => rulesSchema.safeParse({ [name]: number }).success;
    expect([least - 1, least, most, most + 1, value + 0.5].map(accepts)).toStrictEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  it.each(Object.entries(rulesSchema.shape))("%s says what it is and in which unit", (name, schema) => {
    const { description = "" } = z.globalRegistry.get(schema) ?? {};
    expect(description).toMatch(/^[A-Z]\w+ \w+/);
    expect(description.endsWith("(seconds)")).toBe(name.endsWith("Seconds"));
  });
});

describe("a number of a variable", () => {
  const sentence = "must be a whole number from 1 to 10";
  const read = (value: unknown) => {
    const { success, data, error } = wholeNumber(1, 10).safeParse(value);
    return success ? data : error.issues.map(({ message }) => message);
  };
  it.each([
    ["5", 5],
    ["10", 10],
    [5, 5],
    ["05", 5],
  ])("is read from %j", (value, number) => {
    expect(read(value)).toBe(number);
  });
  it.each([
    "-5",
    "11",
    "1.5",
    "",
    " 5",
    "5 ",
    "5x",
    "x5",
    "1e1",
    "0x5",
    "five",
    null,
    [],
    [5],
    false,
    true,
    5.5,
    -5,
    {},
  ])("is not %j, and the refusal says what is", (value) => {
    expect(read(value)).toEqual([sentence]);
  });
  it("may be below nothing where its bounds say so", () => {
    expect(wholeNumber(-20, 0).parse("-12")).toBe(-12);
  });
});

describe("what the documents say of a number", () => {
  it("is a sentence or several facts, and leaves the schema itself as it was", () => {
    const plain = z.string();
    expect(z.globalRegistry.get(documented(plain, "A sentence"))).toEqual({ description: "A sentence" });
    expect(z.globalRegistry.get(documented(plain, { title: "T" }))).toEqual({ title: "T" });
    expect(z.globalRegistry.get(plain)).toBeUndefined();
  });
  it("a value that cannot be read becomes another one", () => {
    const schema = orElse(z.int(), () => 7);
    expect([schema.parse(3), schema.parse("three"), schema.parse(undefined)]).toEqual([3, 7, 7]);
    expect(schema.def.type).toBe("catch");
  });
});

describe("an issuer's name", () => {
  it.each(["Acme", "Ünvest & Söhne", "A", ""])("may be %j", (name) => {
    expect(issuerNamePattern.test(name)).toBe(true);
  });

  it.each([
    ["a colon ends it in a key URI", "Acme:user"],
    ["a colon at its beginning", ":Acme"],
    ["a colon at its end", "Acme:"],
    ["a line break", "Acme\nInc"],
    ["a mark that turns the reading direction", "Acme\u202e"],
    ["a bell", "\u0007Acme"],
  ])("may not hold %s", (_, name) => {
    expect(issuerNamePattern.test(name)).toBe(false);
  });
});
