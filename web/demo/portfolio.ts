export interface Portfolio {
  readonly name: string;
  readonly currency: string;
  readonly total: number;
  readonly history: readonly number[];
  readonly holdings: readonly {
    readonly name: string;
    readonly detail: string;
    readonly value: number;
    readonly change: number;
  }[];
  readonly movements: readonly { readonly on: string; readonly what: string; readonly amount: number }[];
}

/** A line through the values within a box, as the points of an SVG path; the lowest value keeps some room below. */
export function linePath(values: readonly number[], width: number, height: number): string {
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const x = (index: number): number => (index / Math.max(1, values.length - 1)) * width;
  const y = (value: number): number => height - 14 - ((value - low) / span) * (height - 28);
  return values
    .map((value, index) => `${index === 0 ? "M" : "L"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`)
    .join("");
}
