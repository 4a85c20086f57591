import {
  type Account,
  activeFactors,
  isActive,
  isEnabled,
  pendingPhone,
  type Sealed,
  type SmsFactor,
  type TotpFactor,
} from "./account.ts";
import { type At, type Decision, type Refusal, refuse } from "./decision.ts";
import type { Policy } from "./policy.ts";
import { reserveSend, type ReservedSend } from "../factors/sms/reserve-send.ts";
import type { FactorType } from "./factor-type.ts";

interface Enrollment {
  readonly factorId: string;
  readonly label: string;
  readonly policy: Policy;
  /** Where the token says that the user is told of changes; null if it does not. */
  readonly contact: Sealed | null;
}

export interface TotpEnrollment extends Enrollment {
  readonly secret: Sealed;
}

export interface SmsEnrollment extends Enrollment {
  readonly challengeId: string;
  readonly phone: Sealed;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly isCountryAllowed: boolean;
  /** Whether it is the number that the organisation registered for this user. */
  readonly isPreRegistered: boolean;
  /** An earlier factor with the same number: the waits between its sends go on. */
  readonly sameNumber: SmsFactor | undefined;
}

/** A pending factor lives beside the active ones and takes the place of an earlier pending one of its type. */
export function enrollTotp(
  account: Account,
  enrollment: TotpEnrollment,
  at: At,
): Decision<{ readonly factor: TotpFactor; readonly account: Account }> {
  const refusal = enrollmentRefused(account, { type: "totp", isPreRegistered: false }, enrollment.policy, at);
  if (refusal) return refuse(refusal);
  const { factorId: id, label, secret } = enrollment;
  const factor: TotpFactor = {
    type: "totp",
    id,
    label,
    createdAt: at.now,
    activeSince: null,
    preferred: false,
    secret,
    lastStep: 0,
  };
  const enrolled = withPending(account, factor, enrollment.contact);
  return {
    write: {
      account: enrolled,
      event: { type: "factor.enrollment_started", data: { factorId: id, factorType: "totp" } },
    },
    outcome: { ok: true, factor, account: enrolled },
  };
}

/** Sets the pending phone up and reserves its first SMS in the same write. */
export function enrollSms(account: Account, enrollment: SmsEnrollment, at: At): Decision<ReservedSend> {
  const { factorId: id, label, phone, isPreRegistered, sameNumber, policy, contact, challengeId } = enrollment;
  const refusal = enrollmentRefused(account, { type: "sms", isPreRegistered }, policy, at);
  if (refusal) return refuse(refusal);
  if (!enrollment.isCountryAllowed) return refuse({ code: "country_not_allowed" });
  const replaced = pendingPhone(account);
  const factor: SmsFactor = {
    type: "sms",
    id,
    label,
    createdAt: at.now,
    activeSince: null,
    preferred: false,
    phone,
    country: enrollment.country,
    preRegistered: isPreRegistered,
    challenge: null,
    sends: sameNumber?.sends ?? waitsAfter(replaced?.sends ?? account.setUpSends, at),
  };
  const { outcome, ...reserved } = reserveSend(withPending(account, factor, contact), { factor, challengeId }, at);
  return { ...reserved, outcome: outcome.ok ? { ...outcome, replaced } : outcome };
}

/** A mistyped number can be corrected at once, but only once: after that the waits between sends go on, whatever the number. */
const waitsAfter = ({ streak, nextAt }: SmsFactor["sends"], { now }: At): SmsFactor["sends"] => ({
  streak,
  nextAt: streak < 2 ? Math.min(nextAt, now) : nextAt,
});

/**
 * Whether policy and limits forbid a factor. Under pre-registration the first factor is the registered phone and nothing else,
 * since a stolen password must not be enough to attach an attacker's phone or app.
 */
export function enrollmentRefused(
  account: Account,
  { type, isPreRegistered }: { readonly type: FactorType; readonly isPreRegistered: boolean },
  policy: Policy,
  { rules }: Pick<At, "rules">,
): Refusal | null {
  if (!policy.factorTypes.includes(type)) return { code: "factor_type_not_allowed" };
  const isFirst = !isEnabled(account);
  if (isFirst && policy.phoneRegistration === "pre-registered" && !isPreRegistered)
    return { code: "phone_not_pre_registered" };
  const most = type === "totp" ? rules.maxTotpFactors : rules.maxSmsFactors;
  const held = activeFactors(account).filter((factor) => factor.type === type).length;
  return held >= most ? { code: "too_many_factors" } : null;
}

/** A set-up that nobody confirmed must not change who hears of changes: it names a contact only where none is known. */
const withPending = (account: Account, pending: TotpFactor | SmsFactor, contact: Sealed | null): Account => ({
  ...account,
  factors: [...account.factors.filter((factor) => isActive(factor) || factor.type !== pending.type), pending],
  contact: account.contact ?? contact,
});
