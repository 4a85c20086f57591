import {
  type Account,
  countryOf,
  type Factor,
  findFactor,
  isActive,
  isEnabled,
  replaceFactor,
  type Sealed,
  type SmsFactor,
  type TotpFactor,
} from "./account.ts";
import type { BackupCodeSet } from "./backup-codes.ts";
import type { Challenge } from "./challenges.ts";
import { isCountryAllowed } from "./countries.ts";
import { type At, type Decision, type Refusal, refuse } from "./decision.ts";
import { enrollmentRefused } from "./enroll.ts";
import { clearFailures, closed } from "./guesses.ts";
import type { Policy } from "./policy.ts";
import { countWrongGuess, redeemChallenge, spendChallenge } from "../factors/sms/redeem-challenge.ts";
import { withNewCodes } from "../factors/backup-codes/regenerate.ts";
import type { Rules } from "./rules.ts";
import { matchingSteps } from "../factors/totp/codes.ts";
import { wrongCode } from "./wrong-code.ts";
import { type Instant, seconds } from "./instant.ts";

export interface Confirmed {
  readonly account: Account;
  readonly factor: Factor;
  /** The user's first factor: 2FA is on from now, and backup codes are due. */
  readonly first: boolean;
  readonly epoch: number;
}

export const pendingUntil = (factor: Factor, rules: Rules): Instant => factor.createdAt + seconds(rules.pendingSeconds);

/** The pending factor that may be confirmed now, or why there is none. */
export function pendingFactor(account: Account, factorId: string, at: At): Factor | Refusal {
  const factor = findFactor(account, factorId);
  if (!factor || isActive(factor)) return { code: "factor_not_found" };
  return pendingUntil(factor, at.rules) <= at.now ? { code: "enrollment_expired" } : factor;
}

/** The same for a confirmation, which may come twice: the code has then been used. */
export const factorToConfirm = (account: Account, factorId: string, at: At): Factor | Refusal => {
  const factor = findFactor(account, factorId);
  return factor && isActive(factor) ? { code: "code_already_used" } : pendingFactor(account, factorId, at);
};

/** The policy is asked again: it may have become stricter since the factor was set up. */
export function pendingRefused(
  account: Account,
  factor: Factor,
  policy: Policy,
  rules: Pick<At, "rules">,
): Refusal | null {
  const { type } = factor;
  const isSms = type === "sms";
  const refusal = enrollmentRefused(account, { type, isPreRegistered: isSms && factor.preRegistered }, policy, rules);
  if (refusal || !isSms || factor.country === undefined) return refusal;
  return isCountryAllowed(factor.country, policy.smsCountries) ? null : { code: "country_not_allowed" };
}

export function confirmTotp(
  account: Account,
  {
    factor,
    code,
    secret,
    policy,
  }: { readonly factor: TotpFactor; readonly code: string; readonly secret: Uint8Array; readonly policy: Policy },
  at: At,
): Decision<Confirmed> {
  const refusal = confirmationRefused(account, factor, policy, at);
  if (refusal) return refuse(refusal);
  const step = matchingSteps(secret, code, at.now, at.rules.totpWindow).at(-1);
  return step === undefined
    ? wrongCode(account, "enrollment", at)
    : activate(account, { ...factor, lastStep: step }, at);
}

export function confirmSms(
  account: Account,
  {
    factor,
    challenge,
    mac,
    policy,
  }: {
    readonly factor: SmsFactor;
    readonly challenge: Challenge | undefined;
    readonly mac: Uint8Array;
    readonly policy: Policy;
  },
  at: At,
): Decision<Confirmed> {
  const refusal = confirmationRefused(account, factor, policy, at);
  if (refusal) return refuse(refusal);
  switch (redeemChallenge(factor, challenge, mac, at)) {
    case "right":
      return activate(account, spendChallenge(factor), at);
    case "wrong":
      return wrongCode(replaceFactor(account, countWrongGuess(factor)), "enrollment", at);
    case "used":
      return refuse({ code: "code_already_used" });
    case "expired":
      return refuse({ code: "challenge_expired" });
  }
}

/** Puts the backup codes of a first factor into the very write that activates it. */
export const withBackupCodes = (decision: Decision<Confirmed>, backupCodes: BackupCodeSet): Decision<Confirmed> =>
  decision.write && decision.outcome.ok && decision.outcome.first
    ? { ...decision, write: { ...decision.write, account: withNewCodes(decision.write.account, backupCodes) } }
    : decision;

/** The same for the contact that the confirming token names, if it names one: this write still tells the earlier one too. */
export const withContact = (decision: Decision<Confirmed>, contact: Sealed | null): Decision<Confirmed> =>
  decision.write && decision.outcome.ok && decision.outcome.first && contact
    ? { ...decision, write: { ...decision.write, account: { ...decision.write.account, contact } } }
    : decision;

const confirmationRefused = (account: Account, factor: Factor, policy: Policy, at: At): Refusal | null =>
  closed(account, "enrollment", at) ?? pendingRefused(account, factor, policy, at);

function activate(account: Account, pending: Factor, { now }: At): Decision<Confirmed> {
  const first = !isEnabled(account);
  const factor: Factor = { ...pending, activeSince: now, preferred: first };
  // Enrolling again is what brings a disabled method back (NIST SP 800-63B-4 section 3.2.2).
  const cleared = clearFailures(clearFailures(account, "enrollment"), factor.type);
  const confirmed = { ...replaceFactor(cleared, factor), ...(factor.type === "sms" && { setUpSends: factor.sends }) };
  return {
    write: {
      account: confirmed,
      event: {
        type: "factor.activated",
        data: { factorId: factor.id, factorType: factor.type, first, ...(factor.type === "sms" && countryOf(factor)) },
      },
    },
    outcome: { ok: true, account: confirmed, factor, first, epoch: account.epoch },
  };
}
