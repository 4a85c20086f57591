import { Duration } from "aws-cdk-lib";
import { MathExpression, Metric, Stats, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { type AlarmPlan, reported, type Watched } from "./watching.ts";
import type { LogMetrics } from "./log-metrics.ts";

const hour = Duration.hours(1);

/** More guesses, resets or SMS than people cause. */
export const attackAlarms = (logs: LogMetrics): readonly AlarmPlan[] => [
  {
    id: "many-locks",
    what: "Wrong codes locked at least twenty methods within an hour: somebody may be guessing with stolen passwords",
    metric: logs.locks.with({ period: hour }),
    threshold: 20,
  },
  {
    id: "many-resets",
    what: "Admins reset at least twenty users within an hour: an admin's account may be misused",
    metric: logs.resets.with({ period: hour }),
    threshold: 20,
  },
  {
    id: "many-users-rejected",
    what: "Codes of at least thirty users were rejected within an hour, and of more than one for four logins: somebody may be guessing, a few codes each",
    metric: new MathExpression({
      expression: "IF(FILL(users, 0) >= 30 AND 4 * FILL(users, 0) > FILL(logins, 0), 1, 0)",
      usingMetrics: { users: logs.usersRejected, logins: logs.logins.with({ period: hour }) },
      label: "More users than mistype (1: yes)",
      period: hour,
    }),
    threshold: 1,
  },
  {
    id: "passkey-copied",
    what: "A security key's counter went back: somebody may have a copy of it",
    metric: logs.countersFell.with({ period: hour }),
    threshold: 1,
  },
  {
    id: "account-frozen",
    what: "Somebody used the link of a removal's e-mail to stop changes: a user says that a change was not theirs",
    metric: logs.frozen.with({ period: hour }),
    threshold: 1,
  },
  {
    id: "stale-device-token",
    what: "An old token of a remembered device was used: somebody may have copied a browser's data, and knows the password",
    metric: logs.staleDevices.with({ period: hour }),
    threshold: 1,
  },
  {
    id: "factors-exported",
    what: "An operator exported the factors of an organisation: secrets of authenticator apps and phone numbers left the service",
    metric: logs.exports.with({ period: hour }),
    threshold: 1,
  },
];

export const smsAlarms = ({ monthlySmsBudgetUsd }: Watched, logs: LogMetrics): readonly AlarmPlan[] => [
  {
    id: "sms-not-redeemed",
    what: "Fewer than a third of at least fifty SMS codes within an hour were typed in: somebody may be earning on the messages",
    metric: new MathExpression({
      // Written without a division, which fails when nothing was sent.
      expression: "IF(FILL(sent, 0) >= 50 AND 3 * FILL(redeemed, 0) < FILL(sent, 0), 1, 0)",
      usingMetrics: {
        sent: logs.smsRequested.with({ period: hour }),
        redeemed: logs.smsRedeemed.with({ period: hour }),
      },
      label: "Too few codes came back (1: yes)",
      period: hour,
    }),
    threshold: 1,
  },
  {
    id: "sms-failing",
    what: "At least ten SMS within an hour could not be handed over",
    metric: logs.smsFailed.with({ period: hour }),
    threshold: 10,
  },
  {
    id: "sms-limits",
    what: "At least twenty SMS within an hour were refused by a limit: somebody may be sending to numbers of theirs, or a limit is too small",
    metric: logs.smsLimited.with({ period: hour }),
    threshold: 20,
  },
  {
    id: "sms-budget",
    what: "The logins of an organisation got more SMS today than smsPerTenantDay; they go on",
    metric: logs.smsBudgetsExceeded.with({ period: hour }),
    threshold: 1,
  },
  {
    id: "sms-paused",
    what: "Too few codes of a range or country came back: set-ups of phones there get no SMS for a while; somebody may be earning on the messages",
    metric: logs.smsPaused.with({ period: hour }),
    threshold: 1,
  },
  ...(logs.smsUndelivered === null
    ? []
    : [
        {
          id: "sms-undelivered",
          what: "At least twenty SMS within an hour did not reach their phones, by the provider's word",
          metric: logs.smsUndelivered.with({ period: hour }),
          threshold: 20,
        },
      ]),
  {
    id: "sms-budget-half",
    what: "Half of an organisation's smsBudgetUsd of this month is spent; once it is gone, set-ups of phones get no SMS",
    metric: logs.smsHalfSpent.with({ period: hour }),
    threshold: 1,
  },
  {
    id: "sms-spend",
    what: `SMS cost more than four fifths of the month's ${String(monthlySmsBudgetUsd)} USD; when it is spent, no SMS goes out`,
    metric: new Metric({
      namespace: "AWS/SNS",
      metricName: "SMSMonthToDateSpentUSD",
      statistic: Stats.MAXIMUM,
      period: hour,
    }),
    threshold: monthlySmsBudgetUsd * 0.8,
    // SNS reports spending only while it sends. The sum stays until the month ends.
    missing: TreatMissingData.IGNORE,
  },
];

export const mailAlarms = (watched: Watched): readonly AlarmPlan[] => [
  {
    id: "notices-refused",
    what: "SES refused at least five notifications within an hour for good: these users were not told of a change",
    metric: reported(watched, "NoticesRefused", { period: hour, statistic: Stats.SUM }),
    threshold: 5,
  },
  {
    id: "notices-without-contact",
    what: "At least five changes within an hour could be told to nobody, since no address of their users is known",
    metric: reported(watched, "NoticesWithoutContact", { period: hour, statistic: Stats.SUM }),
    threshold: 5,
  },
  {
    id: "mail-bounces",
    what: "More than one notification in twenty bounces: at one in ten SES may stop sending",
    metric: new Metric({
      namespace: "AWS/SES",
      metricName: "Reputation.BounceRate",
      statistic: Stats.MAXIMUM,
      period: hour,
    }),
    threshold: 0.05,
    missing: TreatMissingData.IGNORE,
  },
];
