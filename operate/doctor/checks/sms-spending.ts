import { DescribeSpendLimitsCommand, type PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { GetSMSAttributesCommand, type SNSClient } from "@aws-sdk/client-sns";
import { askAws } from "../../aws-trouble.ts";
import { bad, type Check, good, unknown, warn } from "../check.ts";
import type { StageWorld } from "../world.ts";

/** When the month's limit is reached AWS sends nothing more until the next month, and tells the sender nothing. */
export const smsSpending: Check<StageWorld> = {
  name: "SMS spending",
  async run({ aws, stage: { settings } }) {
    const limits = await Promise.all([snsLimit(aws.sns), accountLimit(aws.smsVoice)]);
    const known = limits.filter((limit) => limit !== undefined);
    if (known.length === 0) return unknown("AWS names no spending limit for SMS.", "Look in the SNS console.");
    const limit = Math.min(...known);
    const budget = settings.monthlySmsBudget;
    const told = `SMS stop at $${limit} a month`;
    if (limit <= 1)
      return bad(`${told}: a few dozen messages.`, "Ask AWS for a higher SMS spending limit. See docs/deploy.md, SMS.");
    if (limit < budget)
      return bad(`${told}, before the stage's budget of $${budget}.`, "Raise the limit, or lower monthlySmsBudgetUsd.");
    return limit > budget
      ? warn(`${told}; the stage's budget of $${budget} only alarms.`, `Set the SNS spending limit to ${budget}.`)
      : good(`${told}, the stage's budget.`);
  },
};

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
