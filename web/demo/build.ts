import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));

export interface BuiltFile {
  /** For example `index.html` or `assets/main-4f2a.js`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The demo app and the API reference as static files, in memory. Rejects with what is wrong with the sources. */
export async function buildDemo(): Promise<readonly BuiltFile[]> {
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
      rolldownOptions: { input: ["index.html", "docs.html"].map((page) => `${root}${page}`) },
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
