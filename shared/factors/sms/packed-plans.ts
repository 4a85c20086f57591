import { brotliCompressSync, constants } from "node:zlib";
import metadata from "libphonenumber-js/mobile/metadata";

/** What tells a number's country and whether it can be: patterns, and the lengths they go with; null where a plan has none. */
export interface Plan {
  readonly country: string;
  readonly pattern: string;
  readonly lengths: readonly number[];
  /** The national prefix as some type it behind the country code, and what stands in its place. */
  readonly prefix: string | null;
  readonly rule: string | null;
  readonly leading: string | null;
  readonly types: readonly (readonly [pattern: string, lengths: readonly number[]])[] | null;
}
/** By calling code; the country that others share it with comes first. */
export type Plans = Readonly<Record<string, readonly Plan[]>>;

type Column = string | 0 | undefined;
/** A row of libphonenumber-js (METADATA.md), without its formats. */
interface Row {
  readonly 2: string;
  readonly 3: readonly number[];
  readonly 5: Column;
  readonly 7: Column;
  readonly 8: Column;
  readonly 10: Column;
  readonly 11: readonly (readonly [pattern?: string, lengths?: readonly number[]] | 0)[] | 0 | undefined;
}

function planOf(country: string, row: Row): Plan {
  const types = (row[11] || []).flatMap((type): NonNullable<Plan["types"]>[number][] =>
    type === 0 || !type[0] ? [] : [[type[0], type[1] ?? row[3]]],
  );
  return {
    country,
    pattern: row[2],
    lengths: row[3],
    prefix: row[7] || row[5] || null,
    rule: row[8] || null,
    leading: row[10] || null,
    types: row[11] && row[11].length > 0 ? types : null,
  };
}

const rows = metadata.countries as Readonly<Record<string, Row>>;
const plans: Plans = Object.fromEntries(
  Object.entries(metadata.country_calling_codes).map(([code, countries]) => [
    code,
    countries.flatMap((country) => {
      const row = rows[country];
      return row === undefined ? [] : [planOf(country, row)];
    }),
  ]),
);

/** The best quality takes half a second, at every start of the local run, for 2 KB less. */
const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
/** Numbering plans of mobiles, packed. A bundle has the value in the place of this file (infra/bundling.ts). */
export const packed = brotliCompressSync(JSON.stringify(plans), { params }).toString("base64");
