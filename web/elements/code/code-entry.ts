import type { Challenge, Problem, TroubleCode } from "../api.ts";
import { readCode } from "../../../shared/factors/typed-code.ts";

/** Why no code is taken now: for good, or until an instant of this device's clock. */
export type Lock = "disabled" | { readonly until: number };

export interface FieldError {
  readonly code: TroubleCode | "shape";
  readonly attemptsRemaining: number | null;
  /** At the set-up of an app: the phone's clock is so many minutes fast; negative: slow. */
  readonly clockMinutes?: number;
}

/** A field that a code is typed into, and the service's answer to the last one. */
export interface CodeEntry {
  readonly text: string;
  readonly error: FieldError | null;
  /** The code that was refused last, until another one is typed: to send it again would only cost a try. */
  readonly refusal: { readonly code: string; readonly error: FieldError } | null;
  /** Codes of this method that were wrong since it was chosen. */
  readonly wrong: number;
  /** The last six digits that were sent by themselves: never again without a press of the button. */
  readonly autoSent: string | null;
  readonly lock: Lock | null;
}

export const emptyEntry: CodeEntry = { text: "", error: null, refusal: null, wrong: 0, autoSent: null, lock: null };

/** An emptied field keeps its refusal: it says why it was emptied. */
export function typed(entry: CodeEntry, text: string): CodeEntry {
  if (text === entry.text || text === "") return { ...entry, text };
  const code = readCode(text)?.code;
  const isAnother = code !== undefined && code !== entry.refusal?.code;
  return { ...entry, text, error: null, refusal: isAnother ? null : entry.refusal };
}

export const isLocked = ({ lock }: Pick<CodeEntry, "lock">, now: number): boolean =>
  lock !== null && (lock === "disabled" || lock.until > now);

/** Six digits that have not gone out by themselves yet. Letters have no end that one could see. */
export function autoCode(entry: CodeEntry, now: number): string | null {
  const read = readCode(entry.text);
  return read?.kind === "digits" && read.code !== entry.autoSent && !isLocked(entry, now) ? read.code : null;
}

/** One slip is typing; from the second on something else is wrong, for example the clock that an app counts by. */
export const isPuzzling = ({ wrong, error }: CodeEntry): boolean => wrong >= 2 && error?.code === "invalid_code";

export type Submission =
  | { readonly read: { readonly kind: "digits" | "backup"; readonly code: string } }
  | { readonly entry: CodeEntry };

/** The code to send, or the field with its error. Codes of the wrong shape cost a round trip and help nobody. */
export function submission(entry: CodeEntry, kinds: readonly ("digits" | "backup")[]): Submission {
  const read = readCode(entry.text);
  const { refusal } = entry;
  if (refusal !== null && (entry.text === "" || read?.code === refusal.code))
    return { entry: refusal.error === entry.error ? entry : { ...entry, error: refusal.error } };
  if (read !== null && kinds.includes(read.kind)) return { read };
  return { entry: { ...entry, error: { code: "shape", attemptsRemaining: null } } };
}

/** The answers that are about the code in the field. */
const aboutTheCode: readonly TroubleCode[] = [
  "invalid_code",
  "code_already_used",
  "invalid_request",
  "too_many_attempts",
  "method_disabled",
];
export const isAboutTheCode = ({ code }: Problem): boolean => aboutTheCode.includes(code);

/** The service has compared the code, and would refuse it again. */
const compared: readonly TroubleCode[] = ["invalid_code", "code_already_used"];

/** The field after a refusal; the text stays, to find the slip in it or to type over it. */
export function refused(entry: CodeEntry, code: string, problem: Problem, now: number): CodeEntry {
  const lock = lockIn(problem, now);
  const error: FieldError = { code: problem.code, attemptsRemaining: attemptsIn(problem), ...clockIn(problem) };
  return {
    ...entry,
    // A lock speaks for itself.
    error: isLocking(problem) || lock !== null ? null : error,
    refusal: compared.includes(problem.code) ? { code, error } : null,
    wrong: entry.wrong + (problem.code === "invalid_code" ? 1 : 0),
    lock: lock ?? entry.lock,
  };
}

const attemptsIn = (problem: Problem): number | null =>
  "attemptsRemaining" in problem ? (problem.attemptsRemaining ?? null) : null;

const clockIn = (problem: Problem): Pick<FieldError, "clockMinutes"> =>
  problem.code === "invalid_code" && problem.clockMinutes !== undefined ? { clockMinutes: problem.clockMinutes } : {};

const isLocking = ({ code }: Problem): boolean => code === "too_many_attempts" || code === "method_disabled";

/** A wrong code that used up the tries brings its wait with it; the one that switches the method off brings none. */
export function lockIn(problem: Problem, now: number): Lock | null {
  if (problem.code === "method_disabled") return "disabled";
  if (problem.code !== "invalid_code" && problem.code !== "too_many_attempts") return null;
  if (problem.retryAfter !== undefined) return { until: now + problem.retryAfter * 1000 };
  return attemptsIn(problem) === 0 ? "disabled" : null;
}

/**
 * When the code may be sent again, by this device's clock. That clock may be wrong, so the service's instant counts only
 * within the wait that it belongs to; too early a try is answered with the right wait.
 */
export function nextSendAt({ resendAt, resendAfter }: Challenge, now: number): number {
  const wait = Date.parse(resendAt) - now;
  return now + Math.min(Math.max(wait, 0), resendAfter * 1000);
}
