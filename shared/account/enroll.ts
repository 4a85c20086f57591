import {
  type Account,
  activeOf,
  isEnabled,
  findFactor,
  replaceFactor,
  type BackupCodeSet,
  type NamedContact,
  withContact,
  withoutBypassCode,
  withoutHelpDesk,
} from "./account.ts";
import { isCountryAllowed, type Policy } from "./policy.ts";
import { type At, type Refusal, type Decision, type Outcome, refused } from "./decision.ts";
import { type FactorType, isActive, type KnownFactor, type Factor, isKnown } from "./factor.ts";
import { kinds, kindOf } from "./kinds.ts";
import { budgetOf } from "./guess-budget.ts";
import { clearByBinding, clearFailures, closed } from "./guesses.ts";
import { type Instant, seconds } from "./instant.ts";
import { beforeRecovered } from "./recovery.ts";
import { recoveryAt, withoutRecovery } from "./recovery-standing.ts";
import { withoutDevices } from "./devices.ts";
import { withoutUndo } from "./undo.ts";
import type { EventDraft } from "./events.ts";
import type { Rules } from "./rules.ts";

/** A factor as the policy's rules on registration see it. */
export interface Registration {
  readonly type: FactorType;
  /** Whether it is the phone that the organisation registered for this user. */
  readonly isPreRegistered: boolean;
  /** ISO 3166-1 alpha-2 of a phone number; null where there is none to judge. */
  readonly country: string | null;
}

/**
 * Whether policy and limits forbid a factor. Under pre-registration the first factor is the registered phone and nothing else,
 * since a stolen password must not be enough to attach an attacker's phone or app.
 */
export function registrationRefused(
  account: Account,
  { type, isPreRegistered, country }: Registration,
  policy: Policy,
  { rules }: Pick<At, "rules">,
): Refusal | null {
  if (!kinds[type].isAllowed(policy)) return { code: "factor_type_not_allowed" };
  const isFirst = !isEnabled(account);
  if (isFirst && policy.phoneRegistration === "pre-registered" && !isPreRegistered)
    return { code: "phone_not_pre_registered" };
  if (activeOf(account, type).length >= rules[kinds[type].most]) return { code: "too_many_factors" };
  return country === null || isCountryAllowed(country, policy.smsCountries) ? null : { code: "country_not_allowed" };
}

/**
 * A pending factor lives beside the active ones and takes the place of an earlier pending one of its type.
 * It names a contact only where none is known: a set-up that nobody confirmed must not change who hears of changes.
 */
export const withPending = (account: Account, pending: KnownFactor, contact: NamedContact | null): Account => ({
  ...(account.contact === null ? withContact(account, contact, pending.createdAt) : account),
  factors: [...account.factors.filter((factor) => isActive(factor) || factor.type !== pending.type), pending],
});

export interface Confirmed {
  readonly account: Account;
  readonly factor: KnownFactor;
  /** The user's first factor: 2FA is on from now, and backup codes are due. */
  readonly first: boolean;
  readonly epoch: number;
  /** Factors that a recovery's took the place of: what is kept of them beside the account goes too. */
  readonly replaced: readonly Factor[];
  /** Of a passkey: whether the authenticator also checked who holds it. */
  readonly userVerified?: boolean;
  /** Of a passkey: the name of who keeps it; null: nobody knows. */
  readonly provider?: string | null;
}

export const pendingUntil = (factor: Factor, rules: Rules): Instant => factor.createdAt + seconds(rules.pendingSeconds);

/** The pending factor that may be confirmed now. */
export function pendingFactor(account: Account, factorId: string, at: At): Outcome<{ readonly factor: KnownFactor }> {
  const factor = findFactor(account, factorId);
  if (!factor || !isKnown(factor) || isActive(factor)) return refused({ code: "factor_not_found" });
  return pendingUntil(factor, at.rules) <= at.now ? refused({ code: "enrollment_expired" }) : { ok: true, factor };
}

/** The same for a confirmation, which may come twice: no code of it is looked at then, so nobody can guess at one. */
export const factorToConfirm = (account: Account, factorId: string, at: At): ReturnType<typeof pendingFactor> => {
  const factor = findFactor(account, factorId);
  return factor && isKnown(factor) && isActive(factor)
    ? refused({ code: "code_already_used", isConfirmed: true })
    : pendingFactor(account, factorId, at);
};

