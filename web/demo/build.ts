import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));

export interface BuiltFile {
  /** For example `index.html` or `assets/main-4f2a.js`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** `index.html` is the demo app, `docs.html` the API reference. */
export type PageFile = "index.html" | "docs.html";

/** One page and what it loads as static files, in memory. Rejects with what is wrong with the sources. */
export async function buildPage(page: PageFile): Promise<readonly BuiltFile[]> {
  const built = await build({
    root,
    configFile: false,
    logLevel: "silent",
    // The page's policy allows no inline script, so nothing may be put into the page.
    build: {
      write: false,
      target: "es2022",
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
      rolldownOptions: { input: `${root}${page}` },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  return outputs
    .flatMap((one) => ("output" in one ? one.output : []))
    .map((file) => ({
      name: file.fileName,
      bytes: bytesOf(file.type === "chunk" ? file.code : file.source),
    }));
}

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === "string" ? new TextEncoder().encode(content) : content;
