import type { EventData } from "../account/events.ts";
import type { NotifiedType } from "./notified.ts";

/** One event in words. */
export interface Told {
  readonly subject: string;
  readonly happened: string;
  /** What to do, most often if it was not you. */
  readonly advice: string;
}

/** The words of one language: a text that is missing does not compile. Nothing that a user typed is among what they are made of. */
export interface Wording {
  /** BCP 47, for the time. */
  readonly locale: string;
  readonly greeting: string;
  /** Before the time, and before the app's name. */
  readonly when: string;
  readonly where: string;
  readonly closing: string;
  /** `time` writes an ISO 8601 time as the language does. */
  readonly told: { readonly [T in NotifiedType]: (data: EventData<T>, time: (iso: string) => string) => Told };
}

export const areFew = (backupCodesRemaining: number): boolean => backupCodesRemaining <= 3;
