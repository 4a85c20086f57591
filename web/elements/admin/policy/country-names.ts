import { allCountries, type Country } from "../../parts/phone-number.ts";

export const isEverywhere = (codes: readonly string[]): boolean => allCountries.every((code) => codes.includes(code));

const folded = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** Found without accents, by a part of the name or by the code. */
export function countriesLike(countries: readonly Country[], search: string): readonly Country[] {
  const wanted = folded(search.trim());
  return countries.filter(({ code, name }) => folded(name).includes(wanted) || code.toLowerCase() === wanted);
}