/** The policy is asked again: it may have become stricter since the factor was set up. */
export const pendingRefused = (account: Account, factor: KnownFactor, policy: Policy, at: At): Refusal | null => {
  if (factor.recovers && recoveryAt(account, policy, at.now)?.state !== "ready") return { code: "enrollment_expired" };
  const registration = { type: factor.type, ...kindOf(factor).registration(factor) };
  return registrationRefused(factor.recovers ? beforeRecovered(account) : account, registration, policy, at);
};

/** Why no code of this pending factor may be judged now. */
export const confirmationRefused = (account: Account, factor: KnownFactor, policy: Policy, at: At): Refusal | null =>
  closed(account, "enrollment", at) ?? pendingRefused(account, factor, policy, at);

/** A confirmation ends a recovery; the one of its own factor takes all that there was, in the same write. */
function readyForConfirmed(
  account: Account,
  { id, type, recovers }: KnownFactor,
): { readonly account: Account; readonly also: readonly EventDraft[] } {
  if (!recovers) return withoutRecovery(account, "factor");
  const { recovery: _, ...rest } = withoutUndo(withoutHelpDesk(account));
  const { devices, also = [] } = withoutDevices(account, "factor");
  return {
    account: {
      ...rest,
      factors: account.factors.filter((factor) => factor.id === id),
      backupCodes: null,
      devices,
      epoch: account.epoch + 1,
      exemptTokenId: null,
      firstPasskeyLogin: null,
    },
    also: [{ type: "recovery.completed", data: { factorId: id, factorType: type } }, ...also],
  };
}

const stagedIn = ({ staged }: Account): readonly Factor[] => (staged ? [staged.factor] : []);

/** A right code, or the passkey that was made, activates a pending factor. */
export function activate(
  found: Account,
  pending: KnownFactor,
  at: At,
  facts: Pick<Confirmed, "userVerified" | "provider"> = {},
): Decision<Confirmed> {
  const { account, also } = readyForConfirmed(found, pending);
  const replaced = pending.recovers
    ? [...found.factors, ...stagedIn(found)].filter((one) => one.id !== pending.id)
    : [];
  const first = !isEnabled(account);
  const kind = kindOf(pending);
  const takesOver = kind.isPreferredOnceConfirmed;
  const { recovers: _, ...own } = kind.confirmed(pending);
  const factor: KnownFactor = { ...own, activeSince: at.now, preferred: first || takesOver };
  // The new factor works, whatever disabled the earlier ones: those stay as they are.
  const budget = budgetOf[factor.type];
  const confirmedOnce = clearFailures(account, "enrollment");
  const cleared = budget === null ? confirmedOnce : clearByBinding(confirmedOnce, budget, at);
  const others = cleared.factors.map((other) => (takesOver ? { ...other, preferred: false } : other));
  // A user with a factor at hand again needs no bypass.
  const bridged = withoutBypassCode({ ...cleared, factors: others });
  const confirmed = { ...replaceFactor(bridged, factor), ...kind.leaves(factor) };
  return {
    write: {
      account: confirmed,
      event: {
        type: "factor.activated",
        data: {
          factorId: factor.id,
          factorType: factor.type,
          first,
          ...kind.eventFacts(pending),
          ...kind.activationFacts(pending),
        },
      },
      ...(also.length > 0 && { also }),
    },
    outcome: { ok: true, account: confirmed, factor, first, epoch: account.epoch, replaced, ...facts },
  };
}

/** A new set brings the method back, should guesses at the old one have disabled it (NIST SP 800-63B-4 section 3.2.2). */
export const withNewCodes = (account: Account, backupCodes: BackupCodeSet, at: At): Account => ({
  ...clearByBinding(account, "backup_code", at),
  backupCodes,
});

/**
 * Puts into the write that activates a first factor the backup codes, and the contact that the confirming token names, if it names one:
 * this write still tells the earlier contact too.
 */
export function withFirstFactor(
  decision: Decision<Confirmed>,
  { backupCodes, contact }: { readonly backupCodes: BackupCodeSet; readonly contact: NamedContact | null },
  at: At,
): Decision<Confirmed> {
  if (!decision.write || !decision.outcome.ok || !decision.outcome.first) return decision;
  const account = withNewCodes(decision.write.account, backupCodes, at);
  return {
    ...decision,
    write: { ...decision.write, account: withContact(account, contact, at.now) },
  };
}
