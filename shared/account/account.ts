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
import type { BypassCode, CallerCheck } from "./help-desk-state.ts";
import { type Guesses, noGuesses } from "./guess-budget.ts";
import { dayMillis, type Instant } from "./instant.ts";
import type { Recovery, RecoveryTrace } from "./recovery-state.ts";
import { timingSafeEqual } from "node:crypto";

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
  /** Of the contact. Absent: none is known. */
  readonly contactMark?: ContactMark;
  /** The contacts before it, oldest first, which are told of everything for a while. */
  readonly formerContacts?: readonly FormerContact[];
  readonly devices: readonly Device[];
  readonly bypassCode?: BypassCode;
  readonly callerCheck?: CallerCheck;
  /** Raised when all factors go (reset, 2FA off): a token names the epoch that it was issued in and proves nothing in a later one. */
  readonly epoch: number;
  /** Id of the access token that made the newest removal of a factor: it counts on, even if that very factor earned it. */
  readonly exemptTokenId: string | null;
  /** Names the login challenges of passkeys that are still good. Nothing lowers it. */
  readonly passkeyLogins: number;
  /** The first login with a passkey since 2FA is on; null: none yet. */
  readonly firstPasskeyLogin: Instant | null;
  /** Absent: nothing was removed lately. */
  readonly staged?: Staged;
  /** Removals whose link still acts, oldest first. Absent: none. */
  readonly changes?: readonly LinkedChange[];
  /** The end of a freeze. Absent: there is none. */
  readonly frozenUntil?: Instant;
  /** Under way. Absent: none is. */
  readonly recovery?: Recovery;
  readonly recoveryTrace?: RecoveryTrace;
  /** Once signed in with power over others. */
  readonly heldRole?: true;
  /** An admin said that this user must use a second factor. Absent: as the policy says. */
  readonly required?: true;
  /** The first login that asked for a set-up and let the user put it off. Nothing moves it. */
  readonly graceSince?: Instant;
  readonly newer?: Newer;
}

/** The factor that was active longest of those removed lately: an undo brings it back, else it proves nothing. */
export interface Staged {
  readonly factor: KnownFactor;
  /** The first removal since which a factor is staged. */
  readonly changedAt: Instant;
  readonly until: Instant;
}

export interface LinkedChange {
  /** The id of the link in its notice. */
  readonly link: string;
  readonly until: Instant;
  /** The link has frozen the account: it does so once. */
  readonly froze: boolean;
}

export interface ContactMark {
  /** The beginning of a keyed hash of the address: tells that a token names another one. */
  readonly hash: Uint8Array;
  /** A token said that the address is verified. */
  readonly verified: boolean;
}

export interface FormerContact {
  readonly contact: Sealed;
  readonly until: Instant;
}

/** A contact as a login's token names it. `sealed`: null where the address is the one that is known. */
export interface NamedContact {
  readonly sealed: Sealed | null;
  readonly mark: ContactMark;
}

const formerContactMillis = 30 * dayMillis;
const mostFormerContacts = 2;

export const namesKnownContact = ({ contactMark }: Account, { hash }: ContactMark): boolean =>
  contactMark !== undefined && timingSafeEqual(contactMark.hash, hash);

/** The earlier contacts that still are told of everything. */
export const formerContactsAt = ({ formerContacts = [] }: Account, now: Instant): readonly FormerContact[] =>
  formerContacts.filter(({ until }) => now < until);

/**
 * The account with the contact that a login's token names. Another address is told beside the known one for thirty days; none is pushed out
 * before its time, so that where two are waiting the contact stays as it is.
 */
export function withContact(account: Account, named: NamedContact | null, now: Instant): Account {
  if (named === null) return account;
  const { sealed, mark } = named;
  if (account.contact !== null && namesKnownContact(account, mark)) {
    const verified = mark.verified || account.contactMark?.verified === true;
    return { ...account, contact: sealed ?? account.contact, contactMark: { ...mark, verified } };
  }
  const waiting = formerContactsAt(account, now);
  if (sealed === null || waiting.length >= mostFormerContacts) return account;
  const { formerContacts: _, ...rest } = account;
  const former = account.contact
    ? [...waiting, { contact: account.contact, until: now + formerContactMillis }]
    : waiting;
  return { ...rest, contact: sealed, contactMark: mark, ...(former.length > 0 && { formerContacts: former }) };
}

