import { brotliCompressSync } from "node:zlib";
import { openApiDocument } from "./openapi.ts";

/** The OpenAPI document, packed. A bundle has the value in the place of this file, as of folded.ts; the server stands for the stage's own. */
export const packed = brotliCompressSync(JSON.stringify(openApiDocument("https://service.invalid"))).toString("base64");
