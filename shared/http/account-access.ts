import type { AccountAccess } from "../access/account-access.ts";
import { Busy, changeAccount, type Decide } from "../access/change-account.ts";
import type { Account } from "../account/account.ts";
import { type Outcome, type Refusal, refuse } from "../account/decision.ts";
import type { Actor } from "../account/events.ts";
import type { UserKey } from "../ports/stores.ts";
import type { Services } from "../runtime/services.ts";
import { Problem, problemOf } from "./problem.ts";

/** Opens one account to a step, behind the permit that its route's access level asks for. */
export function accountAccess(
  services: Services,
  {
    user,
    actor,
    permit,
  }: { readonly user: UserKey; readonly actor: Actor; readonly permit: (account: Account) => Refusal | null },
): AccountAccess {
  const checked = (account: Account): Account => {
    const refusal = permit(account);
    if (refusal) throw problemOf(refusal, services.clock.now());
    return account;
  };
  const change = async <T>(withChallenges: boolean, decide: Decide<T>): Promise<Outcome<T>> => {
    try {
      return await changeAccount(services, { user, actor, withChallenges }, (state) => {
        const refusal = permit(state.account);
        return refusal ? refuse(refusal) : decide(state);
      });
    } catch (error) {
      throw error instanceof Busy ? new Problem("busy") : error;
    }
  };
  return {
    user,
    read: async () => checked((await services.accounts.read(user)).account),
    readWithChallenges: async () => {
      const { account, challenges } = await services.accounts.readWithChallenges(user);
      return { account: checked(account), challenges };
    },
    change: async (decide) => change(false, decide),
    changeWithChallenges: async (decide) => change(true, decide),
  };
}
