/** @module-tag processes */
import { describe, expect, it } from "vitest";
import { streamRecord } from "../../local/stream.ts";
import { emptyAccount } from "../../shared/account/account.ts";
import { type AccountEvent, type EventDraft, eventCatalogue } from "../../shared/account/events.ts";
import { accountToItem, eventToItem } from "../../shared/aws/dynamodb/account-item.ts";
import { accountKey, eventKey, type Key, policyKey } from "../../shared/aws/dynamodb/keys.ts";
import { functionName } from "./roles.ts";
import { only, resources, synthesized } from "./synthesized.ts";

const { data, service } = synthesized();
const functions = service.findResources("AWS::Lambda::Function");
const consumers = resources(service, "AWS::Lambda::EventSourceMapping").map(([, { Properties }]) => ({
  name: functionName(functions[Properties["FunctionName"].Ref] as never),
  ...Properties,
})) as { name: string; FilterCriteria: { Filters: { Pattern: string }[] } }[];

/** The part of EventBridge's patterns that our filters use. */
function matches(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern))
    return pattern.some((one) =>
      typeof one === "object" ? typeof value === "string" && one.exists === true : one === value,
    );
  if (typeof pattern !== "object" || pattern === null || typeof value !== "object" || value === null) return false;
  return Object.entries(pattern).every(([name, inner]) => matches(inner, (value as Record<string, unknown>)[name]));
}

const ada = { tenant: "acme", ref: "usr_ada" };
const event = (draft: EventDraft): AccountEvent => ({
  ...draft,
  id: "evt_AAAAAAAAAAAAAAAAAAAAAA",
  at: 0,
  actor: { role: "user", ref: "usr_ada" },
});
const backupCodeLogin = event({
  type: "login.succeeded",
  data: { method: "backup_code", backupCodesRemaining: 3, failedBefore: 0 },
});
const totpLogin = event({
  type: "login.succeeded",
  data: { method: "totp", backupCodesRemaining: 3, failedBefore: 0 },
});
const disabled = event({ type: "two_factor.disabled", data: { factors: 1, backupCodes: 10 } });

const change = (key: Key, item: object) =>
  streamRecord({
    newItem: { ...key, ...item },
    oldItem: null,
    keyNames: ["pk", "sk"],
    place: 1,
    region: "local",
    tableName: "table",
  });
const accountChange = (of?: AccountEvent) => change(accountKey(ada), accountToItem(emptyAccount, of));

const calledBy = (record: object): readonly string[] =>
  consumers
    .filter(({ FilterCriteria }) => FilterCriteria.Filters.some(({ Pattern }) => matches(JSON.parse(Pattern), record)))
    .map(({ name }) => name)
    .toSorted();

describe("the table's stream", () => {
  it.each([
    [
      "a change of an account with an event that is told",
      accountChange(disabled),
      ["events-notify-user", "events-publish-events"],
    ],
    ["a login by backup code", accountChange(backupCodeLogin), ["events-notify-user", "events-publish-events"]],
    ["any other login", accountChange(totpLogin), ["events-publish-events"]],
    ["a change of an account without an event", accountChange(), []],
    ["a change of a policy", change(policyKey("acme"), { e: eventToItem(disabled) }), ["events-publish-events"]],
    ["a line of activity", change(eventKey(ada, disabled), { e: eventToItem(disabled) }), []],
    ["an item that went", { dynamodb: { ...accountChange(disabled).dynamodb, NewImage: undefined } }, []],
  ])("%s calls exactly whom it concerns", (_what, record, names) => {
    expect(calledBy(record)).toEqual(names);
  });

  it("is read with bounds: in parts, by halves, so long, and what is left is put aside whole", () => {
    expect(consumers).toHaveLength(2);
    for (const consumer of consumers)
      expect(consumer).toMatchObject({
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: -1,
        ParallelizationFactor: 1,
        MaximumRecordAgeInSeconds: 21_600,
        StartingPosition: "TRIM_HORIZON",
        DestinationConfig: { OnFailure: { Destination: { "Fn::GetAtt": [expect.stringMatching(/Failed/), "Arn"] } } },
      });
    const many = synthesized({ parallelizationFactor: 5 }).service;
    for (const [, { Properties }] of resources(many, "AWS::Lambda::EventSourceMapping"))
      expect(Properties["ParallelizationFactor"]).toBe(5);
  });

  it("leaves what is given up in a bucket that empties itself, and tells a queue of it", () => {
    const buckets = resources(service, "AWS::S3::Bucket");
    expect(buckets).toHaveLength(2);
    for (const [, { Properties, DeletionPolicy }] of buckets) {
      expect(Properties).toMatchObject({
        LifecycleConfiguration: { Rules: [{ ExpirationInDays: 14, Status: "Enabled" }] },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
        NotificationConfiguration: { QueueConfigurations: [{ Event: "s3:ObjectCreated:*", Queue: expect.anything() }] },
      });
      expect(DeletionPolicy).toBe("RetainExceptOnCreate");
    }
  });
});

