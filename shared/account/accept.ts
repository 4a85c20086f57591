import { type Account, isEnabled, backupCodesId, remainingBackupCodes } from "./account.ts";
import { type At, type Decision, refuse } from "./decision.ts";
import type { KnownFactor } from "./factor.ts";
import { budgetOf, type LoginMethod, type Method } from "./guess-budget.ts";
import { clearAtLogin, closed } from "./guesses.ts";
import { kindOf } from "./kinds.ts";
import { withoutRecovery } from "./recovery-standing.ts";

export interface Verified {
  readonly method: LoginMethod;
  /** The factor, or the set of backup codes. */
  readonly factorId: string;
  readonly backupCodesRemaining: number;
  /** Wrong codes of any method since the login before. */
  readonly failedBefore: number;
  readonly epoch: number;
  /** Of a passkey: whether the authenticator also checked who holds it. */
  readonly userVerified?: boolean;
  /** Of a code by phone: it was read out. */
  readonly channel?: "voice";
}

/** Why no code of this method may be judged at a login now. */
export function loginRefused(account: Account, method: Method, at: At): Decision<never> | null {
  if (!isEnabled(account)) return refuse({ code: "not_enrolled" });
  const refusal = closed(account, method, at);
  return refusal && refuse(refusal);
}

/** Puts down that the account has power over others, in a write that redeems a code. */
export const withHeldRole = <T>(decision: Decision<T>, isHeld: boolean): Decision<T> =>
  decision.write && decision.outcome.ok && isHeld
    ? { ...decision, write: { ...decision.write, account: { ...decision.write.account, heldRole: true } } }
    : decision;

/**
 * A user with a factor or a backup code needs no recovery: the request was another's, or is of no use any more. The help desk's code
 * bridges the days of its delay.
 */
const endsRecovery: Readonly<Record<LoginMethod, boolean>> = {
  totp: true,
  sms: true,
  passkey: true,
  backup_code: true,
  bypass_code: false,
};

/** A right code or passkey completes the login. `factor`: the one that it came from; null for a backup code. */
export function accept(
  account: Account,
  method: LoginMethod,
  factor: KnownFactor | null,
  facts: Pick<Verified, "userVerified" | "channel"> = {},
): Decision<Verified> {
  const { account: able, also } = endsRecovery[method] ? withoutRecovery(account, "login") : { account, also: [] };
  const { account: cleared, failed: failedBefore } = clearAtLogin(able, budgetOf[method]);
  const backupCodesRemaining = remainingBackupCodes(account.backupCodes);
  return {
    write: {
      account: cleared,
      event: {
        type: "login.succeeded",
        data: {
          method,
          backupCodesRemaining,
          failedBefore,
          ...(factor && kindOf(factor).eventFacts(factor)),
          ...facts,
        },
      },
      ...(also.length > 0 && { also }),
    },
    outcome: {
      ok: true,
      method,
      factorId: factor?.id ?? backupCodesId(account.backupCodes) ?? "",
      backupCodesRemaining,
      failedBefore,
      epoch: account.epoch,
      ...facts,
    },
  };
}
