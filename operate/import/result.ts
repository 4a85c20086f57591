import { printable } from "../../client/command-line/command-line.ts";
import type { RowResult } from "../../client/admin/import-report.ts";
import type { Written } from "./write-user.ts";

export interface FactorResult extends RowResult {
  readonly result: "done" | "failed";
  readonly was?: Written | "nothing";
  readonly field?: string;
  /** A secret under 128 bits. */
  readonly weak?: true;
  readonly left?: readonly string[];
  /** Nothing in a file proves that a passkey is of this site. */
  readonly unproven?: true;
}

export interface Counts {
  rows: number;
  done: number;
  failed: number;
  kept: number;
  already: number;
  weak: number;
  unproven: number;
  doneBefore: number;
  withoutFactor: number;
  recoveryCodesLeft: number;
}

export const newCounts = (): Counts => ({
  rows: 0, done: 0, failed: 0, kept: 0, already: 0, weak: 0, unproven: 0, doneBefore: 0, withoutFactor: 0, recoveryCodesLeft: 0,
}); // prettier-ignore

export const sentenceOf = ({ line, field, userId, detail = "" }: FactorResult): string =>
  field === undefined
    ? `Line ${line}: the user ${printable(userId)} ${detail}.`
    : `Line ${line}, ${printable(field)}: ${detail}.`;

export function count(counts: Counts, { result, code, was, weak, unproven, left = [] }: FactorResult): void {
  counts.rows += 1;
  if (code === "kept") counts.kept += 1;
  else counts[result] += 1;
  if (was === "already") counts.already += 1;
  if (was === "nothing") counts.withoutFactor += 1;
  if (weak === true) counts.weak += 1;
  if (unproven === true) counts.unproven += 1;
  if (left.includes("recovery_codes")) counts.recoveryCodesLeft += 1;
}

export function pageOf(counts: Counts, dryRun: boolean): string {
  const { rows, done, failed, kept, already, weak, unproven, doneBefore, withoutFactor, recoveryCodesLeft } = counts;
  const taken = done - already - withoutFactor;
  const lines = [
    `${rows} ${rows === 1 ? "row" : "rows"}: ${taken} ${dryRun ? "could be taken" : "taken"}, ${already + doneBefore} were here already, ${withoutFactor} have no second factor, ${kept} kept their own, ${failed} refused.`,
    ...(weak > 0 ? [`Apps with a secret under 128 bits: ${weak}. Their users should set them up anew some day.`] : []),
    ...(unproven > 0
      ? [`Users with passkeys: ${unproven}. That a passkey is of this site is not proven until its first use.`]
      : []),
    ...(recoveryCodesLeft > 0
      ? [
          `Users with recovery codes: ${recoveryCodesLeft}. These do not come along; at the first login each user makes ten new ones.`,
        ]
      : []),
    ...(dryRun ? ["Nothing was written."] : []),
  ];
  return lines.join("\n");
}
