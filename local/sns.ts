import { randomUUID } from "node:crypto";
import type { Clock } from "../shared/ports/clock.ts";
import type { QueryOperation } from "./aws-endpoint.ts";
import { AwsRefusal } from "./aws-refusal.ts";

export interface SentSms {
  readonly to: string;
  readonly body: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What the phones got, newest first. */
export interface Outbox {
  readonly messages: readonly SentSms[];
}

const kept = 1000;

/** Publish to a phone number puts the message into the outbox. */
export function createSns({ clock, onSms }: { readonly clock: Clock; readonly onSms?: (sms: SentSms) => void }): {
  readonly outbox: Outbox;
  readonly operations: Record<string, QueryOperation>;
} {
  const messages: SentSms[] = [];
  const publish: QueryOperation = (input) => {
    const to = input.get("PhoneNumber") ?? "";
    const body = input.get("Message") ?? "";
    if (!/^\+[1-9]\d{1,14}$/.test(to)) throw new AwsRefusal("InvalidParameter", "Invalid parameter: PhoneNumber");
    if (body === "") throw new AwsRefusal("InvalidParameter", "Invalid parameter: Empty message");
    const sms = { to, body, at: new Date(clock.now()).toISOString() };
    messages.unshift(sms);
    messages.length = Math.min(messages.length, kept);
    onSms?.(sms);
    return { MessageId: randomUUID() };
  };
  return { outbox: { messages }, operations: { Publish: publish } };
}
