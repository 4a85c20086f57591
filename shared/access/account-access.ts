import type { Account } from "../account/account.ts";
import { type Outcome, type Refusal, refuse, refused } from "../account/decision.ts";
import type { Actor } from "../account/events.ts";
import type { AccountWithChallenges, UserKey } from "../ports/stores.ts";
import { type ChangeServices, changeAccount, type Decide, readState } from "./change-account.ts";

/**
 * One account as a step may use it. The route's access level is checked against the very version that is read or written,
 * so no step can forget it and no race can slip past it.
 */
export interface AccountAccess {
  readonly user: UserKey;
  /** `needsChallenges`: with the challenge items of the user's factors; else there are none in the state. */
  read(needsChallenges?: boolean): Promise<Outcome<AccountWithChallenges>>;
  change<T>(decide: Decide<T>, needsChallenges?: boolean): Promise<Outcome<T>>;
}

/** Opens one account to a step, behind the permit of its route's access level. */
export const accountAccess = (
  services: ChangeServices,
  {
    user,
    actor,
    permit,
  }: { readonly user: UserKey; readonly actor: Actor; readonly permit: (account: Account) => Refusal | null },
): AccountAccess => ({
  user,
  read: async (withChallenges = false) => {
    const { account, challenges } = await readState(services.accounts, user, withChallenges);
    const refusal = permit(account);
    return refusal ? refused(refusal) : { ok: true, account, challenges };
  },
  change: async (decide, withChallenges = false) =>
    changeAccount(services, { user, actor, withChallenges }, (state) => {
      const refusal = permit(state.account);
      return refusal ? refuse(refusal) : decide(state);
    }),
});
