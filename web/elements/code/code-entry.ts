import type { Problem, TroubleCode } from "../api.ts";
import { readCode } from "./typed-code.ts";

/** Why no code is taken now: for good, or until an instant of this device's clock. */
export type Lock = "disabled" | { readonly until: number };

export type FieldError = { readonly code: TroubleCode | "shape"; readonly attemptsRemaining: number | null };

/** A field that a code is typed into, and what the service said to the last one. */
export interface CodeEntry {
  readonly text: string;
  readonly error: FieldError | null;
  /** The last six digits that were sent by themselves: never again without a press of the button. */
  readonly autoSent: string | null;
  readonly lock: Lock | null;
}

export const emptyEntry: CodeEntry = { text: "", error: null, autoSent: null, lock: null };

export const typed = (entry: CodeEntry, text: string): CodeEntry => ({
  ...entry,
  text,
  error: text === entry.text ? entry.error : null,
});

export const isLocked = ({ lock }: Pick<CodeEntry, "lock">, now: number): boolean =>
  lock !== null && (lock === "disabled" || lock.until > now);

/** Six digits that have not gone out by themselves yet. Letters have no end that one could see. */
export function autoCode(entry: CodeEntry, now: number): string | null {
  const read = readCode(entry.text);
  return read?.kind === "digits" && read.code !== entry.autoSent && !isLocked(entry, now) ? read.code : null;
}

/** Codes of the wrong shape cost a round trip and help nobody. */
export const shapeError = (entry: CodeEntry): CodeEntry => ({
  ...entry,
  error: { code: "shape", attemptsRemaining: null },
});

/** Which answers are about the code in the field. */
const aboutTheCode: readonly TroubleCode[] = [
  "invalid_code",
  "code_already_used",
  "invalid_request",
  "too_many_attempts",
  "method_disabled",
];
export const isAboutTheCode = ({ code }: Problem): boolean => aboutTheCode.includes(code);

/** The field after a refusal. Six digits are worth nothing any more; a backup code stays, to find the slip in it. */
export function refused(entry: CodeEntry, problem: Problem, now: number): CodeEntry {
  const keep = readCode(entry.text)?.kind === "backup";
  const lock = lockIn(problem, now);
  return {
    ...entry,
    text: keep ? entry.text : "",
    // A lock speaks for itself.
    error: isLocking(problem) || lock !== null ? null : { code: problem.code, attemptsRemaining: attemptsIn(problem) },
    lock: lock ?? entry.lock,
  };
}

const attemptsIn = (problem: Problem): number | null =>
  "attemptsRemaining" in problem ? (problem.attemptsRemaining ?? null) : null;

const isLocking = ({ code }: Problem): boolean => code === "too_many_attempts" || code === "method_disabled";

/** A wrong code that used up the tries brings its wait with it; the one that switches the method off brings none. */
export function lockIn(problem: Problem, now: number): Lock | null {
  if (problem.code === "method_disabled") return "disabled";
  if (problem.code !== "invalid_code" && problem.code !== "too_many_attempts") return null;
  if (problem.retryAfter !== undefined) return { until: now + problem.retryAfter * 1000 };
  return attemptsIn(problem) === 0 ? "disabled" : null;
}
