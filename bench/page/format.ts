import type { Spread } from "../statistics.ts";

/** Digits that say something: three significant ones, never in the e notation. */
export function figure(value: number): string {
  if (Number.isNaN(value)) return "–";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", { minimumFractionDigits: 0, maximumFractionDigits: digits });
}

/** The median, and the least and the most in brackets. */
export const spreadFigure = ({ median, min, max }: Spread): string =>
  min === max ? figure(median) : `${figure(median)} (${figure(min)}–${figure(max)})`;

export const usd = (value: number): string => `$${value.toFixed(2)}`;
export const kilobytes = (bytes: number): number => bytes / 1024;
export const met = (isMet: boolean): string => (isMet ? "met" : "**missed**");
