import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const folder = fileURLToPath(new URL("../../web/links/", import.meta.url));
const target = ["safari16.4", "chrome111", "firefox115"];

/** Script and style of the page that e-mails link to, small enough to be in the page itself. */
export async function linkPageParts(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${folder}main.ts`],
    bundle: true,
    format: "iife",
    minify: true,
    charset: "utf8",
    target,
    write: false,
  });
  const css = await readFile(`${folder}style.css`, "utf8");
  const { code } = await transform(css, { loader: "css", minify: true, target: "esnext" });
  return [
    "// Made of web/links by npm run docs.",
    `export const script = ${JSON.stringify(outputFiles[0]?.text.trim())};`,
    `export const style = ${JSON.stringify(code.trim())};`,
    "",
  ].join("\n");
}
