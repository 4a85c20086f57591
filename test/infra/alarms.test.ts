/** @module-tag processes */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { only, resources, synthesized } from "./synthesized.ts";

const { service } = synthesized();
const alarms = resources(service, "AWS::CloudWatch::Alarm").map(([, { Properties }]) => ({
  name: String(Properties["AlarmName"]).replace("countersign-example-", ""),
  description: String(Properties["AlarmDescription"]),
  properties: Properties,
}));
type Alarm = (typeof alarms)[number];

interface Query {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: Stat;
}
interface Stat {
  readonly Metric: {
    readonly Namespace: string;
    readonly MetricName: string;
    readonly Dimensions?: { Name: string }[];
  };
  readonly Period: number;
}

const queriesOf = ({ properties }: Alarm): readonly Query[] => properties["Metrics"] ?? [];
const formulaOf = (alarm: Alarm): string =>
  queriesOf(alarm).find(({ Expression }) => Expression !== undefined)?.Expression ?? "";
/** The metrics that the alarm looks at, by itself or in its formula. */
function statsOf({ properties, ...alarm }: Alarm): readonly Stat[] {
  const { MetricName, Namespace, Dimensions, Period } = properties;
  if (MetricName !== undefined) return [{ Metric: { MetricName, Namespace, Dimensions }, Period }];
  return queriesOf({ properties, ...alarm }).flatMap(({ MetricStat }) => MetricStat ?? []);
}

const keyWatch = resources(service, "AWS::Events::Rule")
  .map(([, { Properties }]) => Properties)
  .filter(({ EventBusName }) => EventBusName === undefined);
