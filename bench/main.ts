import { mkdirSync, writeFileSync } from "node:fs";
import { help, parseOptions } from "./options.ts";
import { performancePage } from "./page/page.ts";
import { plots } from "./page/plots.ts";
import { say } from "./progress.ts";
import type { Results } from "./results.ts";
import { run } from "./run.ts";
import { full, short, trial } from "./scale.ts";

/** Figures with five significant digits: more would be noise. */
const rounded = (_name: string, value: unknown): unknown =>
  typeof value === "number" ? Number(value.toPrecision(5)) : value;

function write(results: Results, folder: URL): void {
  mkdirSync(folder, { recursive: true });
  const files = {
    "performance.json": `${JSON.stringify(results, rounded, 1)}\n`,
    "performance.md": performancePage(results),
    ...plots(results),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(new URL(name, folder), text);
  say(`Written: ${Object.keys(files).join(", ")} in ${folder.pathname}`);
}

const options = parseOptions(process.argv.slice(2));
if (options.help) console.log(help);
else
  write(
    await run(options.quick ? trial : options.short ? short : full, options.quick),
    new URL(options.quick ? "trial/" : "../docs/", import.meta.url),
  );
