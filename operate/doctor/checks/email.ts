import {
  GetAccountCommand,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  type GetEmailIdentityResponse,
  NotFoundException,
  type SESv2Client,
} from "@aws-sdk/client-sesv2";
import { askAws, askAllPages } from "../../aws-trouble.ts";
import { type AwsClients, bad, type Check, type Finding, good, type StageContext, warn } from "../check.ts";
import { paginateListStackResources } from "@aws-sdk/client-cloudformation";
import { paginateListSubscriptionsByTopic, type SNSClient, type Subscription } from "@aws-sdk/client-sns";
import { stackNames } from "../../../infra/outputs.ts";

/** The e-mails that tell users of changes to their account. */
export const email: Check<StageContext> = {
  name: "e-mail",
  async run({ aws: { ses }, stage: { settings } }) {
    const { mailFrom } = settings;
    if (mailFrom === undefined)
      return warn("Users get no e-mail when their second factor changes.", "Verify a domain in SES and set mailFrom.");
    const [account, identity] = await Promise.all([accountFindings(ses), identityFindings(ses, mailFrom)]);
    return [...account, ...identity];
  },
};

async function accountFindings(ses: SESv2Client): Promise<readonly Finding[]> {
  const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus } = await askAws("ses:GetAccount", () =>
    ses.send(new GetAccountCommand()),
  );
  if (SendingEnabled !== true)
    return [bad("SES has paused sending for this account.", "SES console, Account dashboard: read why and answer.")];
  if (ProductionAccessEnabled !== true)
    return [
      bad("SES is in its sandbox: only verified addresses get e-mail.", "SES console, Request production access."),
    ];
  return EnforcementStatus === "HEALTHY" || EnforcementStatus === undefined
    ? [good("SES sends to any address.")]
    : [
        warn(
          `SES sends, but the account is on ${EnforcementStatus}.`,
          "Look at bounces and complaints in the console.",
        ),
      ];
}

async function identityFindings(ses: SESv2Client, mailFrom: string): Promise<readonly Finding[]> {
  const identity = await identityOf(ses, mailFrom);
  if (identity === null)
    return [bad("The domain of mailFrom is no identity in SES.", "SES console, Create identity, in this region.")];
  if (identity.VerifiedForSendingStatus !== true)
    return [bad("The identity of mailFrom is not verified.", "Put the records that SES shows into the DNS.")];
  const { SigningEnabled, Status } = identity.DkimAttributes ?? {};
  const signing =
    SigningEnabled === true && Status === "SUCCESS"
      ? good("The identity of mailFrom is verified and signs with DKIM.")
      : warn("The e-mails are not signed with DKIM: many end as spam.", "Turn on Easy DKIM for the identity.");
  const { ConfigurationSetName: name } = identity;
  return name === undefined ? [signing] : [signing, await configurationSetFinding(ses, name)];
}

/** Every e-mail of an identity goes through its default configuration set, which the console offers when the identity is made. */
const configurationSetFinding = (ses: SESv2Client, name: string): Promise<Finding> =>
  askAws("ses:GetConfigurationSet", async () => {
    const remedy = "SES console, the identity, Configuration set: choose another one or none.";
    try {
      const set = await ses.send(new GetConfigurationSetCommand({ ConfigurationSetName: name }));
      return set.SendingOptions?.SendingEnabled === false
        ? bad(`The identity's configuration set ${name} has paused sending.`, "Turn sending on for the set.")
        : good(`The e-mails go through the configuration set ${name}.`);
    } catch (error) {
      if (error instanceof NotFoundException)
        return bad(`The identity's configuration set ${name} does not exist: SES refuses every e-mail.`, remedy);
      throw error;
    }
  });

/** The address itself may be an identity; else its domain is. */
async function identityOf(ses: SESv2Client, mailFrom: string): Promise<GetEmailIdentityResponse | null> {
  return (await readIdentity(ses, mailFrom)) ?? (await readIdentity(ses, mailFrom.split("@").at(-1) ?? mailFrom));
}

const readIdentity = (ses: SESv2Client, EmailIdentity: string): Promise<GetEmailIdentityResponse | null> =>
  askAws("ses:GetEmailIdentity", async () => {
    try {
      return await ses.send(new GetEmailIdentityCommand({ EmailIdentity }));
    } catch (error) {
      if (error instanceof NotFoundException) return null;
      throw error;
    }
  });

/** SNS asks the owner of an address to confirm; until then alarms reach nobody. */
export const alarmEmail: Check<StageContext> = {
  name: "alarm e-mail",
  async run({ aws, stage: { stage, settings } }) {
    if (settings.alarmEmail === undefined) return good("The alarms go to a topic of your own.");
    const topics = await topicsOf(aws, stackNames(stage).service);
    const subscriptions = (await Promise.all(topics.map((topic) => subscriptionsOf(aws.sns, topic)))).flat();
    const wanted = subscriptions.filter(({ Endpoint }) => Endpoint === settings.alarmEmail);
    if (wanted.length === 0)
      return bad("The alarm address is not subscribed, or has unsubscribed.", "Deploy the service stack again.");
    return wanted.every(({ SubscriptionArn }) => SubscriptionArn?.startsWith("arn:") === true)
      ? good("The alarm address is confirmed.")
      : bad(
          "The alarm address is not confirmed: alarms reach nobody.",
          "Open the e-mail from AWS Notifications and confirm.",
        );
  },
};

async function topicsOf({ cloudformation: client }: AwsClients, StackName: string): Promise<readonly string[]> {
  const pages = paginateListStackResources({ client }, { StackName });
  const resources = await askAllPages(
    "cloudformation:ListStackResources",
    pages,
    (page) => page.StackResourceSummaries,
  );
  return resources
    .filter(({ ResourceType }) => ResourceType === "AWS::SNS::Topic")
    .flatMap(({ PhysicalResourceId }) => PhysicalResourceId ?? []);
}

const subscriptionsOf = (client: SNSClient, TopicArn: string): Promise<readonly Subscription[]> =>
  askAllPages(
    "sns:ListSubscriptionsByTopic",
    paginateListSubscriptionsByTopic({ client }, { TopicArn }),
    (page) => page.Subscriptions,
  );
