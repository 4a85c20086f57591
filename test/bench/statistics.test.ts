import { describe, expect, it } from "vitest";
import { percentile, spread, sum } from "../../bench/statistics.ts";

describe("statistics of measurements", () => {
  const values = [5, 1, 4, 2, 3];

  it("the percentile is the smallest value that the share does not exceed", () => {
    expect(percentile(values, 0.5)).toBe(3);
    expect(percentile(values, 0.99)).toBe(5);
    expect(percentile(values, 0.2)).toBe(1);
    expect(percentile(values, 0.21)).toBe(2);
  });

  it("nothing measured is no figure", () => {
    expect(() => percentile([], 0.5)).toThrow("Nothing was measured");
  });

  it("a spread has the median, the least and the most, whatever the order", () => {
    expect(spread(values)).toEqual({ median: 3, min: 1, max: 5 });
    expect(sum(values)).toBe(15);
  });
});
