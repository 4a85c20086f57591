import type { Account } from "../account/account.ts";
import type { Sealed, Challenge } from "../account/factor.ts";
import type { AccountEvent, Actor, RecordedEvent } from "../account/events.ts";
import type { Cell, CellName } from "../account/breaker.ts";
import type { Policy } from "../account/policy.ts";
import type { Instant } from "../account/instant.ts";

/** One user: the tenant and the keyed reference made of issuer and subject. It is the account's address in the table. */
export interface UserKey {
  readonly tenant: string;
  /** `usr_` and 132 bits of a keyed hash: logs, events and keys name the user by it and by nothing else. */
  readonly ref: string;
}

/** The reference of everybody in a tenant that has no keys yet: of none of them anything was ever written. */
export const noReference = "";

/** A write was thrown at, and nothing tells whether it landed: it may still do so. */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";
}

/** The credential of a passkey, in an item beside the account: what is sealed, only `factors/passkey` knows. */
export interface SealedCredential {
  readonly factorId: string;
  readonly sealed: Sealed;
}

/** An account with the items of its factors. */
export interface AccountWithChallenges {
  readonly account: Account;
  readonly challenges: readonly Challenge[];
  readonly credentials: readonly SealedCredential[];
}

export interface AccountStore {
  /** Strongly consistent; the empty account for a user who was never written. `lastEventId` is that of the newest write with an event. */
  read(user: UserKey): Promise<{ readonly account: Account; readonly lastEventId: string | null }>;
  /** The same with the challenges and credentials of the user's factors, by one Query. */
  readWithChallenges(user: UserKey): Promise<AccountWithChallenges & { readonly lastEventId: string | null }>;
  /**
   * Writes on the condition that the version is still `account.version`; the stored one is one higher. Rejects with `OutcomeUnknown` if
   * the write failed and one look does not find its event.
   */
  write(
    user: UserKey,
    account: Account,
    event?: AccountEvent,
    also?: readonly AccountEvent[],
  ): Promise<"written" | "conflict">;
  /** The issuer and subject of the user, sealed; null if nobody put them down. */
  readWho(user: UserKey): Promise<Sealed | null>;
  /** Puts them down once and for all: what is there stays. */
  putWho(user: UserKey, who: Sealed): Promise<void>;
  /** An admin as his token named him last, sealed; null: he changed nothing so far. */
  readName(user: UserKey): Promise<Sealed | null>;
  putName(user: UserKey, name: Sealed): Promise<void>;
  /** The accounts of many users in their order, strongly consistent. Rejects rather than leave one out. */
  readMany(users: readonly UserKey[]): Promise<readonly Account[]>;
  /** Issuer and subject of many users, in their order. */
  readPeople(
    users: readonly UserKey[],
  ): Promise<readonly { readonly who: Sealed | null; readonly name: Sealed | null }[]>;
}

export interface CredentialStore {
  /** Puts the credential where the factor has none. The one that is there afterwards: this, or an earlier one; null: it has been ended. */
  add(user: UserKey, credential: SealedCredential): Promise<SealedCredential | null>;
  /** Keeps the credential, but no longer than `until`; null: for good again. */
  keep(user: UserKey, factorId: string, until: Instant | null): Promise<void>;
  /** Overwrites the item, which is deleted later. */
  end(user: UserKey, factorId: string, now: Instant): Promise<void>;
}

export interface ChallengeStore {
  /** Puts the challenge in the place of the factor's earlier one. "conflict": a later call has put its own meanwhile. */
  put(user: UserKey, challenge: Challenge): Promise<"written" | "conflict">;
  /** Replaces the challenge by what has become of it, unless a newer one has come in its place. */
  replace(user: UserKey, challenge: Challenge): Promise<void>;
  /** Puts down whose message it is, for as long as its provider may tell of it. */
  putMessage(user: UserKey, challenge: Challenge & { readonly messageId: string }): Promise<void>;
  /** Null: it is none of ours, or too old. */
  findMessage(messageId: string): Promise<(UserKey & Pick<Challenge, "factorId" | "id">) | null>;
  /** Puts an earlier challenge back, unless another than `abandonedId` has come in its place since. */
  putBack(user: UserKey, earlier: Challenge, abandonedId: string): Promise<void>;
}

/** The counter of a number: its owner's logins, set-ups typed in or registered by an organisation in each tenant, and all set-ups together. */
type OfNumber = { readonly kind: "number"; readonly numberHash: string } & (
  | { readonly standing: "confirmed" | "unconfirmed" }
  | { readonly standing: "pending" | "registered"; readonly tenant: string }
);

export type LimitedBy =
  | OfNumber
  | { readonly kind: "tenant"; readonly tenant: string; readonly purpose: "login" | "enrollment" }
  /** Sends of set-ups into a range or country: of one that no code came back from, and of one on trial. */
  | { readonly kind: "cell"; readonly tenant: string; readonly cell: string; readonly state: "unknown" | "trial" }
  | { readonly kind: "deployment" };

/** Sends that a counter allows; null counts without a limit. */
export interface Limit {
  readonly by: LimitedBy;
  readonly hour: number | null;
  readonly day: number | null;
}

/** No send is left before `retryAt`. */
export interface Spent {
  readonly retryAt: Instant;
}

