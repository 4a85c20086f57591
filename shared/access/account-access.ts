import type { Account } from "../account/account.ts";
import type { Outcome } from "../account/decision.ts";
import type { AccountWithChallenges, UserKey } from "../ports/stores.ts";
import type { Decide } from "./change-account.ts";

/**
 * One account as a step may use it. The route's access level is checked against the very version that is read or written,
 * so no step can forget it and no race can slip past it.
 */
export interface AccountAccess {
  readonly user: UserKey;
  read(): Promise<Account>;
  readWithChallenges(): Promise<AccountWithChallenges>;
  change<T>(decide: Decide<T>): Promise<Outcome<T>>;
  changeWithChallenges<T>(decide: Decide<T>): Promise<Outcome<T>>;
}
