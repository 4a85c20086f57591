export type TypedCode = { readonly kind: "digits" | "backup"; readonly code: string };

/**
 * What a typed or pasted text is, once spaces, dashes and dots are gone: six digits, or twelve letters and digits
 * as on a backup code; null if neither. Only the service knows whether it is right.
 */
export function readCode(text: string): TypedCode | null {
  const plain = text.normalize("NFKC").replace(/[\s\p{Pd}.]/gu, "");
  if (/^[0-9]{6}$/.test(plain)) return { kind: "digits", code: plain };
  if (/^[0-9a-z]{12}$/i.test(plain)) return { kind: "backup", code: plain.toUpperCase() };
  return null;
}
