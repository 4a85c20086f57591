import { type Account, emptyAccount } from "./account.ts";
import type { Decision } from "./decision.ts";
import { type Removed, whatGoes, withoutFactors } from "./remove.ts";

/**
 * An admin's reset: factors, backup codes, live challenges and locks are gone, the pre-registered number stays.
 * It never means "off": the policy decides at the next login.
 */
export function reset(account: Account, reason: string): Decision<Removed> {
  const removed = whatGoes(account);
  const { guesses, smsDay, setUpSends } = emptyAccount;
  return {
    write: {
      account: { ...withoutFactors(account), guesses, smsDay, setUpSends },
      event: { type: "account.reset", data: { ...removed, reason } },
    },
    outcome: { ok: true, ...removed },
  };
}
