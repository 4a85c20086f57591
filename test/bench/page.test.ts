import { describe, expect, it } from "vitest";
import { figure, spreadFigure, usd } from "../../bench/page/format.ts";
import { performancePage } from "../../bench/page/page.ts";
import { plots } from "../../bench/page/plots.ts";
import { niceTicks } from "../../bench/page/plot.ts";
import { results } from "./results.ts";

describe("figures", () => {
  it.each([
    [0.12345, "0.12"],
    [12.345, "12.3"],
    [1234.5, "1,235"],
    [0, "0"],
    [Number.NaN, "–"],
  ])("%d is shown as %s", (value, shown) => {
    expect(figure(value)).toBe(shown);
  });

  it("a spread shows its range only if it has one", () => {
    expect(spreadFigure({ median: 2, min: 1, max: 3 })).toBe("2 (1–3)");
    expect(spreadFigure({ median: 2, min: 2, max: 2 })).toBe("2");
    expect(usd(3.456)).toBe("$3.46");
  });
});

describe("the page", () => {
  it("says of each goal whether it was met", () => {
    const page = performancePage(results({ floorRatio: 1.2, bundleBytes: 500 * 1024 }));
    expect(page).toMatch(/bare pair at p50, dynalite .* 1\.2 \| met \|/);
    expect(page).toMatch(/largest bundle, `[^`]*` \| ≤ 450 KB .* \*\*missed\*\* \|/);
    expect(performancePage(results({ floorRatio: 1.26, bundleBytes: 1 }))).toMatch(
      /dynalite .* 1\.26 \| \*\*missed\*\* \|/,
    );
  });

  it("begins with the costs and the work of a login, beside what one would run in its place", () => {
    const page = performancePage(results({}));
    expect(page.indexOf("## What a login costs and takes")).toBeLessThan(page.indexOf("## Goals"));
    expect(page).toMatch(/A million logins by an app's code, in AWS charges \| \$\d+\.\d\d; \$\d+\.\d\d with/);
    expect(page).toMatch(/Logins a second .* \| [\d.,]+ \| [\d.,]+ of better-auth on SQLite \|/);
  });

  it("says what was left out without Java", () => {
    const page = performancePage(results({ java: null }));
    expect(page).toContain("DynamoDB Local is left out");
    expect(page).toContain("Not measured: DynamoDB Local needs Java");
  });

  it("says when fewer accounts than wanted could be written", () => {
    expect(performancePage(results({ reached: 500_000 }))).toContain(
      "**1,000,000 accounts were wanted; in the time given 500,000 could be written.**",
    );
    expect(performancePage(results({ reached: 1_000_000 }))).not.toContain("were wanted");
  });

  it("marks a trial", () => {
    expect(performancePage(results({}))).not.toContain("trial run");
    expect(performancePage({ ...results({}), trial: true })).toContain("trial run");
  });
});

describe("the plots", () => {
  it("are drawn from the results, with every number inside the frame", () => {
    const { "performance-throughput.svg": throughput = "", "performance-growth.svg": growth } = plots(results({}));
    expect(throughput).toContain("Countersign, dynalite");
    expect(throughput).not.toContain("NaN");
    expect(growth).toContain("10");
    expect(plots(results({ java: null }))).not.toHaveProperty("performance-growth.svg");
  });

  it("the axis has round steps that reach the top", () => {
    expect(niceTicks(873)).toEqual([0, 200, 400, 600, 800, 1000]);
    expect(niceTicks(0.9)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });
});
