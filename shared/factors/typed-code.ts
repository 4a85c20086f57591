/** A code as the service compares it: six digits, or the twelve characters of a backup code. A bypass code has the shape of one. */
export interface TypedCode {
  readonly kind: "digits" | "backup";
  readonly code: string;
}

const isDigit = (char: string): boolean => /^\p{Nd}$/u.test(char);

/** Decimal digits stand in runs from 0 to 9 (Unicode 4.6), so the digits before one tell its value. */
function digitOf(char: string): string {
  const point = char.codePointAt(0) ?? 0;
  let before = 0;
  while (point > before && isDigit(String.fromCodePoint(point - before - 1))) before += 1;
  return String(before % 10);
}

const halfWidth = (char: string): string => String.fromCharCode(char.charCodeAt(0) - 0xfee0);

/** ASCII digits in the place of those of every script, without invisible marks: directions, joiners, variation selectors. */
export const plainText = (typed: string): string =>
  typed
    .replace(/[\uFF01-\uFF5E]/g, halfWidth)
    .replace(/[\p{Cf}\p{M}]/gu, "")
    .replace(/(?![0-9])\p{Nd}/gu, digitOf);

const separators = /[\s\p{Pd}]/gu;

/** First character of a bypass code. Backup codes begin with their index, 0 to 9. */
export const bypassMark = "Z";

/** Crockford's base 32 with the letters that are taken for digits. */
const backupShape = "[0-9OILZ][0-9A-Z]{3}[\\s\\p{Pd}]?[0-9A-Z]{4}[\\s\\p{Pd}]?[0-9A-Z]{4}";
const backupPlain = /^[0-9A-TV-Z]{12}$/;

const twoCodes = /^[\s\p{Pd}]*[0-9]{6}[\s\p{Pd}]+[0-9]{6}[\s\p{Pd}]*$/u;

const wordStart = "(?<![\\p{L}\\p{N}])";
const wordEnd = "(?![\\p{L}\\p{N}])";
const unbroken = new RegExp(`${wordStart}[0-9]{6}${wordEnd}`, "gu");
const withBlanks = new RegExp(
  `${wordStart}(?<![0-9][\\s\\p{Pd}])[0-9](?:[\\s\\p{Pd}]?[0-9]){5}${wordEnd}(?![\\s\\p{Pd}][0-9])`,
  "gu",
);
const backupCodes = new RegExp(`${wordStart}${backupShape}${wordEnd}`, "gu");

/**
 * The code in a typed or pasted text: alone, with blanks and dashes in it, or the only one in a sentence ("Your code is 482913").
 * Null if there is none, or more than one. Only the service knows whether it is right.
 */
export function readCode(typed: string): TypedCode | null {
  const text = plainText(typed).toUpperCase();
  // Twelve digits in two runs of six are two codes, and nobody knows which one was meant.
  const whole = twoCodes.test(text) ? null : codeOf(text.replace(separators, ""));
  if (whole !== null) return whole;
  const runs = (pattern: RegExp) => [...text.matchAll(pattern)].map(([run]) => run.replace(separators, ""));
  const digits = runs(unbroken);
  const found = new Set([...(digits.length > 0 ? digits : runs(withBlanks)), ...runs(backupCodes)]);
  const [only = ""] = found;
  return found.size === 1 ? codeOf(only) : null;
}

function codeOf(plain: string): TypedCode | null {
  if (/^[0-9]{6}$/.test(plain)) return { kind: "digits", code: plain };
  if (!backupPlain.test(plain)) return null;
  return { kind: "backup", code: plain.replaceAll("O", "0").replace(/[IL]/g, "1") };
}

/** Six digits in a typed text; null if there is another code in it, or none. */
export function sixDigits(typed: string): string | null {
  const read = readCode(typed);
  return read?.kind === "digits" ? read.code : null;
}
