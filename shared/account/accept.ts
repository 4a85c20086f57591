import {
  type Account,
  activeFactors,
  backupCodesId,
  findFactor,
  isEnabled,
  preferredFactor,
  remainingBackupCodes,
} from "./account.ts";
import { type At, type Decision, type Outcome, refuse, refused } from "./decision.ts";
import { type Factor, isActive, isKnown, type KnownFactor } from "./factor.ts";
import { budgetOf, type LoginMethod, type Method } from "./guess-budget.ts";
import { clearAtLogin, closed } from "./guesses.ts";
import { kindOf } from "./kinds.ts";
import { withoutRecovery } from "./recovery-standing.ts";
import { hourMillis, type Instant } from "./instant.ts";
import type { Demand } from "./enforcement.ts";
import type { Policy } from "./policy.ts";

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

export type LoginNeeds =
  | { readonly decision: "allow"; readonly graceUntil?: Instant }
  | { readonly decision: "enroll" }
  | { readonly decision: "challenge"; readonly factor: Factor };

const resistsPhishing = (factor: Factor): boolean => isKnown(factor) && kindOf(factor).isPhishingResistant;

/** The time in which a user can find out that the new passkeys work, with the codes still there. */
const graceMillis = 72 * hourMillis;
const enoughPasskeys = 2;

/**
 * Whether codes of apps and phones do not complete this user's login: a false page could ask for one in the place of the passkey, which
 * it cannot use. `takesPasskeys`: whether the user's issuer does.
 */
export function refusesCodes(account: Account, { passkeys }: Policy, takesPasskeys: boolean, { now }: At): boolean {
  const since = account.firstPasskeyLogin;
  return (
    passkeys.downgrade === "refuse" &&
    passkeys.allowed !== "off" &&
    takesPasskeys &&
    since !== null &&
    now >= since + graceMillis &&
    activeFactors(account).filter(resistsPhishing).length >= enoughPasskeys
  );
}

/** Whether a login may ask for a factor: not for a passkey that the issuer does not take, nor for a code that the policy refuses. */
export const isOffered =
  (account: Account, policy: Policy, takesPasskeys: boolean, at: At) =>
  (factor: Factor): boolean =>
    resistsPhishing(factor) ? takesPasskeys : isKnown(factor) && !refusesCodes(account, policy, takesPasskeys, at);

/** The decision of a login after the password. A user who has a factor is always asked, whatever the policy says. */
export function loginNeeds(
  account: Account,
  { must, graceUntil }: Demand,
  factorId?: string,
  offers: (factor: Factor) => boolean = isKnown,
): Outcome<LoginNeeds> {
  const preferred = preferredFactor(account, offers);
  if (!preferred && must && graceUntil === null) return { ok: true, decision: "enroll" };
  if (!preferred) return { ok: true, decision: "allow", ...(graceUntil !== null && { graceUntil }) };
  const factor = factorId === undefined ? preferred : findFactor(account, factorId);
  return factor && isActive(factor)
    ? { ok: true, decision: "challenge", factor }
    : refused({ code: "factor_not_found" });
}
