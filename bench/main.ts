import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { runToEnd } from "../client/command-line/command-line.ts";
import { betweenMarkers } from "../docs/generate/between-markers.ts";
import { help, parseOptions } from "./options.ts";
import { billParts } from "./page/bill.ts";
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

/** The figures of the bill in a page that people write. */
function bringBill(results: Results): void {
  const page = new URL("../docs/cost.md", import.meta.url);
  const parts = Object.entries(billParts(results));
  writeFileSync(
    page,
    parts.reduce((sofar, [name, text]) => betweenMarkers(sofar, name, text), readFileSync(page, "utf8")),
  );
}

await runToEnd(async (args) => {
  const options = parseOptions(args);
  if (options.help) return console.log(help);
  const results = await run(options.quick ? trial : options.short ? short : full, options.quick);
  write(results, new URL(options.quick ? "trial/" : "../docs/", import.meta.url));
  if (!options.quick) bringBill(results);
}, 2);
