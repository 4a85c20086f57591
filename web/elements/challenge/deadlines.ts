import type { ChallengeState } from "./state.ts";

/** The instants, by this device's clock, that the user waits for. */
export function deadlinesOf(state: ChallengeState): readonly number[] {
  if (state.view === "failed") return [state.until ?? 0];
  if (state.view !== "prompt") return [];
  const { lock } = state.entry;
  return [lock === null || lock === "disabled" ? 0 : lock.until, state.trouble?.until ?? 0, state.sent?.resendAt ?? 0];
}

export const isResend = (state: ChallengeState, deadline: number): boolean =>
  state.view === "prompt" && state.sent?.resendAt === deadline;

/** The contract's bounds for the life of an assertion. */
const shortest = 60_000;
const longest = 600_000;
/** What the host's server needs to look at it. */
const margin = 10_000;

/** When an assertion should be handed over at the latest. This device's clock may be wrong, the contract's bounds are not. */
export const handOverBy = (expiresAt: string, receivedAt: number): number =>
  receivedAt + Math.min(Math.max(Date.parse(expiresAt) - receivedAt, shortest), longest) - margin;

export const isStillGood = (
  { expiresAt, receivedAt }: { readonly expiresAt: string; readonly receivedAt: number },
  now: number,
): boolean => now < handOverBy(expiresAt, receivedAt);
