import type { Actor } from "../account/events.ts";
import type { channels } from "../account/factor.ts";

/** How a code reaches a phone. */
export type Channel = (typeof channels)[number];

/** A text of our own, without a code: a notice. A provider that has texts of its own cannot send it. */
export interface OutgoingText {
  readonly to: string;
  readonly body: string;
  readonly code?: never;
}

/** A code on its way to a phone: our own text, and the parts of it for a provider that has texts of its own. */
export interface OutgoingMessage {
  readonly to: string;
  /** Plain text of an SMS; of a call, the SSML that a voice reads. */
  readonly body: string;
  readonly code: string;
  readonly appName: string;
  readonly language: "en" | "de" | "fr" | "it" | "es";
  readonly minutes: number;
  readonly channel: Channel;
  /** Logged by the provider: references only. */
  readonly context: { readonly ref: string; readonly factorId: string };
}

export interface SmsSender {
  /**
   * Resolves with the provider's id when it took the message; rejects with `SmsNotSent` otherwise. A refusal that may pass was tried
   * again.
   */
  send(message: OutgoingMessage | OutgoingText): Promise<{ readonly messageId: string | null }>;
}

export interface MessageFeedback {
  /** The code of this message came back. */
  received(messageId: string): Promise<void>;
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

/** An event on its way out of the table. */
export interface PublishedEvent {
  readonly id: string;
  /** Open: another release may have written it. */
  readonly type: string;
  readonly version: number;
  readonly at: string;
  readonly tenant: string;
  readonly ref: string | null;
  readonly actor: Actor;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface EventBus {
  /** The ids of the events that the bus did not take. */
  publish(events: readonly PublishedEvent[]): Promise<readonly string[]>;
}

/** Stream of the audit log that the service writes to. Any number of processes may. */
export const auditStream = "events";

/** The log of all events that outlives the bus and the activity. */
export interface AuditLog {
  /** Rejects if a line may be missing. */
  write(events: readonly PublishedEvent[]): Promise<void>;
}

export class MailRefused extends Error {
  override readonly name = "MailRefused";
}

export class SmsNotSent extends Error {
  override readonly name = "SmsNotSent";
  /** The provider's answer got lost, so that the message may have left all the same. */
  readonly mayHaveLeft: boolean;

  constructor(message: string, { mayHaveLeft, cause }: { readonly mayHaveLeft: boolean; readonly cause?: unknown }) {
    super(message, { cause });
    this.mayHaveLeft = mayHaveLeft;
  }
}