describe("the bus", () => {
  it("keeps every event for a month, to play it again", () => {
    expect(only(service, "AWS::Events::Archive").Properties).toMatchObject({
      RetentionDays: 30,
      EventPattern: { "detail-type": Object.keys(eventCatalogue) },
    });
  });

  it("has no rule of ours but those of SMS: the others are the customer's", () => {
    const rules = resources(service, "AWS::Events::Rule").map(([, { Properties }]) => Properties);
    expect(rules.filter(({ EventBusName }) => EventBusName !== undefined).map(({ Name }) => Name)).toEqual([
      "count-sms",
    ]);
  });
});

describe("the audit log", () => {
  it("has one stream that is kept with it, and lets no service in by a policy of its own", () => {
    const stream = only(data, "AWS::Logs::LogStream");
    expect(stream).toMatchObject({ Properties: { LogStreamName: "events" }, DeletionPolicy: "RetainExceptOnCreate" });
    expect(only(data, "AWS::Logs::LogGroup").Properties["ResourcePolicyDocument"]).toBeUndefined();
    // An account may have ten of these, and a stage would take one.
    for (const template of [data, service]) template.resourceCountIs("AWS::Logs::ResourcePolicy", 0);
  });
});

describe("the consumers of SMS", () => {
  const rulesOf = (changes: object) =>
    resources(synthesized(changes).service, "AWS::Events::Rule").map(([, { Properties }]) => Properties);
  const counted = ["sms.requested", "sms.failed", "factor.activated"];

  it("get the events of phones, and no login by an app", () => {
    const [rule] = rulesOf({}).filter(({ EventPattern }) => EventPattern.detail !== undefined);
    expect(rule?.["EventPattern"]).toEqual({
      "detail-type": counted,
      detail: { data: { country: [{ exists: true }] } },
    });
    expect(rule?.["Targets"]).toEqual([
      expect.objectContaining({ DeadLetterConfig: { Arn: expect.anything() }, RetryPolicy: expect.anything() }),
    ]);
  });

  it("hear the provider, and tell it which codes came back, where it speaks and listens", () => {
    const names = (changes: object) => rulesOf(changes).map(({ Name }) => JSON.stringify(Name));
    expect(names({}).join()).not.toMatch(/sms-delivery|sms-feedback/);
    const ours = { smsProvider: "end-user-messaging", smsOrigination: "pool-1" };
    expect(names(ours).join()).toMatch(/sms-feedback.*sms-delivery/);
    const [delivery] = rulesOf(ours).filter(({ EventPattern }) => EventPattern.source !== undefined);
    expect(delivery).toMatchObject({
      EventPattern: {
        source: ["aws.sms-voice"],
        "detail-type": ["Text Message Delivery Status Updated", "Voice Message Delivery Status Updated"],
      },
    });
    expect(delivery?.["EventBusName"]).toBeUndefined();
  });
});

describe("what failed for good", () => {
  const queues = resources(service, "AWS::SQS::Queue");

  it("waits two weeks in a queue of its own, encrypted, reached by TLS only", () => {
    expect(queues).toHaveLength(5);
    for (const [id, { Properties }] of queues) {
      expect(Properties).toMatchObject({ MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
      const policies = resources(service, "AWS::SQS::QueuePolicy").filter(([, policy]) =>
        policy.Properties["Queues"].some(({ Ref }: { Ref: string }) => Ref === id),
      );
      expect(JSON.stringify(policies)).toContain('"aws:SecureTransport":"false"');
    }
  });

  it("comes from the stream's readers and from functions that are called without waiting", () => {
    const named = JSON.stringify([
      ...resources(service, "AWS::S3::Bucket"),
      ...resources(service, "AWS::Lambda::EventInvokeConfig"),
      ...resources(service, "AWS::Scheduler::Schedule"),
    ]);
    for (const [id] of queues) expect(named).toContain(id);
  });
});

describe("the signing keys", () => {
  it("are made ahead every day", () => {
    const schedules = resources(service, "AWS::Scheduler::Schedule").map(([, one]) => one.Properties);
    expect(schedules.map(({ ScheduleExpression }) => String(ScheduleExpression)).toSorted()).toEqual([
      "rate(1 day)",
      "rate(1 hour)",
    ]);
    const Properties = schedules.find(({ ScheduleExpression }) => ScheduleExpression === "rate(1 day)") ?? {};
    expect(Properties).toMatchObject({
      Target: { DeadLetterConfig: { Arn: expect.anything() }, RetryPolicy: { MaximumRetryAttempts: 20 } },
    });
    const [target] = Properties["Target"].Arn["Fn::GetAtt"];
    expect(functionName(functions[target] as never)).toBe("scheduled-rotate-signing-keys");
  });
});
