import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));

/** A file of the built elements; `imports` are those that a browser fetches with it, `later` those that it may ask for. */
export interface BuiltScript {
  readonly name: string;
  readonly code: string;
  readonly imports: readonly string[];
  readonly later: readonly string[];
}

/** A style sheet as browsers need it: only the blanks inside selectors and values. */
const shortSheet = (sheet: string): string =>
  sheet
    .replaceAll(/^([\w-]+): /gm, "$1:")
    .replaceAll(/;?\n\}/g, "}")
    .replaceAll(/ ?([{};,>])\n/g, "$1")
    .replaceAll(" {", "{");

/** Templates and styles keep the indentation of the source; browsers do not need it. */
const withoutIndentation = {
  name: "without-indentation",
  enforce: "pre",
  transform: (code: string, file: string) =>
    file.startsWith(here)
      ? code.replaceAll(/\n[ \t]+/g, "\n").replaceAll(/(?<=\bcss`)[^`]*/g, (sheet) => shortSheet(sheet))
      : null,
} as const;

/** The elements as ES modules: `countersign.js` has them all, `challenge.js` only the one that a login page needs. */
export async function buildElements(): Promise<readonly BuiltScript[]> {
  const built = await build({
    root: here,
    configFile: false,
    logLevel: "silent",
    plugins: [withoutIndentation],
    // Pins Lit's production build, even if NODE_ENV asks for the one for developers.
    resolve: { conditions: ["production", "browser", "module"] },
    build: {
      write: false,
      target: ["safari16.4", "chrome111", "firefox115"],
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { countersign: `${here}index.ts`, challenge: `${here}challenge/registered.ts` },
        preserveEntrySignatures: "strict",
        output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
  return [built]
    .flat()
    .flatMap((one) => ("output" in one ? one.output : []))
    .flatMap((file) =>
      file.type === "chunk"
        ? [{ name: file.fileName, code: file.code, imports: file.imports, later: file.dynamicImports }]
        : [],
    );
}

/** `npm run build:elements`: into web/elements/dist. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = `${here}dist/`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const { name, code } of await buildElements()) writeFileSync(`${folder}${name}`, code);
  process.stdout.write(`The elements are in ${folder}\n`);
}
