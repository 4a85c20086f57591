import { brotliCompressSync } from "node:zlib";
import plans from "libphonenumber-js/mobile/metadata";

/** A country's column of formats for people (libphonenumber-js, METADATA.md): no number is shown in its country's way. */
const formats = 4;
const rows: Readonly<Record<string, readonly unknown[]>> = plans.countries;
const countries = Object.fromEntries(Object.entries(rows).map(([country, row]) => [country, row.with(formats, 0)]));

/** Numbering plans of mobiles, packed. A bundle has the value in the place of this file (infra/bundling.ts). */
export const packed = brotliCompressSync(JSON.stringify({ ...plans, countries })).toString("base64");
