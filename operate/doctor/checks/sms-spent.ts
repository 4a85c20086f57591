import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { askAws } from "../../aws-trouble.ts";
import { bad, type Check, good, warn } from "../check.ts";
import type { StageWorld } from "../world.ts";

const day = 86_400_000;

/** What the account's SMS cost since the first of the month, by SNS's own count (in UTC, some hours late). */
export const smsSpent: Check<StageWorld> = {
  name: "SMS spent",
  async run({ aws, clock, stage: { settings } }) {
    const now = clock.now();
    const spent = await askAws("cloudwatch:GetMetricStatistics", async () => {
      const { Datapoints = [] } = await aws.cloudwatch.send(
        new GetMetricStatisticsCommand({
          Namespace: "AWS/SNS",
          MetricName: "SMSMonthToDateSpentUSD",
          StartTime: new Date(Math.max(now - day, startOfMonth(now))),
          EndTime: new Date(now),
          Period: day / 1000,
          Statistics: ["Maximum"],
        }),
      );
      return Math.max(0, ...Datapoints.map(({ Maximum = 0 }) => Maximum));
    });
    const budget = settings.monthlySmsBudget;
    const told = `$${spent.toFixed(2)} of the month's $${budget} are spent`;
    const remedy = "See docs/runbook.md, sms-spend.";
    if (spent >= budget) return bad(`${told}: SMS may have stopped.`, remedy);
    return spent >= budget * 0.8 ? warn(`${told}.`, remedy) : good(`${told}.`);
  },
};

const startOfMonth = (now: number): number => {
  const today = new Date(now);
  return Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1);
};
