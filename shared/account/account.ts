import type { BackupCodeSet } from "./backup-codes.ts";
import {
  type Factor,
  type FactorOf,
  type FactorType,
  isActive,
  isKnown,
  isOf,
  type KnownFactor,
  type Newer,
  type Sealed,
  type Sends,
} from "./factor.ts";
import { type Guesses, noGuesses } from "./guess-budget.ts";
import type { Instant } from "./instant.ts";

/** Everything stored of one user: the unit of every decision and of every write. */
export interface Account {
  /** 0: never written. The store raises it with each write. */
  readonly version: number;
  readonly factors: readonly Factor[];
  readonly backupCodes: BackupCodeSet | null;
  readonly guesses: Guesses;
  /** SMS sent to this user since `since`, whatever the factor. */
  readonly smsDay: { readonly since: Instant; readonly count: number };
  /** The waits of a phone's set-up that was removed: they go on in the next one. */
  readonly setUpSends: Sends;
  readonly preRegisteredPhone: Sealed | null;
  readonly contact: Sealed | null;
  /** Raised when all factors go (reset, 2FA off): a token names the epoch that it was issued in and proves nothing in a later one. */
  readonly epoch: number;
  /** The id of the token that made the newest removal of a factor: it counts on, even if that very factor earned it. */
  readonly sparedAssertion: string | null;
  readonly newer?: Newer;
}

export const emptyAccount: Account = {
  version: 0,
  factors: [],
  backupCodes: null,
  guesses: noGuesses,
  smsDay: { since: 0, count: 0 },
  setUpSends: { streak: 0, nextAt: 0 },
  preRegisteredPhone: null,
  contact: null,
  epoch: 0,
  sparedAssertion: null,
};

export const activeFactors = (account: Account): readonly Factor[] => account.factors.filter(isActive);

/** True once anything was kept of this user. */
export const isStored = ({ version }: Account): boolean => version > 0;

/** 2FA counts as on if an active factor exists: derived, never a stored flag. */
export const isEnabled = (account: Account): boolean => account.factors.some(isActive);

export const findFactor = (account: Account, id: string): Factor | undefined =>
  account.factors.find((factor) => factor.id === id);

export const factorsOf = <T extends FactorType>(account: Account, type: T): readonly FactorOf<T>[] =>
  account.factors.filter(isOf(type));

export const activeOf = <T extends FactorType>(account: Account, type: T): readonly FactorOf<T>[] =>
  factorsOf(account, type).filter(isActive);

/** The set-up of this type that is under way; there is at most one. */
export const pendingOf = <T extends FactorType>(account: Account, type: T): FactorOf<T> | undefined =>
  factorsOf(account, type).find((factor) => !isActive(factor));

/** The factor that a login asks for: the one marked, or else the oldest active one; one that this release cannot check comes last. */
export function preferredFactor(account: Account): Factor | undefined {
  const active = activeFactors(account);
  const usable: readonly KnownFactor[] = active.filter(isKnown);
  return usable.find((factor) => factor.preferred) ?? usable[0] ?? active[0];
}

export const replaceFactor = (account: Account, changed: Factor): Account => ({
  ...account,
  factors: account.factors.map((factor) => (factor.id === changed.id ? changed : factor)),
});
