import type { EventData } from "../account/events.ts";
import type { LoginMethod } from "../account/guess-budget.ts";
import type { LinkKind } from "../account/undo.ts";
import type { NotifiedType } from "./notified.ts";

/** The text of one event's e-mail. */
export interface NoticeText {
  readonly subject: string;
  readonly happened: string;
  /** Advice, usually for the case that it was not the user. */
  readonly advice: string;
}

/** Texts in one language. A missing text does not compile. No text holds anything that a user typed. */
export interface Wording {
  /** BCP 47, for the time. */
  readonly locale: string;
  readonly greeting: string;
  /** Before the time, and before the app's name. */
  readonly when: string;
  readonly where: string;
  readonly closing: string;
  /** In its place where the mail has a link. */
  readonly closingWithLink: string;
  /** Before the link of each kind, which stands alone on its line. */
  readonly links: Readonly<Record<LinkKind, string>>;
  /** `time` writes an ISO 8601 time as the language does. */
  readonly notices: { readonly [T in NotifiedType]: (data: EventData<T>, time: (iso: string) => string) => NoticeText };
}

export const areFew = (backupCodesRemaining: number): boolean => backupCodesRemaining <= 3;

/** The sentences on a login with a code that stands in for a factor, by the number of backup codes left. */
export type UsedCodes = Readonly<
  Partial<Record<LoginMethod, (backupCodesRemaining: number) => Pick<NoticeText, "subject" | "happened">>>
>;
