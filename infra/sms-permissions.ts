import { Aws } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Stage } from "./settings.ts";

/** The stage's choice of who carries codes. */
export type SmsResources = Pick<
  Stage,
  | "smsProvider"
  | "smsOrigination"
  | "smsVoiceOrigination"
  | "smsConfigurationSet"
  | "smsProtectConfiguration"
  | "smsNotifyConfiguration"
>;

/** Whether the provider tells what became of a message, and wants to hear which codes came back. */
export const tellsOfDelivery = ({ smsProvider }: Pick<SmsResources, "smsProvider">): boolean => smsProvider !== "sns";

/** Sends codes by the stage's provider, from the stage's senders alone. */
export const sendSms = (sms: SmsResources): readonly PolicyStatement[] => {
  const { smsOrigination, smsVoiceOrigination, smsConfigurationSet, smsProtectConfiguration } = sms;
  const about = [
    ...arnsOf("configuration-set", smsConfigurationSet),
    ...arnsOf("protect-configuration", smsProtectConfiguration),
  ];
  switch (sms.smsProvider) {
    case "sns":
      // Phone numbers are no resources of SNS. The statement allows `*` and refuses every topic.
      return [new PolicyStatement({ actions: ["sns:Publish"], notResources: [`arn:${Aws.PARTITION}:sns:*:*:*`] })];
    case "end-user-messaging":
      return [
        smsVoice("SendTextMessage", [...arnsOf("sender-id", smsOrigination), ...about]),
        ...(smsVoiceOrigination === undefined
          ? []
          : [smsVoice("SendVoiceMessage", [...arnsOf("phone-number", smsVoiceOrigination), ...about])]),
      ];
    case "notify": {
      const resources = [...arnsOf("notify-configuration", sms.smsNotifyConfiguration), ...about];
      return [smsVoice("SendNotifyTextMessage", resources), smsVoice("SendNotifyVoiceMessage", resources)];
    }
  }
};

const smsVoice = (action: string, resources: readonly string[]): PolicyStatement =>
  new PolicyStatement({ actions: [`sms-voice:${action}`], resources: [...resources] });

/** The kind of a resource, by the beginning of its id. */
const kindsOfIds: Readonly<Record<string, string>> = {
  pool: "pool",
  phone: "phone-number",
  protect: "protect-configuration",
  nc: "notify-configuration",
  rcs: "rcs-agent",
};

/** An id as a resource of its kind. A name of one's own (a sender, a configuration set) does not tell its kind: `named` does. */
function resourceOf(named: string, id: string): string {
  const kind = kindsOfIds[/^([a-z]+)-/.exec(id)?.[1] ?? ""] ?? named;
  // A sender's name is one resource in each country.
  return kind === "sender-id" ? `${kind}/${id}/*` : `${kind}/${id}`;
}

function arnsOf(named: string, idOrArn: string | undefined): readonly string[] {
  if (idOrArn === undefined || idOrArn.startsWith("arn:")) return idOrArn === undefined ? [] : [idOrArn];
  return [`arn:${Aws.PARTITION}:sms-voice:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resourceOf(named, idOrArn)}`];
}

/** Senders that are many resources. */
export const wildSenders = ({ smsOrigination }: Pick<SmsResources, "smsOrigination">): readonly string[] =>
  smsOrigination === undefined || smsOrigination.startsWith("arn:")
    ? []
    : [resourceOf("sender-id", smsOrigination)].filter((resource) => resource.endsWith("*"));

/** Tells the provider which messages came back. */
export const putFeedback = (): PolicyStatement =>
  smsVoice("PutMessageFeedback", [`arn:${Aws.PARTITION}:sms-voice:${Aws.REGION}:${Aws.ACCOUNT_ID}:message/*`]);
