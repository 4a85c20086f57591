import type { Instant } from "../account/instant.ts";
import type { UserKey } from "./stores.ts";

/**
 * One e-mail about one event, or about the first of a kind in some days: `eventId` then names the user and the kind. The contact known
 * before, a new one, and those from before them that are told for a while each get theirs.
 */
export interface NoticeKey {
  readonly eventId: string;
  readonly to: "known" | "renewed" | "former" | "former-2" | `phone ${string}`;
  /** Days for which it stays settled; as long as any source delivers an event again, if absent. */
  readonly keptDays?: number;
}

/** Something that is due of a recovery under way at a time. */
export interface RecoveryReminder {
  readonly user: UserKey;
  readonly recoveryId: string;
  readonly kind: "half-way" | "ready" | "end";
  readonly at: Instant;
}

export interface ReminderStore {
  /** Idempotent by time, user and kind. */
  add(reminder: RecoveryReminder): Promise<void>;
  /** Reminders of the last days that are due and not done, oldest first. */
  due(now: Instant): Promise<readonly RecoveryReminder[]>;
  done(reminder: RecoveryReminder): Promise<void>;
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
