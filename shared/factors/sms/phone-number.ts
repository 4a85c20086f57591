import { parsePhoneNumberFromString } from "libphonenumber-js/mobile";
import { plainText } from "../typed-code.ts";

export type ParsedPhoneNumber =
  | {
      readonly ok: true;
      readonly e164: string;
      /** ISO 3166-1 alpha-2. */
      readonly country: string;
      readonly callingCode: string;
    }
  | { readonly ok: false };

const notANumber: ParsedPhoneNumber = { ok: false };

/** Dashes, brackets and blanks of all kinds. */
const punctuation = /[\s\p{Pd}()./]/gu;

/** Letters ("1-800-FLOWERS") and extensions are refused. */
const international = /^(?:\+|00)([1-9][0-9]{3,17})$/;

/**
 * Reads a number that can get an SMS: one of the numbering plans of mobiles, which in some countries, the US among them, are those of
 * fixed lines too. It has to name its country code, as `+41…` or `0041…`.
 */
export function parsePhoneNumber(typed: string): ParsedPhoneNumber {
  const digits = international.exec(plainText(typed).replace(punctuation, ""))?.[1];
  if (digits === undefined) return notANumber;
  const parsed = parsePhoneNumberFromString(`+${digits}`);
  if (parsed?.country === undefined || !parsed.isValid()) return notANumber;
  return { ok: true, e164: parsed.number, country: parsed.country, callingCode: parsed.countryCallingCode };
}
