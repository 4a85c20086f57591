import { brotliDecompressSync } from "node:zlib";
import { packed } from "#packed-plans";
import { type MetadataJson, parsePhoneNumberFromString as parse, type PhoneNumber } from "libphonenumber-js/core";

let plans: MetadataJson | undefined;

/** Takes the place of `libphonenumber-js/mobile` in a bundle (infra/bundling.ts): no start reads the plans, the first number does. */
export function parsePhoneNumberFromString(text: string): PhoneNumber | undefined {
  plans ??= JSON.parse(brotliDecompressSync(Buffer.from(packed, "base64")).toString()) as MetadataJson;
  return parse(text, plans);
}
