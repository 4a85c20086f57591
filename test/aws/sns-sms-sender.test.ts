import { inspect } from "node:util";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { snsSmsSender } from "../../shared/aws/sns-sms-sender.ts";
import { SmsNotSent } from "../../shared/ports/outbound.ts";

const message = { to: "+41791234567", body: "123456 is your code" };

function sns() {
  const client = new SNSClient({ region: "local" });
  return { client, mock: mockClient(client) };
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
});
