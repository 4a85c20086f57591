import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { billParts } from "../../bench/page/bill.ts";

const page = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

it("docs/cost.md shows what the prices and the counted work make, so that its tables add up", () => {
  for (const part of billParts()) expect(page("cost.md")).toContain(part);
});

it("begins with what docs/deploy.md counts for a stage that nobody uses", () => {
  const [, idle] = /\*\*Together\*\* \| \| \| \*\*(\$[\d.]+)\*\*/.exec(page("deploy.md")) ?? [];
  expect(page("cost.md")).toContain(`${idle} for a stage that nobody uses`);
});
