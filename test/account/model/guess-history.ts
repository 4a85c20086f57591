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
const noCompared = (): Record<Method, Compared[]> => ({
  totp: [],
  sms: [],
  backup_code: [],
  enrollment: [],
  bypass_code: [],
});
/** How a method was closed and opened again. */
interface Closing {
  closedAt: number;
  reopenedAt: number;
  isOnTrial: boolean;
}
/** Wrong codes that a reopening allows beyond the 180, in the thirty days that began at `opened`. */
interface Extra {
  readonly opened: number;
  left: number;
}
const noRows = (): Record<Method, number[]> => ({
  totp: [],
  sms: [],
  backup_code: [],
  enrollment: [],
  bypass_code: [],
});

/** When wrong codes were typed, and what follows from it: the guess budgets told as a story. */
export function newGuessHistory(onDisabled: (method: Method) => void) {
  let closings = new Map<Method, Closing>();
  let extras = new Map<Method, Extra>();
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
  function slowWindow(method: Method, now: number): { readonly opened: number; readonly sum: number } {
    let opened = Number.NEGATIVE_INFINITY;
    let sum = 0;
    for (const { at, codes } of compared[method])
      if (at >= opened + 30 * day) [opened, sum] = [at, codes];
      else sum += codes;
    return now < opened + 30 * day ? { opened, sum } : { opened: now, sum: 0 };
  }
  function extraOf(method: Method, now: number): Extra | undefined {
    const extra = extras.get(method);
    return extra?.opened === slowWindow(method, now).opened ? extra : undefined;
  }
  function slowEnd(method: Method, now: number): number {
    const { opened, sum } = slowWindow(method, now);
    return sum >= 180 && (extraOf(method, now)?.left ?? 0) === 0 ? opened + 30 * day : 0;
  }
  const isRowOver = (method: Method): boolean =>
    method !== "enrollment" && rows[method].length >= (closings.get(method)?.isOnTrial === true ? 5 : 20);
  const mayReopen = (method: Method, now: number): boolean => {
    const { reopenedAt = 0 } = closings.get(method) ?? {};
    return reopenedAt === 0 || now >= reopenedAt + 30 * day;
  };
  function allowExtra(method: Method, now: number): void {
    const { opened, sum } = slowWindow(method, now);
    if (sum > 0) extras.set(method, { opened, left: 5 });
  }

  return {
    closed(method: Method, now: number): Answer | null {
      const row = rows[method];
      if (isRowOver(method)) return say("method_disabled");
      const wait = row.length < 5 ? 0 : (waits[row.length - 5] ?? 3600) * second;
      const retryAt = Math.max((row.at(-1) ?? 0) + wait, dayEnd(now), slowEnd(method, now));
      return retryAt > now ? { code: "too_many_attempts", retryAt } : null;
    },
    wrong(method: Method, now: number, codes = 1): Answer {
      const extra = extraOf(method, now);
      if (extra && slowWindow(method, now).sum >= 180) extra.left -= 1;
      rows[method].push(now);
      compared[method].push({ at: now, codes });
      if (isRowOver(method) || slowEnd(method, now) > 0) {
        const before = closings.get(method) ?? { reopenedAt: 0, isOnTrial: false };
        closings.set(method, { ...before, closedAt: now });
      }
      if (isRowOver(method)) onDisabled(method);
      wrongs.push(now);
      return say("invalid_code");
    },
    right(method: Method): Answer {
      rows[method] = [];
      const closing = closings.get(method);
      if (closing) closing.isOnTrial = false;
      return ok;
    },
    /** A new factor: where the thirty days' codes are spent it opens the method as a reopening does. */
    bound(method: Method, now: number): Answer {
      this.right(method);
      if (slowEnd(method, now) === 0 || !mayReopen(method, now)) return ok;
      allowExtra(method, now);
      closings.set(method, { closedAt: closings.get(method)?.closedAt ?? 0, reopenedAt: now, isOnTrial: false });
      return ok;
    },
    isClosed: (method: Method, now: number): boolean => isRowOver(method) || slowEnd(method, now) > now,
    mayReopen,
    closedAt: (method: Method): number => closings.get(method)?.closedAt ?? 0,
    reopened(method: Method, isLimited: boolean, now: number): void {
      rows[method] = [];
      allowExtra(method, now);
      const { closedAt = 0, reopenedAt = 0 } = closings.get(method) ?? {};
      closings.set(method, { closedAt, reopenedAt: isLimited ? now : reopenedAt, isOnTrial: true });
    },
    forget(): void {
      rows = noRows();
      wrongs = [];
      compared = noCompared();
      closings = new Map();
      extras = new Map();
    },
    failures: (): readonly number[] => Object.values(rows).map((row) => row.length),
  };
}
