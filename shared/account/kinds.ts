import type { Account } from "./account.ts";
import { type FactorOf, type FactorType, type KnownFactor, type Sealed, type Factor, isKnown } from "./factor.ts";
import { type Instant, totpStepAt } from "./instant.ts";
import type { Policy } from "./policy.ts";
import type { Rules } from "./rules.ts";
import type { Decision } from "./decision.ts";

/**
 * The facts that the law needs of a factor type. Data and pure functions of the factor only: a flow with I/O belongs into
 * `factors/<type>/`.
 */
export interface Kind<F extends KnownFactor> {
  /** The setting that bounds how many a user may have. */
  readonly most: keyof Rules & `max${string}`;
  /** Shown until the user names the factor. */
  readonly defaultLabel: string;
  /** Authentication methods of a login by it (RFC 8176). */
  readonly amr: readonly string[];
  /** Whether nothing that a user hands on, to a false page or on the phone, completes a login by it. */
  readonly isPhishingResistant: boolean;
  /** Whether its codes go to a phone number, so that countries bound it. */
  readonly goesToPhone: boolean;
  /** Whether a login asks for it from its confirmation on, whatever it asked for before. */
  readonly isPreferredOnceConfirmed: boolean;
  /**
   * The one sealed value of the factor: the vault purpose, and what it is bound to between the user and the factor's id. Null: the
   * account holds none.
   */
  readonly sealed: { readonly purpose: "totp" | "contact"; readonly about: readonly string[] } | null;
  /** The name under which an access request of the user gets the sealed value; null: a secret, which nobody gets. */
  readonly personalData: string | null;
  sealedValue(factor: F): Sealed | null;
  withSealedValue(factor: F, sealed: Sealed): KnownFactor;
  /** The factor without any code that may have been shown or sent before `fence`: what a restore keeps of it. */
  withoutCodesBefore(factor: F, fence: Instant): KnownFactor;
  /** Told by events beside id and type. */
  eventFacts(factor: F): { readonly country?: string; readonly range?: string };
  /** Told by the event of its confirmation besides. */
  activationFacts(factor: F): { readonly synced?: boolean };
  /** Whether a policy lets users set such factors up. */
  isAllowed(policy: Policy): boolean;
  /** Facts for the policy's rules on registration; null: the type has no such fact. */
  registration(factor: F): { readonly isPreRegistered: boolean; readonly country: string | null };
  /** The factor once it is confirmed: without what only its set-up needed. */
  confirmed(factor: F): KnownFactor;
  /** Fields that the account keeps when a set-up ends, by its confirmation or its removal. */
  leaves(factor: F): Partial<Pick<Account, "setUpSends">>;
}

/** Time steps that a clock may be ahead of ours at most: a code of the lost table may have been used that early. */
const stepsAhead = 1;

