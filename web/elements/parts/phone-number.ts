import { html, type TemplateResult } from "lit";
import { plainText } from "../../../shared/factors/typed-code.ts";
import { callingCodes, smsCountries } from "../../../client/src/contract.ts";
import type { Translator } from "../language/translator.ts";

/** A number reads from left to right in every script. */
export const phoneNumber = (number: string): TemplateResult =>
  html`<bdi dir="ltr" class="number" part="phone-number">${number}</bdi>`;

/** A number that was typed without its country code, in any script. */
export function nationalNumber(typed: string): string | null {
  const digits = plainText(typed).replace(punctuation, "");
  return /^[0-9]{4,15}$/.test(digits) && !digits.startsWith("00") ? digits : null;
}

const punctuation = /[\s\p{Pd}()./]/gu;

/** The number to send; null: its country code is missing, or it is none. The service reads it, in any script and with any marks. */
export function cleanPhoneNumber(typed: string): string | null {
  const isNumber = /^(?:\+|00)[0-9]+$/.test(plainText(typed).replace(punctuation, ""));
  return isNumber ? typed.trim() : null;
}

export interface Country {
  readonly code: string;
  readonly name: string;
}

export const allCountries: readonly string[] = smsCountries.split(" ");
const codes = callingCodes.split(" ");

/** `41` for `CH`; empty: there is none. */
export const callingCodeOf = (country: string): string => codes[allCountries.indexOf(country)] ?? "";

/** In the reader's language and order. */
export function countryNames({ tag }: Pick<Translator, "tag">, countries = allCountries): readonly Country[] {
  const names = new Intl.DisplayNames(tag, { type: "region" });
  const { compare } = new Intl.Collator(tag);
  return countries
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .toSorted((one, other) => compare(one.name, other.name));
}

/** The country of the first language that names one, or else where most of its readers are; the first of the list if that is not among them. */
export function likelyCountry(languages: readonly string[], countries: readonly string[] = allCountries): string {
  const locales = languages.flatMap((tag) => {
    try {
      return [new Intl.Locale(tag)];
    } catch {
      return [];
    }
  });
  const regions = [...locales, ...locales.map((locale) => locale.maximize())].map(({ region }) => region);
  return regions.find((region) => region !== undefined && countries.includes(region)) ?? countries[0] ?? "";
}

export interface CountryFieldOptions {
  readonly label: string;
  readonly translator: Translator;
  /** Null: every country. */
  readonly countries: readonly string[] | null;
  readonly chosen: string;
  readonly onChoose: (country: string) => void;
}

/** The system's own list: on phones it is the one that people know. */
export const countryField = ({ label, translator, countries, chosen, onChoose }: CountryFieldOptions): TemplateResult =>
  html`<div class="field" part="field">
    <label for="country" part="label">${label}</label>
    <select
      id="country"
      name="country"
      part="input"
      autocomplete="country"
      @change=${({ target }: Event) => (target instanceof HTMLSelectElement ? onChoose(target.value) : undefined)}
    >
      ${countryNames(translator, countries ?? allCountries)
        .filter(({ code }) => callingCodeOf(code) !== "")
        .map(
          ({ code, name }) =>
            html`<option value=${code} ?selected=${code === chosen}>${name} (+${callingCodeOf(code)})</option>`,
        )}
    </select>
  </div>`;