export interface LimitStore {
  /** Reads whether one of the limits is spent, without spending anything. Only a claim decides. */
  spent(limits: readonly Limit[], now: Instant): Promise<Spent | null>;
  /**
   * Claims one send by one conditional update. Idempotent by `token`, so that the repeat of a lost answer counts once.
   * `count`: sends of the day, with this one.
   */
  claim(
    limit: Limit,
    token: string,
    now: Instant,
  ): Promise<{ readonly claimed: true; readonly count: number } | ({ readonly claimed: false } & Spent)>;
  /** Gives one claimed send back, once. A claim that others have come after may stay. */
  giveBack(limit: Limit, token: string, now: Instant): Promise<void>;
}

/** A policy as it was written, with the write that made it. */
export interface PolicyVersion {
  readonly policy: Policy;
  readonly at: Instant;
  readonly actor: Actor;
}

/** Cost of an organisation's SMS of one month by the ledger's prices, in millionths of a USD. */
export interface Bill {
  readonly microUsd: number;
  readonly byCountry: readonly { readonly country: string; readonly messages: number; readonly microUsd: number }[];
}

/** Traces of an organisation's SMS: the cells of the watch on pumping, and the month's bill. */
export interface TrafficStore {
  /** As they are, but for one that stops: it is remembered for half a minute. */
  cells(tenant: string, names: readonly CellName[]): Promise<readonly Cell[]>;
  /** Strongly consistent; version 0: it was never written. */
  current(tenant: string, name: CellName): Promise<{ readonly cell: Cell; readonly version: number }>;
  /** Writes on the condition that the version is still `replaced`. */
  write(
    tenant: string,
    name: CellName,
    cell: Cell,
    replaced: number,
    event?: AccountEvent,
  ): Promise<"written" | "conflict">;
  stoppedCells(tenant: string): Promise<readonly { readonly name: CellName; readonly cell: Cell }[]>;
  /** `month`: such as 2026-11. */
  bill(tenant: string, month: string): Promise<Bill>;
  /** Idempotent by `id`. The month's sum with it; null: it was counted before. */
  add(
    tenant: string,
    month: string,
    sent: { readonly id: string; readonly country: string; readonly messages: number; readonly microUsd: number },
  ): Promise<number | null>;
}

export interface PolicyStore {
  /** As last read, at most a minute ago: for steps that a stale policy cannot weaken for long. Null: never written. */
  recent(tenant: string): Promise<Policy | null>;
  /** Strongly consistent. */
  current(tenant: string): Promise<Policy | null>;
  /** The same, with when it was written and by whom. */
  currentVersion(tenant: string): Promise<PolicyVersion | null>;
  /** The versions that are kept, newest first. */
  history(tenant: string): Promise<readonly PolicyVersion[]>;
  /** Replaces version `replaced`: the one before, unless a restore leaves versions out; 0 is none. */
  replace(tenant: string, policy: Policy, event: AccountEvent, replaced?: number): Promise<"written" | "conflict">;
}

/** An act of an admin that waits for a second person. What it is, only `access/approvals.ts` can open. */
export interface SealedApproval {
  readonly id: string;
  readonly sealed: Sealed;
  /** Keyed hash of who asked. */
  readonly asker: Uint8Array;
  readonly until: Instant;
}

export interface ApprovalStore {
  add(tenant: string, approval: SealedApproval, event: AccountEvent): Promise<void>;
  /** Strongly consistent; null if there is none, or it was granted or dropped. */
  read(tenant: string, id: string): Promise<SealedApproval | null>;
  list(tenant: string): Promise<readonly SealedApproval[]>;
  /** Grants or drops it. "conflict": another call has ended it. */
  end(tenant: string, approval: SealedApproval, event: AccountEvent): Promise<"written" | "conflict">;
  /** Takes the end back: what was granted could not be done. */
  reopen(tenant: string, approval: SealedApproval): Promise<void>;
}

/** Whose event: a user of a tenant, or the tenant itself (`ref` null). */
export interface EventSubject {
  readonly tenant: string;
  readonly ref: string | null;
}

/** A line of an organisation's activity: whose it is if it is about a user. */
export interface OrganisationEntry {
  readonly entry: RecordedEvent;
  readonly ref: string | null;
}

export interface ActivityStore {
  /** Idempotent by time and id. What an organisation's admins look through is kept in its own partition too. */
  record(subject: EventSubject, entry: RecordedEvent): Promise<void>;
  /** Newest first. `cursor` continues where an earlier page ended; null: `cursor` is not one of an earlier page. */
  list(
    user: UserKey,
    page: { readonly limit: number; readonly cursor: string | null },
  ): Promise<{ readonly entries: readonly RecordedEvent[]; readonly cursor: string | null } | null>;
  /** The same of an organisation: changes and admins' acts. */
  listOrganisation(
    tenant: string,
    page: { readonly limit: number; readonly cursor: string | null },
  ): Promise<{ readonly entries: readonly OrganisationEntry[]; readonly cursor: string | null } | null>;
}

export interface SigningKeyRecord {
  /** Names the 30-day slot in which the key signs, and its revision within the slot. */
  readonly kid: string;
  readonly publicJwk: Readonly<Record<string, string>>;
  /** The vault's keyed hash over kid and public half: without it the table's word for a key counts for nothing. */
  readonly proof: Uint8Array;
  readonly sealedPrivateJwk: Sealed;
}

export interface SigningKeyStore {
  /** Strongly consistent. `withdrawn` are the kids of keys that must never be used again. */
  list(): Promise<{ readonly keys: readonly SigningKeyRecord[]; readonly withdrawn: readonly string[] }>;
  /** "conflict" if another process made the key of this `kid` first. */
  add(key: SigningKeyRecord, expiresAt: Instant): Promise<"written" | "conflict">;
}
