import { setTimeout as wait } from "node:timers/promises";
import type { Problem, Result } from "../src/index.ts";

const tries = 6;
const firstPauseMillis = 250;
const longestPauseMillis = 30_000;

/** Repeats a call that may be made twice, for as long as the service only asks for patience. Rejects if it is aborted while it waits. */
export async function patiently<T>(call: () => Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>> {
  for (let nth = 1; ; nth += 1) {
    const result = await call();
    if (result.problem === undefined || nth === tries || !passes(result.problem)) return result;
    const asked = "retryAfter" in result.problem ? (result.problem.retryAfter ?? 0) * 1000 : 0;
    await wait(Math.min(longestPauseMillis, Math.max(asked, firstPauseMillis * 2 ** (nth - 1))), undefined, { signal });
  }
}

const passes = (problem: Problem): boolean =>
  problem.code === "offline" || problem.code === "busy" || problem.status === 429 || problem.status === 503;
