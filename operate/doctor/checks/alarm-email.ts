import { paginateListStackResources } from "@aws-sdk/client-cloudformation";
import { paginateListSubscriptionsByTopic, type SNSClient, type Subscription } from "@aws-sdk/client-sns";
import { stackNames } from "../../../infra/outputs.ts";
import { askAllPages } from "../../aws-pages.ts";
import { bad, type Check, good } from "../check.ts";
import type { AwsClients, StageWorld } from "../world.ts";

/** SNS asks the owner of an address to confirm; until then alarms reach nobody. */
export const alarmEmail: Check<StageWorld> = {
  name: "alarm e-mail",
  async run({ aws, stage: { stage, settings } }) {
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
