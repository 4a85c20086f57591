import type { BackupCodeSet } from "./backup-codes.ts";
import { type Guesses, noGuesses } from "./guess-budget.ts";
import type { Instant } from "./instant.ts";

/** Bytes that only the vault can open. */
export type Sealed = Uint8Array;

interface FactorBase {
  /** `fac_` and 128 random bits. */
  readonly id: string;
  readonly label: string;
  readonly createdAt: Instant;
  /** When it was confirmed; null while it is pending. */
  readonly activeSince: Instant | null;
  readonly preferred: boolean;
}

export interface TotpFactor extends FactorBase {
  readonly type: "totp";
  readonly secret: Sealed;
  /** The last time step accepted; only a greater one is accepted next (RFC 6238 section 5.2). */
  readonly lastStep: number;
}

/** The one SMS code of a factor that may be redeemed. Its keyed hash and expiry are in the challenge item. */
export interface LiveChallenge {
  readonly id: string;
  readonly wrongGuesses: number;
  readonly used: boolean;
}

export interface SmsFactor extends FactorBase {
  readonly type: "sms";
  readonly phone: Sealed;
  /** ISO 3166-1 alpha-2, for the counts by country; absent where it was not kept yet. */
  readonly country?: string;
  readonly preRegistered: boolean;
  readonly challenge: LiveChallenge | null;
  /** Sends since the last right code, and when the next one may go out. */
  readonly sends: { readonly streak: number; readonly nextAt: Instant };
}

export type Factor = TotpFactor | SmsFactor;

/** All that is kept of one user: the unit of every decision and of every write. */
export interface Account {
  /** 0: never written. The store raises it with each write. */
  readonly version: number;
  readonly factors: readonly Factor[];
  readonly backupCodes: BackupCodeSet | null;
  readonly guesses: Guesses;
  /** SMS sent to this user since `since`, whatever the factor. */
  readonly smsDay: { readonly since: Instant; readonly count: number };
  /** The waits of a phone's set-up that was removed: they go on in the next one. */
  readonly setUpSends: SmsFactor["sends"];
  readonly preRegisteredPhone: Sealed | null;
  readonly contact: Sealed | null;
  /** Raised when all factors go (reset, 2FA off): an assertion names the epoch that it was issued in and proves nothing in a later one. */
  readonly epoch: number;
  /** The id of the assertion that made the newest removal of a factor: it counts on, even if that very factor earned it. */
  readonly sparedAssertion: string | null;
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

/** A phone that is being set up; there is at most one. */
export const pendingPhone = (account: Account): SmsFactor | null =>
  account.factors.find((factor): factor is SmsFactor => factor.type === "sms" && !isActive(factor)) ?? null;

export const isActive = (factor: Factor): boolean => factor.activeSince !== null;

export const activeFactors = (account: Account): readonly Factor[] => account.factors.filter(isActive);

/** 2FA counts as on if an active factor exists: derived, never a stored flag. */
export const isEnabled = (account: Account): boolean => account.factors.some(isActive);

export const findFactor = (account: Account, id: string): Factor | undefined =>
  account.factors.find((factor) => factor.id === id);

export const activeTotp = (account: Account): readonly TotpFactor[] =>
  account.factors.filter((factor) => factor.type === "totp" && isActive(factor)) as readonly TotpFactor[];

export const activeSms = (account: Account): readonly SmsFactor[] =>
  account.factors.filter((factor) => factor.type === "sms" && isActive(factor)) as readonly SmsFactor[];

/** For events: which country's numbers are sent to, and which send codes back. */
export const countryOf = ({ country }: SmsFactor): Pick<SmsFactor, "country"> =>
  country === undefined ? {} : { country };

/** The factor that a login asks for: the one marked, or else the oldest active one. */
export const preferredFactor = (account: Account): Factor | undefined =>
  activeFactors(account).find((factor) => factor.preferred) ?? activeFactors(account)[0];

export const replaceFactor = (account: Account, changed: Factor): Account => ({
  ...account,
  factors: account.factors.map((factor) => (factor.id === changed.id ? changed : factor)),
});
