import { brotliDecompressSync } from "node:zlib";
import { openApi } from "#folded";
import { publicEndpoint } from "../shared/http/public-endpoint.ts";

let unpacked: Promise<object> | undefined;
/** Unpacked by the first call, and once. */
const documentOf = (): Promise<object> =>
  (unpacked ??= import("#folded-document").then(
    ({ packed }) => JSON.parse(brotliDecompressSync(Buffer.from(packed, "base64")).toString()) as object,
  ));

export const { handler, serve } = publicEndpoint(openApi, async ({ settings }) => ({
  ...(await documentOf()),
  servers: [{ url: settings.serviceIssuer }],
}));
