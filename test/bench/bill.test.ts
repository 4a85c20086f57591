import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { billParts } from "../../bench/page/bill.ts";
import type { Results } from "../../bench/results.ts";
import { betweenMarkers } from "../../docs/generate/between-markers.ts";

const page = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

it("docs/cost.md shows what the prices and the counted work make, so that its tables add up", () => {
  const results = JSON.parse(page("performance.json")) as Results;
  for (const [name, part] of Object.entries(billParts(results)))
    expect(betweenMarkers(page("cost.md"), name, part), name).toBe(page("cost.md"));
});

it("begins with what docs/deploy.md counts for a stage that nobody uses", () => {
  const [, idle] = /\*\*Together\*\* \| \| \| \*\*(\$[\d.]+)\*\*/.exec(page("deploy.md")) ?? [];
  expect(page("cost.md")).toContain(`${idle} for a stage that nobody uses`);
});
