/** @module-tag histories */
import fc from "fast-check";
import { expect, it } from "vitest";
import { isUsed, markUsed, remainingBackupCodes } from "../../shared/account/account.ts";
import {
  backupCodeIndex,
  backupCodeRandomBytes,
  backupCodesFrom,
  normalizeBackupCode,
} from "../../shared/factors/backup-codes/rules.ts";
import { systemRandom } from "../../shared/runtime/services.ts";
import { backupSet, tenCodes } from "./examples.ts";

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const sets = Array.from({ length: 300 }, () => backupCodesFrom(systemRandom.bytes(backupCodeRandomBytes)));

it("are ten, in three groups of four, and begin with their index", () => {
  for (const codes of sets) {
    expect(codes).toHaveLength(10);
    for (const [index, code] of codes.entries()) {
      expect(code).toMatch(/^[0-9][0-9A-HJKMNP-TV-Z]{3}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
      expect(code.startsWith(String(index))).toBe(true);
      expect(backupCodeIndex(normalizeBackupCode(code) ?? "")).toBe(index);
    }
  }
});

it("carry 55 random bits each: five of every byte, and no byte twice", () => {
  expect(backupCodeRandomBytes).toBe(110);
  for (let changed = 0; changed < backupCodeRandomBytes; changed += 1) {
    const random = new Uint8Array(backupCodeRandomBytes);
    random[changed] = 31;
    const differing = backupCodesFrom(random).flatMap((code, index) =>
      [...code.replaceAll("-", "")].flatMap((char, place) =>
        place > 0 && char !== "0" ? [`${index}:${place}:${char}`] : [],
      ),
    );
    expect(differing).toStrictEqual([`${Math.floor(changed / 11)}:${(changed % 11) + 1}:Z`]);
  }
});

/** 33,000 characters, 1,031 expected of each; eight standard deviations are 253. */
it("use all 32 characters alike", () => {
  const text = sets
    .flat()
    .map((code) => code.slice(1).replaceAll("-", ""))
    .join("");
  for (const char of crockford) expect(Math.abs(text.split(char).length - 1 - text.length / 32)).toBeLessThan(253);
});

it("are read in any case, with any dashes and blanks, with O for 0 and I or L for 1", () => {
  const code = fc.constantFrom(...sets.flat()).map((text) => text.replaceAll("-", ""));
  const spelling = fc.record({
    char: fc.infiniteStream(fc.nat({ max: 3 })),
    between: fc.infiniteStream(fc.constantFrom("", "", "", "-", " ", "\t", " - ", "\u00a0", "\u2011", "–", "—")),
  });
  const spellings: Readonly<Record<string, readonly string[]>> = { 0: ["0", "O", "o", "0"], 1: ["1", "I", "l", "L"] };
  fc.assert(
    fc.property(code, spelling, (plain, { char, between }) => {
      const typed = [...plain]
        .map(
          (one) =>
            (spellings[one] ?? [one, one.toLowerCase(), one, one.toLowerCase()])[char.next().value] +
            between.next().value,
        )
        .join("");
      expect(normalizeBackupCode(typed)).toBe(plain);
    }),
  );
});

it.each([
  "",
  " - ",
  "123456",
  "0ABC-DEFG-HJK",
  "0ABC-DEFG-HJKMN",
  "0ABC-DEFG-HJKU",
  "0ABC_DEFG_HJKM",
  "0ABC\u2212DEFG\u2212HJKM",
  "0ABC-DEFG-HJK½",
])("have not the shape of %j", (typed) => {
  expect(normalizeBackupCode(typed)).toBeNull();
});

it.each(["٠ABC-DEFG-HJKM", "０ABC-DEFG-HJKM", "\u20670ABC\u2069-DEFG\u200B-HJKM"])("are read in %j", (typed) => {
  expect(normalizeBackupCode(typed)).toBe("0ABCDEFGHJKM");
});

it("count what remains, and use up one at a time", () => {
  let set = backupSet();
  expect(remainingBackupCodes(null)).toBe(0);
  for (const index of [9, 0, 4]) {
    expect(isUsed(set, index)).toBe(false);
    set = markUsed(set, index);
    expect(isUsed(set, index)).toBe(true);
  }
  expect(remainingBackupCodes(set)).toBe(7);
  expect(tenCodes.map((_, index) => isUsed(set, index))).toStrictEqual([
    true,
    false,
    false,
    false,
    true,
    false,
    false,
    false,
    false,
    true,
  ]);
  expect(markUsed(set, 4)).toStrictEqual(set);
});
