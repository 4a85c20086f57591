import { inspect } from "node:util";
import {
  PinpointSMSVoiceV2Client,
  PutMessageFeedbackCommand,
  SendNotifyTextMessageCommand,
  SendNotifyVoiceMessageCommand,
  SendTextMessageCommand,
  SendVoiceMessageCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { endUserMessagingSender, messageFeedback, notifySender } from "../../shared/aws/sms-sender.ts";
import { type OutgoingMessage, SmsNotSent } from "../../shared/ports/outbound.ts";

const message = {
  to: "+41791234567",
  body: "123456 is your code",
  code: "123456",
  appName: "Acme",
  language: "de",
  minutes: 5,
  channel: "sms",
  context: { ref: "usr_1", factorId: "fac_1" },
} as const satisfies OutgoingMessage;
const call = { ...message, channel: "voice", body: "<speak>1</speak>" } as const;

const least = { smsCodeSeconds: 300, smsMaxPrice: "0.50", smsOrigination: "pool-1" };
const whole = {
  ...least,
  smsVoiceOrigination: "phone-1",
  smsConfigurationSet: "codes",
  smsProtectConfiguration: "protect-1",
};
const notify = { smsCodeSeconds: 300, smsNotifyConfiguration: "nc-1", smsNotifyVariables: "code=code" };

function endUserMessaging() {
  const client = new PinpointSMSVoiceV2Client({ region: "local" });
  const mock = mockClient(client);
  mock.onAnyCommand().resolves({ MessageId: "m-1" });
  return { client, mock };
}
const inputs = (mock: ReturnType<typeof mockClient>, command: Parameters<typeof mock.commandCalls>[0]) =>
  mock.commandCalls(command).map(({ args }) => args[0].input);

describe("an SMS of End User Messaging", () => {
  it("without a code has the same sender, filter and dearest price, and waits for no code", async () => {
    const { client, mock } = endUserMessaging();
    await endUserMessagingSender(client, whole).send({ to: message.to, body: "Somebody asked" });
    expect(inputs(mock, SendTextMessageCommand)).toEqual([
      {
        DestinationPhoneNumber: "+41791234567",
        OriginationIdentity: "pool-1",
        MessageBody: "Somebody asked",
        MessageType: "TRANSACTIONAL",
        MaxPrice: "0.50",
        ConfigurationSetName: "codes",
        ProtectConfigurationId: "protect-1",
      },
    ]);
  });

  it("ends with its code, has a dearest price, a sender and a filter, and is known by references alone", async () => {
    const { client, mock } = endUserMessaging();
    await expect(endUserMessagingSender(client, whole).send(message)).resolves.toEqual({ messageId: "m-1" });
    expect(inputs(mock, SendTextMessageCommand)).toEqual([
      {
        DestinationPhoneNumber: "+41791234567",
        OriginationIdentity: "pool-1",
        MessageBody: "123456 is your code",
        MessageType: "TRANSACTIONAL",
        MaxPrice: "0.50",
        TimeToLive: 300,
        Context: { ref: "usr_1", factorId: "fac_1" },
        MessageFeedbackEnabled: true,
        ConfigurationSetName: "codes",
        ProtectConfigurationId: "protect-1",
      },
    ]);
  });

  it("names no configuration set and no filter where the stage has none, and a whole price with a point", async () => {
    const { client, mock } = endUserMessaging();
    await endUserMessagingSender(client, { ...least, smsMaxPrice: "1" }).send(message);
    expect(inputs(mock, SendTextMessageCommand)).toEqual([
      {
        DestinationPhoneNumber: "+41791234567",
        OriginationIdentity: "pool-1",
        MessageBody: "123456 is your code",
        MessageType: "TRANSACTIONAL",
        MaxPrice: "1.00",
        TimeToLive: 300,
        Context: { ref: "usr_1", factorId: "fac_1" },
        MessageFeedbackEnabled: true,
      },
    ]);
  });

  it("that is a call is read out by a voice of its language", async () => {
    const { client, mock } = endUserMessaging();
    await endUserMessagingSender(client, whole).send(call);
    expect(inputs(mock, SendVoiceMessageCommand)).toEqual([
      {
        DestinationPhoneNumber: "+41791234567",
        OriginationIdentity: "phone-1",
        MessageBody: "<speak>1</speak>",
        MessageBodyTextType: "SSML",
        VoiceId: "VICKI",
        MaxPricePerMinute: "0.50",
        TimeToLive: 300,
        Context: { ref: "usr_1", factorId: "fac_1" },
        MessageFeedbackEnabled: true,
        ConfigurationSetName: "codes",
        ProtectConfigurationId: "protect-1",
      },
    ]);
    expect(inputs(mock, SendTextMessageCommand)).toEqual([]);
  });

  it.each(["ValidationException", "ConflictException"])(
    "that is refused for good (%s) is not tried again, and the error holds neither number nor text",
    async (name) => {
      const { client, mock } = endUserMessaging();
      mock
        .on(SendTextMessageCommand)
        .rejects(
          Object.assign(new Error(`${message.to} ${message.body}`), { name, $metadata: { httpStatusCode: 400 } }),
        );
      const failure: unknown = await endUserMessagingSender(client, whole)
        .send(message)
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(SmsNotSent);
      expect(failure).toMatchObject({ mayHaveLeft: false, cause: { name } });
      expect(mock.commandCalls(SendTextMessageCommand)).toHaveLength(1);
      expect(inspect(failure, { depth: null, showHidden: true })).not.toMatch(/41791234567|123456/);
    },
  );

  it("that is throttled is tried again; one whose answer is lost never is", async () => {
    const { client, mock } = endUserMessaging();
    const failing = (name: string, httpStatusCode: number) =>
      Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });
    mock.on(SendTextMessageCommand).rejectsOnce(failing("ThrottlingException", 400)).resolves({ MessageId: "m-2" });
    const sender = endUserMessagingSender(client, whole, async () => undefined);
    await expect(sender.send(message)).resolves.toEqual({ messageId: "m-2" });
    mock.on(SendTextMessageCommand).rejects(failing("InternalServerException", 500));
    await expect(sender.send(message)).rejects.toMatchObject({ mayHaveLeft: true });
    expect(mock.commandCalls(SendTextMessageCommand)).toHaveLength(3);
  });
});

