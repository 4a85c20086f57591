import { getCountryCallingCode, isSupportedCountry } from "libphonenumber-js/mobile";
import { problems } from "../../shared/contract/problems.ts";
import type { Route } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";
import { allCountries } from "../../shared/account/policy.ts";

/** The part of the contract that the typed client needs at run time, without the schemas that validate. */
export function clientContract(): string {
  const calls = Object.fromEntries(
    Object.entries<Route>(routes)
      // A page is for browsers.
      .filter(([, { page }]) => !page)
      .map(([name, { method, path, query, access }]) => [
        name,
        { method, path, access, query: Object.keys(query?.shape ?? {}) },
      ]),
  );
  return [
    "// Made of shared/contract by npm run docs.",
    constant("calls", calls),
    constant("problemCodes", Object.keys(problems)),
    constant("smsCountries", allCountries.join(" ")),
    constant("callingCodes", allCountries.map(callingCodeOf).join(" ")),
  ].join("\n");
}

const callingCodeOf = (country: string): string => (isSupportedCountry(country) ? getCountryCallingCode(country) : "");

const constant = (name: string, value: object | string): string =>
  `export const ${name} = ${JSON.stringify(value, null, 2)} as const;\n`;
