import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import {
  DescribePhoneNumbersCommand,
  DescribeSenderIdsCommand,
  DescribeSpendLimitsCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { GetSMSAttributesCommand, GetSMSSandboxAccountStatusCommand } from "@aws-sdk/client-sns";
import { describe, expect, it } from "vitest";
import { smsSandbox, smsSenders, smsSpending, smsSpent } from "../../../operate/doctor/checks/sms.ts";
import { settings } from "../stage-outputs.ts";
import { complaints } from "./findings.ts";
import { healthyAccount, now, phoneNumber, senderId } from "./healthy-account.ts";

it.each([{ IsInSandbox: true }, { IsInSandbox: undefined }])("the sandbox is bad: %o", async (status) => {
  const { context, mocks } = healthyAccount();
  mocks.sns.on(GetSMSSandboxAccountStatusCommand).resolves(status);
  expect(await complaints(smsSandbox, await context())).toMatchObject([
    { verdict: "bad", sentence: expect.stringMatching(/sandbox/) },
  ]);
});

describe("the spending limit", () => {
  async function complaintsAt(sns: string | null, account: number | null, budget = 50) {
    const { context, mocks } = healthyAccount({ ...settings, monthlySmsBudget: budget });
    mocks.sns.on(GetSMSAttributesCommand).resolves({ attributes: sns === null ? {} : { MonthlySpendLimit: sns } });
    const limit = { EnforcedLimit: account ?? 0, MaxLimit: 1000, Overridden: false };
    mocks.smsVoice
      .on(DescribeSpendLimitsCommand)
      .resolves({ SpendLimits: account === null ? [] : [{ Name: "TEXT_MESSAGE_MONTHLY_SPEND_LIMIT", ...limit }] });
    return complaints(smsSpending, await context());
  }

  it("of a new account is bad", async () => {
    expect(await complaintsAt("1", 1)).toMatchObject([
      { verdict: "bad", sentence: expect.stringMatching(/\$1 a month/) },
    ]);
  });

  it("is the lower one of SNS and the account", async () => {
    expect(await complaintsAt("50", 20)).toMatchObject([
      { verdict: "bad", sentence: expect.stringMatching(/\$20 .*budget of \$50/) },
    ]);
    expect(await complaintsAt("20", 50)).toMatchObject([
      { verdict: "bad", sentence: expect.stringMatching(/\$20 .*budget of \$50/) },
    ]);
    expect(await complaintsAt(null, 50)).toEqual([]);
    expect(await complaintsAt("50", null)).toEqual([]);
  });

  it("above the budget does not stop at the budget", async () => {
    expect(await complaintsAt("80", 100)).toMatchObject([{ verdict: "warn", remedy: expect.stringMatching(/to 50/) }]);
  });

  it.each([
    [500, 50, []],
    [2000, 50, [{ verdict: "warn", sentence: expect.stringMatching(/2000 logins by SMS a day.*\$90.*\$50/) }]],
    [20, 0.5, [{ verdict: "warn" }]],
  ])(
    "is not one organisation's to spend in a day: %i logins a day, a budget of $%d",
    async (smsPerTenantDay, budget, found) => {
      const { context } = healthyAccount({ ...settings, smsPerTenantDay, monthlySmsBudget: budget });
      const all = await complaints(smsSpending, await context());
      expect(all.filter(({ sentence }) => sentence.includes("logins by SMS a day"))).toMatchObject(found);
    },
  );

  it("that nobody names is unknown", async () => {
    expect(await complaintsAt(null, null)).toMatchObject([{ verdict: "unknown" }]);
  });
});

describe("what was spent", () => {
  async function complaintsAfter(...spent: readonly number[]) {
    const { context, mocks } = healthyAccount();
    mocks.cloudwatch.on(GetMetricStatisticsCommand).resolves({ Datapoints: spent.map((Maximum) => ({ Maximum })) });
    return {
      found: await complaints(smsSpent, await context()),
      calls: mocks.cloudwatch.commandCalls(GetMetricStatisticsCommand),
    };
  }

  it.each([
    ["good", 39.9],
    ["warn", 40],
    ["bad", 50],
  ])("is %s at $%d of $50", async (verdict, spent) => {
    const { found } = await complaintsAfter(1, spent);
    expect(found).toMatchObject(
      verdict === "good" ? [] : [{ verdict, sentence: expect.stringMatching(/of the month's \$50/) }],
    );
    expect(found).toHaveLength(verdict === "good" ? 0 : 1);
  });

  it("is nothing where SNS has counted nothing", async () => {
    expect((await complaintsAfter()).found).toEqual([]);
  });

  it("is asked for this month only", async () => {
    const { calls } = await complaintsAfter();
    expect(calls[0]?.args[0].input).toMatchObject({
      MetricName: "SMSMonthToDateSpentUSD",
      StartTime: new Date(now - 86_400_000),
      EndTime: new Date(now),
    });
  });
});

describe("a country", () => {
  async function complaintsFor(smsCountries: readonly string[], numbers: readonly object[], ids: readonly object[]) {
    const { context, mocks } = healthyAccount({ ...settings, smsCountries });
    mocks.smsVoice.on(DescribePhoneNumbersCommand).resolves({ PhoneNumbers: numbers as never });
    mocks.smsVoice.on(DescribeSenderIdsCommand).resolves({ SenderIds: ids as never });
    return complaints(smsSenders, await context());
  }

  it("that asks for a number has one that is active and sends SMS", async () => {
    const bad = [{ verdict: "bad", sentence: expect.stringContaining("US: needs a number") }];
    expect(await complaintsFor(["US"], [], [senderId("US")])).toMatchObject(bad);
    expect(await complaintsFor(["US"], [phoneNumber("CA")], [])).toMatchObject(bad);
    expect(await complaintsFor(["US"], [{ ...phoneNumber("US"), Status: "PENDING" }], [])).toMatchObject(bad);
    expect(await complaintsFor(["US"], [{ ...phoneNumber("US"), NumberCapabilities: ["VOICE"] }], [])).toMatchObject(
      bad,
    );
    expect(await complaintsFor(["US"], [phoneNumber("US")], [])).toEqual([]);
  });

  it("that asks for a registered sender has the stage's own one registered", async () => {
    const bad = [{ verdict: "bad", sentence: expect.stringContaining("SG: needs a registered sender ID") }];
    expect(await complaintsFor(["SG"], [], [])).toMatchObject(bad);
    expect(await complaintsFor(["SG"], [], [senderId("SG", false)])).toMatchObject(bad);
    expect(await complaintsFor(["SG"], [], [senderId("SG", true, "Other")])).toMatchObject(bad);
    expect(await complaintsFor(["SG"], [], [senderId("SG")])).toEqual([]);
  });

  it("with a form that may be a duty is yellow, one without is green", async () => {
    expect(await complaintsFor(["ES", "CN", "CH"], [], [])).toMatchObject([
      { verdict: "warn", sentence: expect.stringContaining("ES:") },
      { verdict: "warn", sentence: expect.stringContaining("CN:") },
    ]);
  });

  it("that is not named cannot be looked at", async () => {
    expect(await complaintsFor(["*"], [], [])).toMatchObject([
      { verdict: "warn", sentence: expect.stringMatching(/every country/) },
    ]);
    expect(await complaintsFor([], [], [])).toMatchObject([
      { verdict: "warn", sentence: expect.stringMatching(/No country/) },
    ]);
  });

  it("is looked for on every page of the answer", async () => {
    const { context, mocks } = healthyAccount({ ...settings, smsCountries: ["US"] });
    mocks.smsVoice.on(DescribePhoneNumbersCommand).resolves({ PhoneNumbers: [phoneNumber("CA")], NextToken: "more" });
    mocks.smsVoice
      .on(DescribePhoneNumbersCommand, { NextToken: "more" })
      .resolves({ PhoneNumbers: [phoneNumber("US")] });
    expect(await complaints(smsSenders, await context())).toEqual([]);
  });
});
