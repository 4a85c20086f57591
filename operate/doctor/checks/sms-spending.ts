import { dayMillis } from "../../../shared/account/instant.ts";
import { DescribeSpendLimitsCommand, type PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { GetSMSAttributesCommand, type SNSClient, GetSMSSandboxAccountStatusCommand } from "@aws-sdk/client-sns";
import { askAws } from "../../aws-trouble.ts";
import { bad, type Check, type Finding, good, unknown, warn } from "../check.ts";
import type { AccountContext, AwsClients, StageContext } from "../context.ts";
import type { DeployedSettings } from "../../stage.ts";
import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";

/** At the month's limit AWS stops sending until the next month, without a sign to the sender. */
export const smsSpending: Check<StageContext> = {
  name: "SMS spending",
  async run({ aws, stage: { settings } }) {
    return [await limitFinding(aws, settings.monthlySmsBudget), ...tenantFindings(settings)];
  },
};

async function limitFinding(aws: AwsClients, budget: number): Promise<Finding> {
  const limits = await Promise.all([snsLimit(aws.sns), accountLimit(aws.smsVoice)]);
  const known = limits.filter((limit) => limit !== undefined);
  if (known.length === 0) return unknown("AWS names no spending limit for SMS.", "Look in the SNS console.");
  const limit = Math.min(...known);
  const facts = `SMS stop at $${limit} a month`;
  if (limit <= 1)
    return bad(`${facts}: a few dozen messages.`, "Ask AWS for a higher SMS spending limit. See docs/deploy.md, SMS.");
  if (limit < budget)
    return bad(`${facts}, before the stage's budget of $${budget}.`, "Raise the limit, or lower monthlySmsBudgetUsd.");
  return limit > budget
    ? warn(`${facts}; the stage's budget of $${budget} only alarms.`, `Set the SNS spending limit to ${budget}.`)
    : good(`${facts}, the stage's budget.`);
}

/** USD. Much of Western Europe; other countries cost from a fifth to several times as much. */
const typicalPrice = 0.045;

/** One organisation must not be able to spend the month's budget of all in a day, with honest logins or with others. */
function tenantFindings({ smsPerTenantDay, monthlySmsBudget: budget }: DeployedSettings): readonly Finding[] {
  if (smsPerTenantDay === undefined) return [];
  const day = smsPerTenantDay * typicalPrice;
  const facts = `${smsPerTenantDay} logins by SMS a day, after which an alarm rings for an organisation, cost about $${day.toFixed(0)}`;
  return day < budget
    ? [good(`${facts}.`)]
    : [
        warn(
          `${facts}: the month's budget of $${budget} is spent before it rings.`,
          "Lower smsPerTenantDay, or raise monthlySmsBudgetUsd.",
        ),
      ];
}

const snsLimit = (sns: SNSClient): Promise<number | undefined> =>
  askAws("sns:GetSMSAttributes", async () => {
    const { attributes } = await sns.send(new GetSMSAttributesCommand({ attributes: ["MonthlySpendLimit"] }));
    const limit = Number(attributes?.["MonthlySpendLimit"]);
    return Number.isNaN(limit) ? undefined : limit;
  });

const accountLimit = (smsVoice: PinpointSMSVoiceV2Client): Promise<number | undefined> =>
  askAws("sms-voice:DescribeSpendLimits", async () => {
    const { SpendLimits } = await smsVoice.send(new DescribeSpendLimitsCommand());
    return SpendLimits?.find(({ Name }) => Name === "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT")?.EnforcedLimit;
  });

/** Cost of the account's SMS since the first of the month, by SNS's own count (in UTC, some hours late). */
export const smsSpent: Check<StageContext> = {
  name: "SMS spent",
  async run({ aws, clock, stage: { settings } }) {
    const now = clock.now();
    const spent = await askAws("cloudwatch:GetMetricStatistics", async () => {
      const { Datapoints = [] } = await aws.cloudwatch.send(
        new GetMetricStatisticsCommand({
          Namespace: "AWS/SNS",
          MetricName: "SMSMonthToDateSpentUSD",
          StartTime: new Date(Math.max(now - dayMillis, startOfMonth(now))),
          EndTime: new Date(now),
          Period: dayMillis / 1000,
          Statistics: ["Maximum"],
        }),
      );
      return Math.max(0, ...Datapoints.map(({ Maximum = 0 }) => Maximum));
    });
    const budget = settings.monthlySmsBudget;
    const facts = `$${spent.toFixed(2)} of the month's $${budget} are spent`;
    const remedy = "See docs/runbook.md, sms-spend.";
    if (spent >= budget) return bad(`${facts}: SMS may have stopped.`, remedy);
    return spent >= budget * 0.8 ? warn(`${facts}.`, remedy) : good(`${facts}.`);
  },
};

const startOfMonth = (now: number): number => {
  const today = new Date(now);
  return Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1);
};

/** In the sandbox SNS takes every message, answers with an id, and drops it unless the number was verified by hand. */
export const smsSandbox: Check<AccountContext> = {
  name: "SMS sandbox",
  async run({ aws: { sns } }) {
    const { IsInSandbox } = await askAws("sns:GetSMSSandboxAccountStatus", () =>
      sns.send(new GetSMSSandboxAccountStatusCommand()),
    );
    return IsInSandbox === false
      ? good("The account may send SMS to any number.")
      : bad(
          "The account is in the SMS sandbox: only numbers verified by hand get messages, others get nothing.",
          "SNS console, Text messaging, Exit SMS sandbox. It takes about a day. See docs/deploy.md, SMS.",
        );
  },
};
