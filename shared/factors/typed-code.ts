/** A typed or pasted code without the blanks and dashes, of any kind, between its characters. */
export const withoutSeparators = (typed: string): string => typed.replace(/[\s\p{Pd}]/gu, "");

/** Six ASCII digits, once blanks and dashes are gone; null if it is anything else. */
export const sixDigits = (typed: string): string | null => {
  const plain = withoutSeparators(typed);
  return /^[0-9]{6}$/.test(plain) ? plain : null;
};
