import type { Account, Sealed } from "./domain/account.ts";
import type { Challenge } from "./domain/challenges.ts";
import type { AccountEvent, Actor, EventDraft, EventType } from "./domain/events.ts";
import type { Policy } from "./domain/policy.ts";
import type { Instant } from "./domain/instant.ts";

/** The world, as the steps need it. Adapters are in shared/aws; the local run uses the same ones against its own endpoints. */

export interface Clock {
  now(): Instant;
}

export interface Random {
  bytes(count: number): Uint8Array;
  /** An unbiased integer from 0 to `below` - 1. */
  below(below: number): number;
}

/** One user: the tenant and the keyed reference made of issuer and subject. It is the account's address in the table. */
export interface UserKey {
  readonly tenant: string;
  /** `usr_` and 132 bits of a keyed hash: logs, events and keys name the user by it and by nothing else. */
  readonly ref: string;
}

export interface AccountWithChallenges {
  readonly account: Account;
  readonly challenges: readonly Challenge[];
}

export interface AccountStore {
  /** Strongly consistent; the empty account for a user who was never written. `lastEventId` is that of the newest write with an event. */
  read(user: UserKey): Promise<{ readonly account: Account; readonly lastEventId: string | null }>;
  /** The same with the challenge items of the user's factors, by one Query. */
  readWithChallenges(user: UserKey): Promise<AccountWithChallenges & { readonly lastEventId: string | null }>;
  /** Writes on the condition that the version is still `account.version`; the stored one is one higher. */
  write(user: UserKey, account: Account, event?: AccountEvent): Promise<"written" | "conflict">;
}

export interface ChallengeStore {
  /** Puts the challenge in the place of the factor's earlier one. */
  put(user: UserKey, challenge: Challenge): Promise<void>;
  /** Puts an earlier challenge back, unless another than `abandonedId` has come in its place since. */
  putBack(user: UserKey, earlier: Challenge, abandonedId: string): Promise<void>;
}

/** A counter in a window. A number's owner, each organisation that registered it and whoever just typed it are counted apart. */
export type LimitedBy =
  | { readonly kind: "number"; readonly numberHash: string; readonly standing: "confirmed" | "pending" }
  | { readonly kind: "number"; readonly numberHash: string; readonly standing: "registered"; readonly tenant: string }
  | { readonly kind: "tenant"; readonly tenant: string };

export interface LimitStore {
  /** Claims one send by one conditional update, or says from when on one is free again. */
  claim(
    by: LimitedBy,
    limits: { readonly hour: number | null; readonly day: number },
    now: Instant,
  ): Promise<{ readonly claimed: true } | { readonly claimed: false; readonly retryAt: Instant }>;
}

export interface PolicyStore {
  /** As last read, at most a minute ago: for steps that a stale policy cannot weaken for long. Null: never written. */
  recent(tenant: string): Promise<Policy | null>;
  /** Strongly consistent. */
  current(tenant: string): Promise<Policy | null>;
  /** Replaces version `replaced`: the one before, unless a restore leaves versions out; 0 is none. */
  replace(tenant: string, policy: Policy, event: AccountEvent, replaced?: number): Promise<"written" | "conflict">;
}

/** One line of a user's activity, as the API answers it. */
export interface ActivityEntry {
  readonly id: string;
  readonly type: EventType;
  readonly at: Instant;
  readonly actor: Actor;
  readonly data: EventDraft["data"];
}

/** Whose event: a user of a tenant, or the tenant itself (`ref` null). */
export interface EventSubject {
  readonly tenant: string;
  readonly ref: string | null;
}

export interface ActivityStore {
  /** Idempotent by time and id. */
  record(subject: EventSubject, entry: ActivityEntry): Promise<void>;
  /** Newest first. `cursor` continues where an earlier page ended; one that cannot be read is "invalid_cursor". */
  list(
    user: UserKey,
    page: { readonly limit: number; readonly cursor: string | null },
  ): Promise<{ readonly entries: readonly ActivityEntry[]; readonly cursor: string | null } | "invalid_cursor">;
}

