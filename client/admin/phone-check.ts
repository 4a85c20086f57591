import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/mobile";
import { Misused } from "../command-line/command-line.ts";
import type { PhoneRow, RowFault } from "../src/phone-rows.ts";

/** Faults that need numbering plans or the policy, besides those that a row shows by itself. */
export type ImportFault = RowFault | "number_invalid" | { readonly country: string };

export interface CheckedRow extends Omit<PhoneRow, "fault"> {
  readonly fault: ImportFault | null;
}

/** The country of numbers without a country code. Throws `Misused` unless it is an ISO 3166-1 code. */
export function countryOption(text: string | undefined): CountryCode | null {
  if (text === undefined) return null;
  const country = text.toUpperCase();
  if (isSupportedCountry(country)) return country;
  throw new Misused("--country is an ISO code of two letters, such as CH.");
}

/** National numbers get the country's code. Without a country, or where they are none of its numbers, they stay at fault. */
export const withCountry = (rows: readonly PhoneRow[], country: CountryCode | null): readonly PhoneRow[] =>
  country === null
    ? rows
    : rows.map((row) => {
        const number =
          row.fault === "number_national" ? parsePhoneNumberFromString(row.phoneNumber, country) : undefined;
        return number === undefined || !number.isValid() ? row : { ...row, phoneNumber: number.number, fault: null };
      });

/** Looks numbers up as the service does: plans of mobiles, and countries that the policy lets have SMS. */
export function withPlans(rows: readonly PhoneRow[], smsCountries: readonly string[]): readonly CheckedRow[] {
  return rows.map((row) => (row.fault === null ? { ...row, fault: planFault(row.phoneNumber, smsCountries) } : row));
}

function planFault(typed: string, smsCountries: readonly string[]): ImportFault | null {
  const number = parsePhoneNumberFromString(typed.replace(/^\s*00/, "+"));
  if (number?.country === undefined || !number.isValid()) return "number_invalid";
  return smsCountries.includes(number.country) ? null : { country: number.country };
}
