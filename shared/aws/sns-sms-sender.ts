import { type MessageAttributeValue, PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { type SmsSender, SmsNotSent } from "../ports/outbound.ts";

interface SmsSettings {
  readonly smsMaxPrice: string;
  readonly smsSenderId?: string | undefined;
}

const text = (StringValue: string): MessageAttributeValue => ({ DataType: "String", StringValue });
const number = (StringValue: string): MessageAttributeValue => ({ DataType: "Number", StringValue });

export const snsSmsSender = (sns: SNSClient, { smsMaxPrice, smsSenderId }: SmsSettings): SmsSender => ({
  async send({ to, body }) {
    const message = new PublishCommand({
      PhoneNumber: to,
      Message: body,
      MessageAttributes: {
        "AWS.SNS.SMS.SMSType": text("Transactional"),
        "AWS.SNS.SMS.MaxPrice": number(smsMaxPrice),
        ...(smsSenderId !== undefined && { "AWS.SNS.SMS.SenderID": text(smsSenderId) }),
      },
    });
    try {
      await sns.send(message);
    } catch (error) {
      throw new SmsNotSent("SNS did not take the message", { cause: withoutContent(error) });
    }
  },
});

/** Name of the failure, without SNS's message, which can quote the phone number. */
function withoutContent(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { httpStatusCode, requestId } = ("$metadata" in error ? error.$metadata : {}) as {
    httpStatusCode?: number;
    requestId?: string;
  };
  return { name: error.name, httpStatusCode, requestId };
}
