import { setTimeout as wait } from "node:timers/promises";
import { type Decision, type Outcome, refused } from "../account/decision.ts";
import type { Actor } from "../account/events.ts";
import { newId } from "../runtime/id.ts";
import type { Clock, Random } from "../ports/clock.ts";
import type { AccountStore, AccountWithChallenges, UserKey } from "../ports/stores.ts";

const maxTries = 12;
const longestPauseMillis = 25;

export type Decide<T> = (state: AccountWithChallenges) => Decision<T> | Promise<Decision<T>>;

export interface ChangeServices {
  readonly accounts: AccountStore;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * The one way in which an account changes: read, decide, write on the condition that nobody wrote meanwhile, else start again.
 * Refuses with `busy` after too many lost races.
 */
export async function changeAccount<T>(
  { accounts, clock, random }: ChangeServices,
  { user, actor, withChallenges }: { readonly user: UserKey; readonly actor: Actor; readonly withChallenges: boolean },
  decide: Decide<T>,
): Promise<Outcome<T>> {
  let tried: { readonly eventId: string; readonly outcome: Outcome<T> } | null = null;
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    const state = await readState(accounts, user, withChallenges);
    // The earlier write had landed, only its answer was lost: its decision stands.
    if (tried !== null && state.lastEventId === tried.eventId) return tried.outcome;
    const { write, outcome } = await decide(state);
    if (!write) return outcome;
    const event = write.event && { ...write.event, id: newId("evt", random), at: clock.now(), actor };
    if ((await accounts.write(user, write.account, event)) === "written") return outcome;
    tried = event ? { eventId: event.id, outcome } : null;
    await wait(random.below(longestPauseMillis));
  }
  return refused({ code: "busy" });
}

export const readState = async (accounts: AccountStore, user: UserKey, withChallenges: boolean) =>
  withChallenges ? accounts.readWithChallenges(user) : { challenges: [], ...(await accounts.read(user)) };