/** Exhaustive by type: a type without a row does not compile. */
export const kinds = {
  totp: {
    most: "maxTotpFactors",
    defaultLabel: "Authenticator app",
    amr: ["pwd", "otp", "mfa"],
    isPhishingResistant: false,
    goesToPhone: false,
    isPreferredOnceConfirmed: false,
    sealed: { purpose: "totp", about: [] },
    personalData: null,
    sealedValue: ({ secret }) => secret,
    withSealedValue: (factor, secret) => ({ ...factor, secret }),
    withoutCodesBefore: (factor, fence) => ({
      ...factor,
      lastStep: Math.max(factor.lastStep, totpStepAt(fence) + stepsAhead),
    }),
    eventFacts: () => ({}),
    activationFacts: () => ({}),
    isAllowed: ({ factorTypes }) => factorTypes.includes("totp"),
    registration: () => ({ isPreRegistered: false, country: null }),
    confirmed: (factor) => factor,
    leaves: () => ({}),
  },
  sms: {
    most: "maxSmsFactors",
    defaultLabel: "Phone",
    amr: ["pwd", "sms", "mfa"],
    isPhishingResistant: false,
    goesToPhone: true,
    isPreferredOnceConfirmed: false,
    sealed: { purpose: "contact", about: ["phone"] },
    personalData: "phoneNumber",
    sealedValue: ({ phone }) => phone,
    withSealedValue: (factor, phone) => ({ ...factor, phone }),
    withoutCodesBefore: (factor) => ({ ...factor, challenge: null }),
    eventFacts: ({ country, range, preRegistered }) => ({
      ...(country !== undefined && { country }),
      ...(range !== undefined && !preRegistered && { range }),
    }),
    activationFacts: () => ({}),
    isAllowed: ({ factorTypes }) => factorTypes.includes("sms"),
    registration: ({ preRegistered, country = null }) => ({ isPreRegistered: preRegistered, country }),
    confirmed: ({ range: _range, ...factor }) => factor,
    leaves: ({ sends }) => ({ setUpSends: sends }),
  },
  passkey: {
    most: "maxPasskeys",
    defaultLabel: "Passkey",
    // Attestation `none` proves neither hardware nor a fingerprint: only the possession of a key (EAP ACR Values 1.0 registers `pop`).
    amr: ["pwd", "pop", "mfa"],
    isPhishingResistant: true,
    goesToPhone: false,
    isPreferredOnceConfirmed: true,
    sealed: null,
    personalData: null,
    sealedValue: () => null,
    withSealedValue: (factor) => factor,
    withoutCodesBefore: (factor) => factor,
    eventFacts: () => ({}),
    activationFacts: ({ backupEligible }) => ({ synced: backupEligible }),
    isAllowed: ({ passkeys }) => passkeys.allowed !== "off",
    registration: () => ({ isPreRegistered: false, country: null }),
    confirmed: (factor) => factor,
    leaves: () => ({}),
  },
} as const satisfies { readonly [T in FactorType]: Kind<FactorOf<T>> };

/** The facts of a factor's own type. The one cast of the table: TypeScript does not see that key and value belong together. */
export const kindOf = <F extends KnownFactor>(factor: F): Kind<F> => kinds[factor.type] as Kind<F>;

/** Values of an account, sealed again with a newer key; absent or null: already sealed with the newest key. */
export interface Resealed {
  /** The sealed value of each factor, by factor id. */
  readonly factors: ReadonlyMap<string, Sealed>;
  readonly preRegisteredPhone?: Sealed | null;
  readonly contact?: Sealed | null;
  /** In the order of the account's. */
  readonly formerContacts?: readonly (Sealed | null)[];
}

/** A decision that writes the account anyway takes re-sealed values along. A value that the decision itself changed stays as decided. */
export function withResealed<T>(before: Account, decision: Decision<T>, resealed: Resealed): Decision<T> {
  if (!decision.write) return decision;
  const { account } = decision.write;
  return { ...decision, write: { ...decision.write, account: resealedAccount(before, account, resealed) } };
}

const resealedAccount = (before: Account, account: Account, resealed: Resealed): Account => ({
  ...account,
  factors: account.factors.map((factor) => resealedFactor(before, factor, resealed.factors.get(factor.id))),
  preRegisteredPhone: renewed(before.preRegisteredPhone, account.preRegisteredPhone, resealed.preRegisteredPhone),
  contact: renewed(before.contact, account.contact, resealed.contact),
  ...(account.formerContacts && {
    formerContacts: account.formerContacts.map(({ contact, until }) => {
      const index = before.formerContacts?.findIndex((earlier) => earlier.contact === contact) ?? -1;
      return { contact: renewed(contact, contact, resealed.formerContacts?.[index]), until };
    }),
  }),
});

function resealedFactor({ factors }: Account, factor: Factor, anew: Sealed | undefined): Factor {
  const earlier = factors.find(({ id }) => id === factor.id);
  if (!isKnown(factor) || earlier?.type !== factor.type) return factor;
  const kind = kindOf(factor);
  const value = renewed(kind.sealedValue(earlier), kind.sealedValue(factor), anew);
  return value === null ? factor : kind.withSealedValue(factor, value);
}

/** Only the very value that was sealed again is replaced. */
const renewed = <S extends Sealed | null>(before: S, now: S, anew: Sealed | null | undefined): S | Sealed =>
  anew && now !== null && now === before ? anew : now;