/** A password alone names a contact only where none is known and no factor is active; else it would name an old account's. */
export const mayLearnContact = (account: Account): boolean => account.contact === null && !isEnabled(account);

export const emptyAccount: Account = {
  version: 0,
  factors: [],
  backupCodes: null,
  guesses: noGuesses,
  smsDay: { since: 0, count: 0 },
  setUpSends: { streak: 0, nextAt: 0 },
  preRegisteredPhone: null,
  contact: null,
  devices: [],
  epoch: 0,
  exemptTokenId: null,
  passkeyLogins: 0,
  firstPasskeyLogin: null,
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

/** The factor that a login asks for: the one marked, or else the oldest active one; one that cannot be checked here comes last. */
export function preferredFactor(account: Account, isUsable: (factor: Factor) => boolean = isKnown): Factor | undefined {
  const active = activeFactors(account);
  const usable = active.filter(isUsable);
  return usable.find((factor) => factor.preferred) ?? usable[0] ?? active[0];
}

export const replaceFactor = (account: Account, changed: Factor): Account => ({
  ...account,
  factors: account.factors.map((factor) => (factor.id === changed.id ? changed : factor)),
});

/** A browser at which the user is not asked for a code. Its token is made anew from id and count: nothing secret is kept. */
export interface Device {
  /** `dev_` and 64 random bits. */
  readonly id: string;
  /** Logins that it has done: the only token that counts is the one that names this number. */
  readonly uses: number;
  readonly lastUsedAt: Instant;
  readonly until: Instant;
  readonly label: string;
  /** Whole seconds. */
  readonly createdAt: Instant;
}

/** The account without the help desk's bypass code and caller check. */
export function withoutHelpDesk(account: Account): Account {
  const { bypassCode: _, callerCheck: __, ...rest } = account;
  return rest;
}

export function withoutBypassCode(account: Account): Account {
  const { bypassCode: _, ...rest } = account;
  return rest;
}

/** Any write takes along what has expired: devices, a bypass code, and the SMS of a day that is over. */
export const withoutExpired = (account: Account, now: Instant): Account => ({
  ...(account.bypassCode && account.bypassCode.until <= now ? withoutBypassCode(account) : account),
  devices: account.devices.filter(({ until }) => now < until),
  smsDay: now < account.smsDay.since + dayMillis ? account.smsDay : emptyAccount.smsDay,
});

export const backupCodeCount = 10;
export const digestBytes = 16;

/** Ten codes; each is kept as a salted scrypt digest of its keyed hash (NIST SP 800-63B-4 section 3.1.2.2). */
export interface BackupCodeSet {
  readonly generatedAt: Instant;
  readonly salt: Uint8Array;
  /** The digests one after the other, `digestBytes` each. */
  readonly digests: Uint8Array;
  /** Bit n: code n has been used. */
  readonly used: number;
  readonly newer?: Newer;
}

export const remainingBackupCodes = (set: BackupCodeSet | null): number =>
  set === null ? 0 : Array.from({ length: backupCodeCount }, (_, index) => index).filter((i) => !isUsed(set, i)).length;

export const isUsed = (set: BackupCodeSet, index: number): boolean => (set.used & (1 << index)) !== 0;

export const markUsed = (set: BackupCodeSet, index: number): BackupCodeSet => ({
  ...set,
  used: set.used | (1 << index),
});

/** Whether a digest is that of code `index` of this very set. */
export function digestMatches(set: BackupCodeSet, index: number, digest: Uint8Array): boolean {
  const expected = set.digests.subarray(index * digestBytes, (index + 1) * digestBytes);
  return expected.length === digestBytes && digest.length === digestBytes && timingSafeEqual(expected, digest);
}

/** Names a set of codes, as a factor's id names a factor. */
export const backupCodesId = (set: BackupCodeSet | null): string | null => set && `bc_${set.generatedAt}`;