describe("an SMS of Notify", () => {
  it("has nothing of ours but the values of the template's variables", async () => {
    const { client, mock } = endUserMessaging();
    await notifySender(client, notify).send(message);
    expect(inputs(mock, SendNotifyTextMessageCommand)).toEqual([
      {
        NotifyConfigurationId: "nc-1",
        DestinationPhoneNumber: "+41791234567",
        TemplateVariables: { code: "123456" },
        TimeToLive: 300,
        Context: { ref: "usr_1", factorId: "fac_1" },
        MessageFeedbackEnabled: true,
      },
    ]);
  });

  it("follows the stage's template, its variables and its configuration set", async () => {
    const { client, mock } = endUserMessaging();
    await notifySender(client, {
      ...notify,
      smsNotifyTemplate: "notify-code-verification-english-001",
      smsNotifyVariables: "code=code,brandName=brand,validity=minutes",
      smsConfigurationSet: "codes",
    }).send(message);
    expect(inputs(mock, SendNotifyTextMessageCommand)).toEqual([
      {
        NotifyConfigurationId: "nc-1",
        DestinationPhoneNumber: "+41791234567",
        TemplateId: "notify-code-verification-english-001",
        TemplateVariables: { code: "123456", brandName: "Acme", validity: "5" },
        TimeToLive: 300,
        Context: { ref: "usr_1", factorId: "fac_1" },
        ConfigurationSetName: "codes",
        MessageFeedbackEnabled: true,
      },
    ]);
  });

  it("that is a call has each digit apart", async () => {
    const { client, mock } = endUserMessaging();
    await notifySender(client, { ...notify, smsNotifyVoiceTemplate: "voice-1" }).send(call);
    expect(inputs(mock, SendNotifyVoiceMessageCommand)).toEqual([
      {
        NotifyConfigurationId: "nc-1",
        DestinationPhoneNumber: "+41791234567",
        TemplateId: "voice-1",
        TemplateVariables: { code: "1. 2. 3. 4. 5. 6" },
        TimeToLive: 300,
        Context: { ref: "usr_1", factorId: "fac_1" },
        MessageFeedbackEnabled: true,
        VoiceId: "VICKI",
      },
    ]);
  });
});

it("a code that came back is told by its message's id", async () => {
  const { client, mock } = endUserMessaging();
  await messageFeedback(client).received("m-1");
  expect(inputs(mock, PutMessageFeedbackCommand)).toEqual([{ MessageId: "m-1", MessageFeedbackStatus: "RECEIVED" }]);
});
