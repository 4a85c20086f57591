import { randomInt } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { type MessageAttributeValue, PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { type SmsSender, SmsNotSent } from "../ports/outbound.ts";

interface SmsSettings {
  readonly smsMaxPrice: string;
  readonly smsSenderId?: string | undefined;
}

const text = (StringValue: string): MessageAttributeValue => ({ DataType: "String", StringValue });
const number = (StringValue: string): MessageAttributeValue => ({ DataType: "Number", StringValue });

/** Longest waits before another try, in milliseconds: together less than the hand-over of a send may take. */
const waits = [100, 300, 600];

/** Half of the wait at least, so that callers that were refused together do not come back together. */
const jittered = (millis: number): number => randomInt(millis / 2, millis + 1);

export const snsSmsSender = (
  sns: SNSClient,
  { smsMaxPrice, smsSenderId }: SmsSettings,
  wait: (millis: number) => Promise<unknown> = setTimeout,
): SmsSender => ({
  async send({ to, body }) {
    const message = {
      PhoneNumber: to,
      Message: body,
      MessageAttributes: {
        "AWS.SNS.SMS.SMSType": text("Transactional"),
        "AWS.SNS.SMS.MaxPrice": number(smsMaxPrice),
        ...(smsSenderId !== undefined && { "AWS.SNS.SMS.SenderID": text(smsSenderId) }),
      },
    };
    for (let tries = 0; ; tries += 1)
      try {
        await sns.send(new PublishCommand(message));
        return;
      } catch (error) {
        const pause = waits[tries];
        if (!isRefusal(error) || isOfMessage(error) || pause === undefined)
          throw new SmsNotSent("SNS did not take the message", {
            mayHaveLeft: !isRefusal(error),
            cause: withoutContent(error),
          });
        await wait(jittered(pause));
      }
  },
});

interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}
const sdkError = (error: unknown): SdkError => (error instanceof Error ? error : {});

/** The connection was never made. */
const unconnected: readonly string[] = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"];

/** SNS took nothing for certain: it said so (4xx, throttling too), or was not reached. After anything else the SMS may be on its way. */
function isRefusal(error: unknown): boolean {
  const { code = "", $metadata: { httpStatusCode: status = 0 } = {} } = sdkError(error);
  return unconnected.includes(code) || (status >= 400 && status < 500 && status !== 408);
}

/** SNS would refuse this message again: a number that cannot be, or whose owner wants none. */
const isOfMessage = (error: unknown): boolean =>
  /^(InvalidParameter|Validation|OptedOut)/.test(sdkError(error).name ?? "");

/** Name of the failure, without SNS's message, which can quote the phone number. */
function withoutContent(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { httpStatusCode, requestId } = sdkError(error).$metadata ?? {};
  return { name: error.name, httpStatusCode, requestId };
}
