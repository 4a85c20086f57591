import {
  DescribeSpendLimitsCommand,
  paginateDescribePhoneNumbers,
  paginateDescribeSenderIds,
  type PinpointSMSVoiceV2Client,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { askAllPages, askAws } from "../../aws-trouble.ts";
import {
  type AccountContext,
  type AwsClients,
  bad,
  type Check,
  type Finding,
  good,
  type StageContext,
  unknown,
  warn,
} from "../check.ts";
import { dayMillis } from "../../../shared/account/instant.ts";
import { GetSMSAttributesCommand, GetSMSSandboxAccountStatusCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { DeployedSettings } from "../../stage.ts";
import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";

interface Senders {
  /** Countries of active numbers that can send SMS. */
  readonly numbers: ReadonlySet<string>;
  /** Countries of registered sender IDs, or of the stage's own one if it names one. */
  readonly registered: ReadonlySet<string>;
}

/** Where a country asks for a registered sender, SNS takes the message all the same, and the carrier drops it. */
export const smsSenders: Check<StageContext> = {
  name: "SMS senders",
  async run({ aws: { smsVoice }, stage: { settings } }) {
    const { smsCountries, smsSenderId } = settings;
    if (smsCountries.length === 0)
      return warn("No country may get SMS.", "Name countries in smsCountries if users are to get codes by SMS.");
    const everywhere = smsCountries.includes("*");
    const senders = await sendersOf(smsVoice, smsSenderId);
    const findings = smsCountries.filter((country) => country !== "*").map((country) => judge(country, senders));
    return everywhere
      ? [warn("SMS may go to every country: fraudsters like that.", "Name the countries of your users."), ...findings]
      : findings;
  },
};

async function sendersOf(client: PinpointSMSVoiceV2Client, senderId: string | undefined): Promise<Senders> {
  const [numbers, ids] = await Promise.all([
    askAllPages(
      "sms-voice:DescribePhoneNumbers",
      paginateDescribePhoneNumbers({ client }, {}),
      (page) => page.PhoneNumbers,
    ),
    askAllPages("sms-voice:DescribeSenderIds", paginateDescribeSenderIds({ client }, {}), (page) => page.SenderIds),
  ]);
  return {
    numbers: new Set(
      numbers
        .filter(({ Status, NumberCapabilities }) => Status === "ACTIVE" && NumberCapabilities?.includes("SMS") === true)
        .map(({ IsoCountryCode = "" }) => IsoCountryCode),
    ),
    registered: new Set(
      ids
        .filter(({ Registered, SenderId }) => Registered === true && (senderId === undefined || SenderId === senderId))
        .map(({ IsoCountryCode = "" }) => IsoCountryCode),
    ),
  };
}

const where = "AWS End User Messaging console, Registrations; then let SNS use it by a resource policy.";

function judge(country: string, { numbers, registered }: Senders): Finding {
  const hasNumber = numbers.has(country);
  const hasSender = registered.has(country);
  switch (senderRuleOf(country)) {
    case "number":
      return hasNumber
        ? good(`${country}: has a number of its own.`)
        : bad(
            `${country}: needs a number of its own; messages are dropped.`,
            `Get a 10DLC, toll-free or short code. ${where}`,
          );
    case "registeredSender":
      return hasSender || hasNumber
        ? good(`${country}: has a registered sender.`)
        : bad(`${country}: needs a registered sender ID; messages are dropped.`, where);
    case "template":
      return warn(`${country}: needs registered message templates, which cannot be looked up.`, where);
    case "registrationOffered":
      return hasSender || hasNumber
        ? good(`${country}: has a registered sender.`)
        : warn(`${country}: unregistered senders may be replaced or dropped.`, where);
    case null:
      return good(`${country}: no registration known to be needed.`);
  }
}

/**
 * Requirements of AWS for a sender, by country. Dated 2026-11-21; rules change, so a country that is not listed is no promise.
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/phone-numbers-sms-by-country.html (numbers, required sender IDs)
 * https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-country.html (countries with a registration form)
 */
const rules = {
  /** A number of one's own: 10DLC, toll-free or short code. */
  number: ["US", "PR", "GU", "AS", "VI"],
  /** A sender ID that was registered before: without it carriers drop the message. */
  registeredSender: ["AE", "BY", "EG", "IN", "JO", "KW", "PH", "QA", "RU", "SA", "SG", "TH", "VN"],
  /** Every kind of message is registered as a template. */
  template: ["CN"],
  /** There is a form. Where it is not a duty yet, unregistered names may be replaced, marked as suspicious or dropped. */
  registrationOffered: ["AT", "AU", "ES", "FI", "ID", "IE", "KE", "KZ", "LK", "TR"],
} as const satisfies Record<string, readonly string[]>;

export type SenderRule = keyof typeof rules;

const senderRuleOf = (country: string): SenderRule | null => {
  const found = Object.entries(rules).find(([, countries]) => countries.some((listed) => listed === country));
  return (found?.[0] as SenderRule | undefined) ?? null;
};

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
