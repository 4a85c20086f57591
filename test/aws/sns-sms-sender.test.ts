import { inspect } from "node:util";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { snsSmsSender } from "../../shared/aws/sms-sender.ts";
import { type OutgoingMessage, SmsNotSent } from "../../shared/ports/outbound.ts";

const message = {
  to: "+41791234567",
  body: "123456 is your code",
  code: "123456",
  appName: "Acme",
  language: "en",
  minutes: 5,
  channel: "sms",
  context: { ref: "usr_1", factorId: "fac_1" },
} as const satisfies OutgoingMessage;

function sns() {
  const client = new SNSClient({ region: "local" });
  const mock = mockClient(client);
  mock.onAnyCommand().resolves({});
  return { client, mock };
}

describe("an SMS", () => {
  it("is published as transactional, with the dearest price", async () => {
    const { client, mock } = sns();
    await snsSmsSender(client, { smsMaxPrice: "0.50" }).send(message);
    expect(mock.commandCalls(PublishCommand).map(({ args }) => args[0].input)).toEqual([
      {
        PhoneNumber: message.to,
        Message: message.body,
        MessageAttributes: {
          "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" },
          "AWS.SNS.SMS.MaxPrice": { DataType: "Number", StringValue: "0.50" },
        },
      },
    ]);
  });

  it("names its sender where one is set", async () => {
    const { client, mock } = sns();
    await snsSmsSender(client, { smsMaxPrice: "0.50", smsSenderId: "Acme" }).send(message);
    expect(mock.commandCalls(PublishCommand)[0]?.args[0].input.MessageAttributes).toMatchObject({
      "AWS.SNS.SMS.SenderID": { DataType: "String", StringValue: "Acme" },
    });
  });

  it("that SNS does not take is not sent; the error says why, without number and text", async () => {
    const { client, mock } = sns();
    mock.on(PublishCommand).rejects(
      Object.assign(new Error(`Invalid parameter: ${message.to} ${message.body}`), {
        name: "InvalidParameterException",
        $metadata: { httpStatusCode: 400, requestId: "r-1" },
      }),
    );
    const failure: unknown = await snsSmsSender(client, { smsMaxPrice: "0.50" })
      .send(message)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SmsNotSent);
    expect(failure).toMatchObject({
      cause: { name: "InvalidParameterException", httpStatusCode: 400, requestId: "r-1" },
    });
    expect(inspect(failure, { depth: null, showHidden: true })).not.toMatch(/41791234567|123456/);
  });

  const answer = (name: string, httpStatusCode?: number, code?: string): Error =>
    Object.assign(new Error(name), { name, code, $metadata: { httpStatusCode } });

  /** Sends while SNS fails so, and says how often it was asked and for how long the sender waited in between. */
  async function sendingAgainst(...failures: readonly Error[]) {
    const { client, mock } = sns();
    let answers = mock.on(PublishCommand);
    for (const failure of failures) answers = answers.rejectsOnce(failure);
    answers.resolves({});
    const pauses: number[] = [];
    const wait = async (millis: number) => pauses.push(millis);
    const failure: unknown = await snsSmsSender(client, { smsMaxPrice: "0.50" }, wait)
      .send(message)
      .then(() => null)
      .catch((error: unknown) => error);
    return { failure, pauses, asked: mock.commandCalls(PublishCommand).length };
  }

  it.each([
    answer("ThrottlingException", 400),
    answer("ThrottledException", 429),
    answer("AuthorizationErrorException", 403),
    answer("Error", undefined, "ECONNREFUSED"),
  ])(
    "that is refused for now (%s) is tried again three times, each after a longer wait with jitter",
    async (refusal) => {
      expect(await sendingAgainst(refusal, refusal)).toMatchObject({ failure: null, asked: 3 });
      const { failure, pauses, asked } = await sendingAgainst(refusal, refusal, refusal, refusal, refusal);
      expect(asked).toBe(4);
      expect(failure).toMatchObject({ name: "SmsNotSent", mayHaveLeft: false });
      for (const [nth, most] of [100, 300, 600].entries()) {
        expect(pauses[nth]).toBeGreaterThanOrEqual(most / 2);
        expect(pauses[nth]).toBeLessThanOrEqual(most);
      }
    },
  );

  it("that SNS would refuse again is not tried again", async () => {
    const { failure, asked } = await sendingAgainst(answer("InvalidParameterException", 400));
    expect([asked, failure]).toMatchObject([1, { mayHaveLeft: false }]);
  });

  it.each([
    answer("TimeoutError"),
    answer("InternalErrorException", 500),
    answer("RequestTimeout", 408),
    answer("Error", undefined, "ECONNRESET"),
  ])("whose answer is lost (%s) may have left: it is never sent twice", async (lost) => {
    const { failure, asked } = await sendingAgainst(lost);
    expect([asked, failure]).toMatchObject([1, { name: "SmsNotSent", mayHaveLeft: true }]);
  });
});
