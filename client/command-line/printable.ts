/**
 * Characters that a terminal obeys, or that show a line other than it is: controls, bidirectional marks, line and paragraph separators,
 * tags (CWE-150). Joiners stay: names and emoji need them.
 */
const obeyed = /[\p{Cc}\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;

const escaped = (character: string): string =>
  [...Array(character.length).keys()]
    .map((at) => `\\u${character.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0")}`)
    .join("");

/** One value on one line, as JSON would escape it. */
export const printable = (value: string): string => value.replaceAll(obeyed, escaped);

/** A text of our own whose lines may quote values; also right for JSON, which means the same afterwards. */
export const printableLines = (text: string): string => text.split("\n").map(printable).join("\n");