const runbook = readFileSync(new URL("../../docs/runbook.md", import.meta.url), "utf8");
const [aboutAlarms = ""] = runbook.split(/^## Procedures$/m);
const headings = [...aboutAlarms.matchAll(/^### (.+)$/gm)].map(([, heading = ""]) => heading);
const entryOf = (text: string): string => /What to do: docs\/runbook\.md#([\w-]+)/.exec(text)?.[1] ?? "none";

describe("every alarm", () => {
  it.each(alarms)("$name rings when it begins and when it ends, and says in words what is wrong", (alarm) => {
    const { properties, description } = alarm;
    const [[topic] = []] = resources(service, "AWS::SNS::Topic");
    expect(properties).toMatchObject({ AlarmActions: [{ Ref: topic }], OKActions: [{ Ref: topic }] });
    expect(properties["ActionsEnabled"]).not.toBe(false);
    expect(description).toMatch(/^\S.{20,}\. What to do: docs\/runbook\.md#[\w-]+$/);
    expect(description.length).toBeLessThanOrEqual(1024);
  });

  it("has an entry in the runbook, and every entry an alarm", () => {
    const tells = synthesized({ smsProvider: "notify", smsNotifyConfiguration: "nc-1" }).service;
    const others = resources(tells, "AWS::CloudWatch::Alarm").map(
      ([, { Properties }]) => Properties["AlarmDescription"],
    );
    const told = [
      ...others,
      ...alarms.map(({ description }) => description),
      ...keyWatch.map(({ Description }) => Description),
    ];
    const named = new Set(told.map((text) => entryOf(String(text))));
    expect([...named].toSorted()).toEqual(headings.toSorted());
  });

  it("has a name of its own, which the topic lets ring", () => {
    expect(new Set(alarms.map(({ name }) => name)).size).toBe(alarms.length);
    for (const { properties } of alarms) expect(properties["AlarmName"]).toMatch(/^countersign-example-./);
  });
});

describe("what CloudWatch takes as an alarm", () => {
  it.each(alarms)("$name", (alarm) => {
    const stats = statsOf(alarm);
    expect(stats.length).toBeGreaterThan(0);
    expect(stats.length).toBeLessThanOrEqual(10);
    expect(formulaOf(alarm)).not.toMatch(/SEARCH|SELECT|METRICS/);
    // A day if the period is shorter than an hour, else a week (PutMetricAlarm).
    const [period, ...others] = [...new Set(stats.map(({ Period }) => Period))];
    expect(others).toEqual([]);
    const seconds = Number(alarm.properties["EvaluationPeriods"]) * Number(period);
    expect(seconds).toBeLessThanOrEqual((Number(period) < 3600 ? 1 : 7) * 86_400);
  });

  it.each(alarms.filter((alarm) => formulaOf(alarm) !== ""))(
    "$name counts a metric without figures as nothing",
    (alarm) => {
      const bare = formulaOf(alarm).replaceAll(/FILL\(\w+, 0\)/g, "");
      for (const { Id } of queriesOf(alarm)) expect(bare).not.toMatch(new RegExp(`\\b${Id}\\b`));
    },
  );
});

describe("an alarm looks where AWS counts", () => {
  const seen = alarms.flatMap(statsOf).map(({ Metric: { Namespace, MetricName, Dimensions = [] } }) => {
    const names = Dimensions.map(({ Name }) => Name).toSorted();
    return `${Namespace} ${MetricName} by ${names.join(", ") || "nothing"}`;
  });

  it("under names and dimensions of AWS's own lists, and of ours", () => {
    expect([...new Set(seen)].toSorted()).toEqual([
      "AWS/ApiGateway 5xx by ApiId",
      "AWS/ApiGateway Latency by ApiId",
      "AWS/DynamoDB SystemErrors by Operation, TableName",
      "AWS/DynamoDB ThrottledRequests by Operation, TableName",
      "AWS/Lambda Errors by FunctionName",
      "AWS/Lambda Invocations by FunctionName",
      "AWS/Lambda IteratorAge by FunctionName",
      "AWS/Lambda Throttles by FunctionName",
      "AWS/SES Reputation.BounceRate by nothing",
      "AWS/SNS SMSMonthToDateSpentUSD by nothing",
      "AWS/SQS ApproximateNumberOfMessagesVisible by QueueName",
      "Countersign EventsNotPublished by service",
      "Countersign NoticesLeft by service",
      "Countersign NoticesRefused by service",
      "Countersign NoticesWithoutContact by service",
      "Countersign SigningKeysPublished by service",
      "Countersign/example AccountsFrozen by nothing",
      "Countersign/example AllSmsRedeemed by nothing",
      "Countersign/example AllSmsRequested by nothing",
      "Countersign/example FactorExports by nothing",
      "Countersign/example Locks by nothing",
      "Countersign/example Logins by nothing",
      "Countersign/example PasskeyCountersFell by nothing",
      "Countersign/example Resets by nothing",
      "Countersign/example SmsBudgetsExceeded by nothing",
      "Countersign/example SmsBudgetsHalfSpent by nothing",
      "Countersign/example SmsFailed by nothing",
      "Countersign/example SmsLimited by nothing",
      "Countersign/example SmsPaused by nothing",
      "Countersign/example StaleDevices by nothing",
      "Countersign/example TurnedAway by nothing",
    ]);
  });

  it("at every function and every failure queue", () => {
    const named = JSON.stringify(alarms);
    for (const type of ["AWS::Lambda::Function", "AWS::SQS::Queue"])
      for (const [id] of resources(service, type)) expect(named).toContain(`"${id}"`);
  });
});

describe("the topic", () => {
  it("takes what this stage's alarms and its watch over the keys tell, by TLS, and nothing else", () => {
    const statements = only(service, "AWS::SNS::TopicPolicy").Properties["PolicyDocument"].Statement;
    const allowed = statements.filter(({ Effect }: { Effect: string }) => Effect === "Allow");
    expect(allowed.map(({ Principal }: { Principal: { Service: string } }) => Principal.Service)).toEqual([
      "cloudwatch.amazonaws.com",
      "events.amazonaws.com",
    ]);
    expect(JSON.stringify(allowed[0].Condition)).toMatch(
      /"ArnLike":\{"aws:SourceArn":.*:alarm:countersign-example-\*"/,
    );
    expect(JSON.stringify(statements)).toContain('"aws:SecureTransport":"false"');
    expect(only(service, "AWS::SNS::Subscription").Properties).toMatchObject({
      Protocol: "email",
      Endpoint: "on-call@example.com",
    });
  });
});

describe("a job that does not run", () => {
  it.each([
    ["rotate-signing-keys", 2 * 86_400],
    ["remind-of-recoveries", 3 * 3600],
  ])("%s rings after %i seconds, also where nothing is counted any more", (job, seconds) => {
    const { properties } = alarms.find(({ name }) => name === `schedule-missed-${job}`) ?? {};
    expect(properties).toMatchObject({ MetricName: "Invocations", TreatMissingData: "breaching", Threshold: 1 });
    expect(Number(properties?.["Period"]) * Number(properties?.["EvaluationPeriods"])).toBe(seconds);
    const [, entry = ""] = runbook.split("### schedule-missed");
    expect(entry.split("###")[0]).toContain(`\`${job}\``);
  });
});

describe("a key that is disabled or shall be deleted", () => {
  it("is told at once, for both keys", () => {
    expect(keyWatch).toHaveLength(1);
    const [{ EventPattern: pattern, Targets: targets } = {}] = keyWatch;
    expect(pattern).toMatchObject({
      source: ["aws.kms"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: { eventName: ["DisableKey", "ScheduleKeyDeletion"] },
    });
    const keys = JSON.stringify(pattern.detail.resources.ARN);
    expect(keys).toMatch(/ExportsOutput\w*TableKey.*ExportsOutput\w*VaultKey/);
    const [[topic] = []] = resources(service, "AWS::SNS::Topic");
    expect(targets).toMatchObject([{ Arn: { Ref: topic } }]);
  });
});
