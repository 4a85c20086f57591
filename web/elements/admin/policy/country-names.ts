import { smsCountries } from "../../../../client/src/contract.ts";
import type { Translator } from "../../language/translator.ts";

export interface Country {
  readonly code: string;
  readonly name: string;
}

export const allCountries: readonly string[] = smsCountries.split(" ");

export const isEverywhere = (codes: readonly string[]): boolean => allCountries.every((code) => codes.includes(code));

/** In the reader's language and order. */
export function countryNames({ tag }: Pick<Translator, "tag">, codes = allCountries): readonly Country[] {
  const names = new Intl.DisplayNames(tag, { type: "region" });
  const { compare } = new Intl.Collator(tag);
  return codes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .toSorted((one, other) => compare(one.name, other.name));
}

const folded = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** Found without accents, by a part of the name or by the code. */
export function countriesLike(countries: readonly Country[], search: string): readonly Country[] {
  const wanted = folded(search.trim());
  return countries.filter(({ code, name }) => folded(name).includes(wanted) || code.toLowerCase() === wanted);
}
