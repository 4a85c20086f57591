import { isoTime } from "../shared/account/instant.ts";
import { randomUUID } from "node:crypto";
import type { EventBridgeEvent } from "aws-lambda";
import type { Clock } from "../shared/ports/clock.ts";
import { type QueryOperation, AwsRefusal, type JsonOperation } from "./aws-endpoint.ts";
import { z } from "zod";

export interface SentSms {
  readonly to: string;
  readonly body: string;
  /** ISO 8601. */
  readonly at: string;
  /** Read out in a call; absent: an SMS. */
  readonly channel?: "voice";
}

/** SMS and calls that phones got, newest first. */
export interface Outbox {
  readonly messages: readonly SentSms[];
  /** Ids of the messages whose codes came back, as the provider was told. */
  readonly received?: readonly string[];
}

const mostMessages = 1000;
const isNumber = (to: string): boolean => /^\+[1-9]\d{1,14}$/.test(to);

const voiceInput = z.object({
  DestinationPhoneNumber: z.string().refine(isNumber, "is no number"),
  OriginationIdentity: z.string().optional(),
  MessageBody: z.string().min(1).optional(),
  NotifyConfigurationId: z.string().optional(),
  TemplateVariables: z.record(z.string(), z.string()).optional(),
  TimeToLive: z.number().min(5).optional(),
  Context: z
    .record(z.string(), z.string())
    .refine((context) => Object.keys(context).length <= 5, "has too many entries")
    .default({}),
});

/** Numbers to try failures with, and what becomes of a message to them; one to any other number is delivered. */
const simulated: Readonly<Record<string, string>> = {
  "+14254147167": "BLOCKED",
  "+447860019067": "UNREACHABLE",
  "+353870019067": "INVALID",
  "+393510019067": "TTL_EXPIRED",
};

interface Reported {
  readonly to: string;
  readonly kind: "TEXT" | "VOICE";
  readonly context: Readonly<Record<string, string>>;
}

/** Phones that get messages by SNS, by End User Messaging, and by its Notify. */
export function createPhones({
  clock,
  region = "local",
  onSms,
  onDelivery,
}: {
  readonly clock: Clock;
  readonly region?: string;
  readonly onSms?: (sms: SentSms) => void;
  readonly onDelivery?: (event: EventBridgeEvent<string, unknown>) => void;
}): {
  readonly outbox: Outbox;
  readonly query: Record<string, QueryOperation>;
  readonly json: Record<string, JsonOperation>;
} {
  const messages: SentSms[] = [];
  const received: string[] = [];
  const deliver = (sms: Omit<SentSms, "at">): string => {
    const sent = { ...sms, at: isoTime(clock.now()) };
    messages.unshift(sent);
    messages.length = Math.min(messages.length, mostMessages);
    onSms?.(sent);
    return randomUUID();
  };
  const publish: QueryOperation = (input) => {
    const to = input.get("PhoneNumber") ?? "";
    const body = input.get("Message") ?? "";
    if (!isNumber(to)) throw new AwsRefusal("InvalidParameter", "Invalid parameter: PhoneNumber");
    if (body === "") throw new AwsRefusal("InvalidParameter", "Invalid parameter: Empty message");
    return { MessageId: deliver({ to, body }) };
  };
  const report = (messageId: string, { to, kind, context }: Reported): void => {
    const status = simulated[to] ?? (kind === "TEXT" ? "DELIVERED" : "COMPLETED");
    onDelivery?.({
      version: "0",
      id: randomUUID(),
      "detail-type": `${kind === "TEXT" ? "Text" : "Voice"} Message Delivery Status Updated`,
      source: "aws.sms-voice",
      account: "000000000000",
      time: isoTime(clock.now()),
      region,
      resources: [],
      detail: { eventType: `${kind}_${status}`, eventVersion: "1.0", isFinal: true, messageId, context },
    });
  };
  const send =
    (kind: "TEXT" | "VOICE"): JsonOperation =>
    (raw) => {
      const parsed = voiceInput.safeParse(raw);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw new AwsRefusal("ValidationException", `${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
      }
      const { DestinationPhoneNumber: to, MessageBody, TemplateVariables = {} } = parsed.data;
      // AWS's own text, in one language.
      const body = MessageBody ?? `${TemplateVariables["code"] ?? ""} is your verification code.`;
      const MessageId = deliver({ to, body, ...(kind === "VOICE" && { channel: "voice" }) });
      setImmediate(report, MessageId, { to, kind, context: parsed.data.Context });
      return { MessageId };
    };
  const target = "PinpointSMSVoiceV2";
  return {
    outbox: { messages, received },
    query: { Publish: publish },
    json: {
      [`${target}.SendTextMessage`]: send("TEXT"),
      [`${target}.SendVoiceMessage`]: send("VOICE"),
      [`${target}.SendNotifyTextMessage`]: send("TEXT"),
      [`${target}.SendNotifyVoiceMessage`]: send("VOICE"),
      [`${target}.PutMessageFeedback`]: ({ MessageId, MessageFeedbackStatus }) => {
        if (typeof MessageId !== "string" || MessageFeedbackStatus !== "RECEIVED")
          throw new AwsRefusal("ValidationException", "MessageId and MessageFeedbackStatus");
        received.push(MessageId);
        return { MessageId, MessageFeedbackStatus };
      },
    },
  };
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
