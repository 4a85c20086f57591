import {
  type PinpointSMSVoiceV2Client,
  PutMessageFeedbackCommand,
  SendNotifyTextMessageCommand,
  SendNotifyVoiceMessageCommand,
  SendTextMessageCommand,
  SendVoiceMessageCommand,
  type VoiceId,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { type MessageFeedback, type OutgoingMessage, type SmsSender, SmsNotSent } from "../ports/outbound.ts";
import type { Settings } from "../settings/settings.ts";
import { handOver, type Wait } from "./hand-over.ts";

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
