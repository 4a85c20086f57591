import { type MessageAttributeValue, PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { type SmsSender, SmsNotSent } from "../ports/outbound.ts";
import { handOver, type Wait } from "./hand-over.ts";

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
