import { isoTime } from "../shared/account/instant.ts";
import { randomUUID } from "node:crypto";
import type { Clock } from "../shared/ports/clock.ts";
import { type QueryOperation, AwsRefusal, type JsonOperation } from "./aws-endpoint.ts";
import { z } from "zod";

export interface SentSms {
  readonly to: string;
  readonly body: string;
  /** ISO 8601. */
  readonly at: string;
}

/** SMS that phones got, newest first. */
export interface Outbox {
  readonly messages: readonly SentSms[];
}

const mostMessages = 1000;

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
    const sms = { to, body, at: isoTime(clock.now()) };
    messages.unshift(sms);
    messages.length = Math.min(messages.length, mostMessages);
    onSms?.(sms);
    return { MessageId: randomUUID() };
  };
  return { outbox: { messages }, operations: { Publish: publish } };
}

export interface SentMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** ISO 8601. */
  readonly at: string;
}

/** E-mails that mailboxes got, newest first. */
export interface Mailbox {
  readonly mails: readonly SentMail[];
}

const part = z.object({ Data: z.string() }).transform(({ Data }) => Data);
const sendEmailInput = z.object({
  FromEmailAddress: z.string().min(1),
  Destination: z.object({ ToAddresses: z.array(z.email()).length(1) }),
  Content: z.object({ Simple: z.object({ Subject: part, Body: z.object({ Text: part, Html: part }) }) }),
});

/** SendEmail of SES v2 with a simple message to one address puts it into the mailbox. */
export function createSes({ clock, onMail }: { readonly clock: Clock; readonly onMail?: (mail: SentMail) => void }): {
  readonly mailbox: Mailbox;
  readonly operations: Record<string, JsonOperation>;
} {
  const mails: SentMail[] = [];
  const sendEmail: JsonOperation = (raw) => {
    const parsed = sendEmailInput.safeParse(raw);
    if (!parsed.success) {
      const paths = parsed.error.issues.map(({ path }) => path.join("."));
      throw new AwsRefusal("BadRequestException", `Not understood: ${paths.join(", ")}`);
    }
    const { Destination, Content } = parsed.data;
    const { Subject: subject, Body } = Content.Simple;
    for (const to of Destination.ToAddresses) {
      const mail = { to, subject, text: Body.Text, html: Body.Html, at: isoTime(clock.now()) };
      mails.unshift(mail);
      mails.length = Math.min(mails.length, mostMessages);
      onMail?.(mail);
    }
    return { MessageId: randomUUID() };
  };
  return { mailbox: { mails }, operations: { "POST /v2/email/outbound-emails": sendEmail } };
}
