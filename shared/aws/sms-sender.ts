import {
  type PinpointSMSVoiceV2Client,
  PutMessageFeedbackCommand,
  SendNotifyTextMessageCommand,
  SendNotifyVoiceMessageCommand,
  SendTextMessageCommand,
  SendVoiceMessageCommand,
  type VoiceId,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { type MessageFeedback, type OutgoingMessage, SmsNotSent, type SmsSender } from "../ports/outbound.ts";
import type { Settings } from "../settings/settings.ts";
import { type MessageAttributeValue, PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { randomInt } from "node:crypto";
import { setTimeout } from "node:timers/promises";

export type Wait = (millis: number) => Promise<unknown>;

/** Longest waits before another try, in milliseconds: together less than the hand-over of a send may take. */
const waits = [100, 300, 600];

/** Half of the wait at least, so that callers that were refused together do not come back together. */
const jittered = (millis: number): number => randomInt(millis / 2, millis + 1);

/** Hands one message to a provider. A refusal that may pass is tried again; a lost answer never is, since the message may be on its way. */
async function handOver(
  provider: string,
  send: () => Promise<{ readonly MessageId?: string | undefined }>,
  wait: Wait = setTimeout,
): Promise<{ readonly messageId: string | null }> {
  for (let tries = 0; ; tries += 1)
    try {
      const { MessageId } = await send();
      return { messageId: MessageId ?? null };
    } catch (error) {
      const pause = waits[tries];
      if (!isRefusal(error) || isOfMessage(error) || pause === undefined)
        throw new SmsNotSent(`${provider} did not take the message`, {
          mayHaveLeft: !isRefusal(error),
          cause: withoutContent(error),
        });
      await wait(jittered(pause));
    }
}

interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}
const sdkError = (error: unknown): SdkError => (error instanceof Error ? error : {});

/** The connection was never made. */
const unconnected: readonly string[] = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"];

/** The provider took nothing for certain: it said so (4xx, throttling too), or was not reached. After anything else the message may be on its way. */
function isRefusal(error: unknown): boolean {
  const { code = "", $metadata: { httpStatusCode: status = 0 } = {} } = sdkError(error);
  return unconnected.includes(code) || (status >= 400 && status < 500 && status !== 408);
}

/** It would refuse this message again: a number that cannot be, whose owner wants none, or that a filter blocks. */
const isOfMessage = (error: unknown): boolean =>
  /^(InvalidParameter|Validation|OptedOut|Conflict)/.test(sdkError(error).name ?? "");

/** Name of the failure, without the provider's message, which can quote the phone number. */
function withoutContent(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { httpStatusCode, requestId } = sdkError(error).$metadata ?? {};
  return { name: error.name, httpStatusCode, requestId };
}

interface SmsSettings {
  readonly smsMaxPrice: string;
  readonly smsSenderId?: string | undefined;
}

const text = (StringValue: string): MessageAttributeValue => ({ DataType: "String", StringValue });
const number = (StringValue: string): MessageAttributeValue => ({ DataType: "Number", StringValue });

/** SNS takes no lifetime, tells of no delivery and speaks to nobody. */
export const snsSmsSender = (sns: SNSClient, { smsMaxPrice, smsSenderId }: SmsSettings, wait?: Wait): SmsSender => ({
  async send({ to, body, ...message }) {
    if (message.code !== undefined && message.channel === "voice")
      throw new SmsNotSent("SNS makes no calls", { mayHaveLeft: false });
    const input = {
      PhoneNumber: to,
      Message: body,
      MessageAttributes: {
        "AWS.SNS.SMS.SMSType": text("Transactional"),
        "AWS.SNS.SMS.MaxPrice": number(smsMaxPrice),
        ...(smsSenderId !== undefined && { "AWS.SNS.SMS.SenderID": text(smsSenderId) }),
      },
    };
    return handOver("SNS", async () => sns.send(new PublishCommand(input)), wait);
  },
});

const provider = "AWS End User Messaging";

/** Amazon Polly's voice for each language of the messages. */
const voices = {
  en: "JOANNA",
  de: "VICKI",
  fr: "LEA",
  it: "BIANCA",
  es: "LUCIA",
} as const satisfies Readonly<Record<OutgoingMessage["language"], VoiceId>>;

type SenderSettings = Pick<
  Settings,
  | "smsCodeSeconds"
  | "smsMaxPrice"
  | "smsOrigination"
  | "smsVoiceOrigination"
  | "smsConfigurationSet"
  | "smsProtectConfiguration"
>;

/** The service takes prices with a point only. */
const price = (usd: string): string => (usd.includes(".") ? usd : `${usd}.00`);

/**
 * Our own text from senders of one's own. A message ends with its code's lifetime, is dropped where it is dearer than the dearest or its
 * destination is not protected, and names in its log whom it is for by nothing but references.
 */
export const endUserMessagingSender = (
  client: PinpointSMSVoiceV2Client,
  settings: SenderSettings,
  wait?: Wait,
): SmsSender => ({
  async send(message) {
    const guarded = {
      DestinationPhoneNumber: message.to,
      ...(settings.smsConfigurationSet !== undefined && { ConfigurationSetName: settings.smsConfigurationSet }),
      ...(settings.smsProtectConfiguration !== undefined && {
        ProtectConfigurationId: settings.smsProtectConfiguration,
      }),
    };
    const asText = {
      OriginationIdentity: settings.smsOrigination,
      MessageBody: message.body,
      MessageType: "TRANSACTIONAL",
      MaxPrice: price(settings.smsMaxPrice),
    } as const;
    if (message.code === undefined) {
      const command = new SendTextMessageCommand({ ...guarded, ...asText });
      return handOver(provider, async () => client.send(command), wait);
    }
    const { body, language, channel, context } = message;
    const common = {
      ...guarded,
      TimeToLive: settings.smsCodeSeconds,
      Context: { ...context },
      MessageFeedbackEnabled: true,
    };
    switch (channel) {
      case "sms": {
        const command = new SendTextMessageCommand({ ...common, ...asText });
        return handOver(provider, async () => client.send(command), wait);
      }
      case "voice": {
        const command = new SendVoiceMessageCommand({
          ...common,
          OriginationIdentity: settings.smsVoiceOrigination,
          MessageBody: body,
          MessageBodyTextType: "SSML",
          VoiceId: voices[language],
          MaxPricePerMinute: price(settings.smsMaxPrice),
        });
        return handOver(provider, async () => client.send(command), wait);
      }
    }
  },
});

type NotifySettings = Pick<
  Settings,
  | "smsCodeSeconds"
  | "smsConfigurationSet"
  | "smsNotifyConfiguration"
  | "smsNotifyTemplate"
  | "smsNotifyVoiceTemplate"
  | "smsNotifyVariables"
>;

/** AWS's own senders and approved texts: of ours only the values of the template's variables go out. */
export const notifySender = (client: PinpointSMSVoiceV2Client, settings: NotifySettings, wait?: Wait): SmsSender => ({
  async send(message) {
    if (message.code === undefined) throw new SmsNotSent("Notify has no text for this notice", { mayHaveLeft: false });
    const { to, code, appName, minutes, language, channel, context } = message;
    // The voice reads a run of digits as one number, unless they stand apart.
    const shown = { sms: code, voice: [...code].join(". ") }[channel];
    const values = { code: shown, brand: appName, minutes: String(minutes) };
    const common = {
      NotifyConfigurationId: settings.smsNotifyConfiguration,
      DestinationPhoneNumber: to,
      TemplateVariables: Object.fromEntries(
        settings.smsNotifyVariables.split(",").map((pair) => {
          const [variable = "", name = ""] = pair.split("=");
          return [variable, values[name as keyof typeof values]];
        }),
      ),
      TimeToLive: settings.smsCodeSeconds,
      Context: { ...context },
      MessageFeedbackEnabled: true,
      ...(settings.smsConfigurationSet !== undefined && { ConfigurationSetName: settings.smsConfigurationSet }),
    };
    switch (channel) {
      case "sms": {
        const command = new SendNotifyTextMessageCommand({
          ...common,
          ...(settings.smsNotifyTemplate !== undefined && { TemplateId: settings.smsNotifyTemplate }),
        });
        return handOver(provider, async () => client.send(command), wait);
      }
      case "voice": {
        const command = new SendNotifyVoiceMessageCommand({
          ...common,
          ...(settings.smsNotifyVoiceTemplate !== undefined && { TemplateId: settings.smsNotifyVoiceTemplate }),
          VoiceId: voices[language],
        });
        return handOver(provider, async () => client.send(command), wait);
      }
    }
  },
});

/** Tells the service which codes came back: its filters against pumping learn from it. Messages that failed are never told, they expire. */
export const messageFeedback = (client: PinpointSMSVoiceV2Client): MessageFeedback => ({
  async received(messageId) {
    await client.send(new PutMessageFeedbackCommand({ MessageId: messageId, MessageFeedbackStatus: "RECEIVED" }));
  },
});