export const purposes = ["identity", "totp", "contact", "codes", "limits", "signing"] as const;
export type Purpose = (typeof purposes)[number];
/** Those whose data keys seal, so that newer ones follow; the others only make keyed hashes, with the first key for ever. */
export const sealingPurposes = ["totp", "contact", "signing"] as const satisfies readonly Purpose[];

/** What a sealed value or keyed hash is bound to. Each tenant has one data key per purpose, so that KMS can grant them apart. */
export interface VaultContext {
  readonly tenant: string;
  readonly purpose: Purpose;
  /** Whose and which value: user reference, factor id … in this order. A value moved to another place does not open. */
  readonly about: readonly string[];
}

/** The tenant under which the deployment's own values are sealed; no customer tenant can have this name. */
export const serviceTenant = "~service";

export interface Vault {
  seal(context: VaultContext, plain: Uint8Array): Promise<Sealed>;
  /** Throws `SealBroken` if the value was made for another context or changed. */
  open(context: VaultContext, sealed: Sealed): Promise<Uint8Array>;
  /** The value sealed anew if there is a newer key than its own, else null. What keeps it from being done now is no error: the next use tries again. */
  reseal(context: VaultContext, sealed: Sealed): Promise<Sealed | null>;
  /** 32 bytes. Keyed hashes never rotate: they are looked up or compared for years. */
  mac(context: VaultContext, bytes: Uint8Array): Promise<Uint8Array>;
}

export interface SigningKeyRecord {
  /** Names the 30-day slot in which the key signs, and its revision within the slot. */
  readonly kid: string;
  readonly publicJwk: Readonly<Record<string, string>>;
  readonly sealedPrivateJwk: Sealed;
}

export interface SigningKeyStore {
  /** Strongly consistent. `withdrawn` are the kids of keys that must never be used again. */
  list(): Promise<{ readonly keys: readonly SigningKeyRecord[]; readonly withdrawn: readonly string[] }>;
  /** "conflict" if another process made the key of this `kid` first. */
  add(key: SigningKeyRecord, expiresAt: Instant): Promise<"written" | "conflict">;
}

export interface SmsSender {
  /** Resolves when the provider took the message; rejects with `SmsNotSent` otherwise. */
  send(message: { readonly to: string; readonly body: string }): Promise<void>;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailSender {
  /** Resolves when the provider took the e-mail. Rejects with `MailRefused` if it never will; any other failure may pass. */
  send(mail: Mail): Promise<void>;
}

/** One e-mail about one event. Where the event renews the contact, the one known before and the new one each get theirs. */
export interface NoticeKey {
  readonly eventId: string;
  readonly to: "known" | "renewed";
}

/** Sees to it that each notice goes out once, though its event is delivered several times. */
export interface NoticeStore {
  /** Claims the sending until `until`, for a holder with a name of its own. "settled": nothing is left to do. "leased": somebody else is at it. */
  claim(
    notice: NoticeKey,
    lease: { readonly holder: string; readonly now: Instant; readonly until: Instant },
  ): Promise<"claimed" | "settled" | "leased">;
  /** Gives the holder's claim back before its end; does nothing if it is another's by now. */
  release(notice: NoticeKey, lease: { readonly holder: string; readonly now: Instant }): Promise<void>;
  /** It was sent, or refused for good. */
  settle(notice: NoticeKey, now: Instant): Promise<void>;
}

/** An event on its way out of the table. */
export interface PublishedEvent {
  readonly id: string;
  readonly type: EventType;
  readonly version: number;
  readonly at: string;
  readonly tenant: string;
  readonly ref: string | null;
  readonly actor: Actor;
  readonly data: EventDraft["data"];
}

export interface EventBus {
  /** The ids of the events that the bus did not take. */
  publish(events: readonly PublishedEvent[]): Promise<readonly string[]>;
}

/** The dependency answered, but not with what was asked; the caller sees `temporarily_unavailable`. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";
}

export class MailRefused extends Error {
  override readonly name = "MailRefused";
}

export class SmsNotSent extends Error {
  override readonly name = "SmsNotSent";
}
