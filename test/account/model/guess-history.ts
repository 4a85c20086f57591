import { day, second } from "../examples.ts";
import type { Method } from "../../../shared/account/guess-budget.ts";

/** Answer that the oracle expects: "ok" or the code of the refusal, and the time from which a retry is allowed. */
export interface Answer {
  readonly code: string;
  readonly retryAt?: number;
}
export const ok: Answer = { code: "ok" };
export const say = (code: string): Answer => ({ code });

const waits = [30, 60, 120, 240, 480, 960, 1920];
interface Compared {
  readonly at: number;
  readonly codes: number;
}
const noCompared = (): Record<Method, Compared[]> => ({ totp: [], sms: [], backup_code: [], enrollment: [] });
const noRows = (): Record<Method, number[]> => ({ totp: [], sms: [], backup_code: [], enrollment: [] });

/** When wrong codes were typed, and what follows from it: the guess budgets told as a story. */
export function newGuessHistory() {
  let rows = noRows();
  let wrongs: number[] = [];
  let compared = noCompared();

  /** The fifty of a day: the first wrong code opens it, and it ends 24 hours later. */
  function dayEnd(now: number): number {
    let opened = Number.NEGATIVE_INFINITY;
    let count = 0;
    for (const instant of wrongs)
      if (instant >= opened + day) [opened, count] = [instant, 1];
      else count += 1;
    return now < opened + day && count >= 50 ? opened + day : 0;
  }

  /** The 180 codes of thirty days: the first wrong code opens them. */
  function slowEnd(method: Method, now: number): number {
    let opened = Number.NEGATIVE_INFINITY;
    let sum = 0;
    for (const { at, codes } of compared[method])
      if (at >= opened + 30 * day) [opened, sum] = [at, codes];
      else sum += codes;
    return now < opened + 30 * day && sum >= 180 ? opened + 30 * day : 0;
  }

  return {
    closed(method: Method, now: number): Answer | null {
      const row = rows[method];
      if (row.length >= 20 && method !== "enrollment") return say("method_disabled");
      const wait = row.length < 5 ? 0 : (waits[row.length - 5] ?? 3600) * second;
      const retryAt = Math.max((row.at(-1) ?? 0) + wait, dayEnd(now), slowEnd(method, now));
      return retryAt > now ? { code: "too_many_attempts", retryAt } : null;
    },
    wrong(method: Method, now: number, codes = 1): Answer {
      rows[method].push(now);
      compared[method].push({ at: now, codes });
      wrongs.push(now);
      return say("invalid_code");
    },
    right(method: Method): Answer {
      rows[method] = [];
      return ok;
    },
    forget(): void {
      rows = noRows();
      wrongs = [];
      compared = noCompared();
    },
    failures: (): readonly number[] => Object.values(rows).map((row) => row.length),
  };
}
