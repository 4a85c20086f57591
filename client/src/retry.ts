import type { CallName, Result } from "./call-types.ts";
import { calls } from "./contract.ts";
import type { Problem } from "./problem.ts";

export interface Retry {
  /** Calls in all, the first one included. */
  readonly tries: number;
  /** Seconds before the second call, unless the answer says `Retry-After`; each later pause is twice as long. */
  readonly firstPause: number;
  /** Seconds. An answer that asks for a longer pause stands. */
  readonly longestPause: number;
  readonly passes: (problem: Problem) => boolean;
  /** Aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Repeats a call for as long as the service only asks for patience. */
export async function withRetry<T>(call: () => Promise<Result<T>>, retry: Retry): Promise<Result<T>> {
  const { tries, firstPause, longestPause, passes, signal } = retry;
  for (let nth = 1; ; nth += 1) {
    const result = await call();
    if (result.problem === undefined || nth === tries || !passes(result.problem)) return result;
    const requested = "retryAfter" in result.problem ? (result.problem.retryAfter ?? 0) : 0;
    if (requested > longestPause) return result;
    const seconds = Math.min(longestPause, Math.max(requested, firstPause * 2 ** (nth - 1)));
    // Clients that were refused together must not come back together.
    await pause(seconds * 1000 * (1 + Math.random() / 4), signal);
  }
}

/**
 * Calls that may be made twice. To repeat any other could use a code up, count a guess twice, send an SMS too many, or answer "not found"
 * to a removal that worked. `login` sends nothing while a code is live; the others set what they name.
 */
const idempotent: readonly CallName[] = [
  "login",
  "updateFactor",
  "readLink",
  "endDevice",
  "endDevices",
  "adminEndUserDevices",
  "adminEndDevices",
  "adminPreRegisterPhone",
  "adminPreRegisterPhones",
  "adminRemovePhone",
];

const isSafe = (name: CallName): boolean => calls[name].method === "GET" || idempotent.includes(name);

/** Rules of every call: somebody may be waiting. `busy` says that nothing was written, a 503 does not. */
export const callRetry = (name: CallName, signal?: AbortSignal): Retry => ({
  tries: 3,
  firstPause: 1,
  longestPause: 5,
  passes: (problem) =>
    problem.code === "busy" || (problem.code !== "offline" && problem.status === 503 && isSafe(name)),
  signal,
});

/** Rules of a job that nobody waits for and whose calls may be made twice. */
export const jobRetry = (signal?: AbortSignal): Retry => ({
  tries: 6,
  firstPause: 0.25,
  longestPause: 30,
  passes: (problem) =>
    problem.code === "offline" || problem.code === "busy" || problem.status === 429 || problem.status === 503,
  signal,
});

const pause = async (millis: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, millis);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
