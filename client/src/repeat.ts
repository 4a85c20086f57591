import type { CallName, Result } from "./call-types.ts";
import { calls } from "./contract.ts";

const repeats = 2;
/** Seconds; who is to wait longer is told so at once. */
const longestPause = 5;
const usualPause = 1;

/**
 * Safe to make twice although the first may have been carried out. To repeat any other could use a code up, count a guess twice,
 * send an SMS too many, or answer "not found" to a removal that worked.
 * `login` sends nothing while a code is live; the rest of these set what they name.
 */
const idempotent: readonly CallName[] = ["login", "updateFactor", "adminPreRegisterPhone", "adminRemovePhone"];

const isSafe = (name: CallName): boolean => calls[name].method === "GET" || idempotent.includes(name);

/** Repeats a call that was refused only for the moment. `busy` says that nothing was written, a 503 does not. */
export async function repeating<T>(
  name: CallName,
  call: () => Promise<Result<T>>,
  signal?: AbortSignal,
): Promise<Result<T>> {
  let result = await call();
  for (let nth = 0; nth < repeats; nth += 1) {
    const seconds = pauseBefore(name, result);
    if (seconds === null) break;
    // Clients that were refused together must not come back together.
    await pause(seconds * 1000 * (1 + Math.random() / 4), signal);
    result = await call();
  }
  return result;
}

/** Seconds; null: the result stands. */
function pauseBefore(name: CallName, { problem }: Result<unknown>): number | null {
  if (problem === undefined || problem.code === "offline") return null;
  const passes = problem.code === "busy" || (problem.status === 503 && isSafe(name));
  const seconds = problem.retryAfter ?? usualPause;
  return passes && seconds <= longestPause ? seconds : null;
}

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
