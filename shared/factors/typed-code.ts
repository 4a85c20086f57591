/** What was typed or pasted, without the blanks and dashes, of whatever kind, between its characters. */
export const withoutSeparators = (typed: string): string => typed.replace(/[\s\p{Pd}]/gu, "");
