import { brotliCompressSync } from "node:zlib";
import plans from "libphonenumber-js/mobile/metadata";

/** Numbering plans of mobiles, packed. A bundle has the value in the place of this file (infra/bundling.ts). */
export const packed = brotliCompressSync(JSON.stringify(plans)).toString("base64");
