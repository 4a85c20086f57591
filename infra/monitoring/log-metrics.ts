import { Duration, Stack } from "aws-cdk-lib";
import { CfnInsightRule, type IMetric, MathExpression, Metric, Stats, Unit } from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern, type IFilterPattern, type ILogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { Route } from "../../shared/contract/route.ts";
import { routes } from "../../shared/contract/routes.ts";
import type { EventData, EventType } from "../../shared/account/events.ts";
import type { ForeseenDecision } from "../../shared/account/rehearsal.ts";
import type { Watched } from "./watching.ts";

/** Metrics counted from the functions' logs and the audit log, so that nothing is sent or paid for twice. */
export interface LogMetrics {
  readonly namespace: string;
  readonly locks: Metric;
  readonly resets: Metric;
  readonly countersFell: Metric;
  readonly staleDevices: Metric;
  readonly frozen: Metric;
  readonly exports: Metric;
  readonly smsRequested: Metric;
  readonly smsRedeemed: Metric;
  readonly smsFailed: Metric;
  /** Calls that the gateway refused by itself, before any function. */
  readonly turnedAway: Metric;
  readonly smsLimited: Metric;
  readonly smsBudgetsExceeded: Metric;
  readonly smsPaused: Metric;
  /** Null: the provider of SMS does not tell. */
  readonly smsUndelivered: Metric | null;
  readonly smsHalfSpent: Metric;
  readonly logins: Metric;
  /** Logins that a policy in report mode would have sent to a set-up, or shut out. */
  readonly rehearsalEnroll: Metric;
  readonly rehearsalShutOut: Metric;
  /** Users with a rejected code, each counted once. */
  readonly usersRejected: IMetric;
}

/** Steps whose outcomes are counted. Each outcome of each step is a metric that costs money. */
const stepsCounted: readonly string[] = [routes.login, routes.verify].map((route) => route.function);

/** Steps that send SMS: each may meet a limit. */
const stepsThatSend: readonly string[] = (Object.values(routes) as readonly Route[])
  .filter(({ touches }) => touches.sms === "send")
  .map((route) => route.function);

/** HTTP APIs have no metric of throttled calls. A call that was refused before its function has no time of the function in its line. */
const turnedAway = FilterPattern.all(
  FilterPattern.stringValue("$.status", "=", "429"),
  FilterPattern.stringValue("$.functionMillis", "=", "-"),
);

const rehearsal = (decision: ForeseenDecision): IFilterPattern =>
  FilterPattern.stringValue("$.rehearsal", "=", decision);

const anyOf = (...types: readonly EventType[]): IFilterPattern =>
  FilterPattern.any(...types.map((type) => FilterPattern.stringValue("$.type", "=", type)));

/** An SMS code that was typed in: at a login or in a set-up. */
const smsRedeemed = FilterPattern.any(
  FilterPattern.all(
    FilterPattern.stringValue("$.type", "=", "login.succeeded" satisfies EventType),
    FilterPattern.stringValue("$.data.method", "=", "sms"),
  ),
  FilterPattern.all(
    FilterPattern.stringValue("$.type", "=", "factor.activated" satisfies EventType),
    FilterPattern.stringValue("$.data.factorType", "=", "sms"),
  ),
);

/** The watch on pumping stopped a range or country; an operator's lifting of it is told by the same event. */
const paused = FilterPattern.all(
  FilterPattern.stringValue("$.type", "=", "sms.paused" satisfies EventType),
  FilterPattern.stringValue("$.actor.role", "=", "system"),
);

/** Somebody used a copy of a remembered device's token. */
const staleDevice = FilterPattern.all(
  FilterPattern.stringValue("$.type", "=", "device.ended" satisfies EventType),
  FilterPattern.stringValue("$.data.why", "=", "stale_token" satisfies EventData<"device.ended">["why"]),
);

/** CloudWatch Contributor Insights tells how many different users are in the matching lines. */
function usersIn(scope: Construct, stage: string, auditLog: ILogGroup, type: EventType): IMetric {
  const ruleName = `countersign-${stage}-${type.replace(".", "-")}`;
  const rule = new CfnInsightRule(scope, "UsersRejected", {
    ruleName,
    ruleState: "ENABLED",
    ruleBody: Stack.of(scope).toJsonString({
      Schema: { Name: "CloudWatchLogRule", Version: 1 },
      LogGroupNames: [auditLog.logGroupName],
      LogFormat: "JSON",
      Contribution: {
        Keys: ["$.tenant", "$.ref"],
        Filters: [{ Match: "$.type", In: [type] }],
      },
      AggregateOn: "Count",
    }),
  });
  return new MathExpression({
    expression: `INSIGHT_RULE_METRIC("${rule.ref}", "UniqueContributors")`,
    usingMetrics: {},
    label: "Users with a rejected code",
    period: Duration.hours(1),
  });
}

export function logMetrics(scope: Construct, { stage, steps, consumers, auditLog, accessLog }: Watched): LogMetrics {
  const namespace = `Countersign/${stage}`;
  const count = (
    name: string,
    logGroup: ILogGroup,
    filterPattern: IFilterPattern,
    dimensions?: Readonly<Record<string, string>>,
  ): Metric => {
    const id = dimensions === undefined ? name : `${name}By${Object.keys(dimensions).join("")}`;
    new MetricFilter(scope, id, {
      logGroup,
      filterPattern,
      metricNamespace: namespace,
      metricName: name,
      unit: Unit.COUNT,
      ...(dimensions && { dimensions: { ...dimensions } }),
    });
    return new Metric({ namespace, metricName: name, statistic: Stats.SUM });
  };

  for (const { name, logs } of steps.filter((step) => stepsCounted.includes(step.name)))
    new MetricFilter(scope, `Answers-${name}`, {
      logGroup: logs,
      filterPattern: FilterPattern.stringValue("$.message", "=", "answered"),
      metricNamespace: namespace,
      metricName: "Answers",
      unit: Unit.COUNT,
      dimensions: { Step: "$.step", Outcome: "$.outcome" },
    });
  const inSteps = (metricName: string, filterPattern: IFilterPattern, counted = stepsThatSend): Metric => {
    for (const { name, logs } of steps.filter((step) => counted.includes(step.name)))
      new MetricFilter(scope, `${metricName}-${name}`, {
        logGroup: logs,
        filterPattern,
        metricNamespace: namespace,
        metricName,
        unit: Unit.COUNT,
      });
    return new Metric({ namespace, metricName, statistic: Stats.SUM });
  };
  const halfSpent = (): Metric => {
    const counter = consumers.find(({ name }) => name === "events/count-sms");
    const metricName = "SmsBudgetsHalfSpent";
    if (counter)
      new MetricFilter(scope, metricName, {
        logGroup: counter.logs,
        filterPattern: FilterPattern.stringValue("$.message", "=", "half of an sms budget is spent"),
        metricNamespace: namespace,
        metricName,
        unit: Unit.COUNT,
      });
    return new Metric({ namespace, metricName, statistic: Stats.SUM });
  };
  const undelivered = (): Metric | null => {
    if (!consumers.some(({ name }) => name === "events/sms-delivery")) return null;
    count("SmsUndelivered", auditLog, anyOf("sms.undelivered"), { Reason: "$.data.reason" });
    return count("AllSmsUndelivered", auditLog, anyOf("sms.undelivered"));
  };
  count("Events", auditLog, FilterPattern.exists("$.type"), { Type: "$.type" });
  count("SmsRequested", auditLog, anyOf("sms.requested"), { Country: "$.data.country" });
  count("SmsRedeemed", auditLog, smsRedeemed, { Country: "$.data.country" });
  return {
    namespace,
    locks: count("Locks", auditLog, anyOf("method.locked", "method.disabled")),
    resets: count("Resets", auditLog, anyOf("account.reset")),
    countersFell: count("PasskeyCountersFell", auditLog, anyOf("passkey.counter_fell")),
    frozen: count("AccountsFrozen", auditLog, anyOf("account.frozen")),
    staleDevices: count("StaleDevices", auditLog, staleDevice),
    exports: count("FactorExports", auditLog, anyOf("factors.exported")),
    smsRequested: count("AllSmsRequested", auditLog, anyOf("sms.requested")),
    smsRedeemed: count("AllSmsRedeemed", auditLog, smsRedeemed),
    smsFailed: count("SmsFailed", auditLog, anyOf("sms.failed")),
    turnedAway: count("TurnedAway", accessLog, turnedAway),
    smsLimited: inSteps("SmsLimited", FilterPattern.stringValue("$.outcome", "=", "sms_limit_reached")),
    smsBudgetsExceeded: inSteps(
      "SmsBudgetsExceeded",
      FilterPattern.stringValue("$.message", "=", "sms budget exceeded"),
    ),
    rehearsalEnroll: inSteps("RehearsalEnroll", rehearsal("enroll"), [routes.login.function]),
    rehearsalShutOut: inSteps("RehearsalShutOut", rehearsal("shut_out"), [routes.login.function]),
    smsPaused: count("SmsPaused", auditLog, paused),
    smsUndelivered: undelivered(),
    smsHalfSpent: halfSpent(),
    logins: count("Logins", auditLog, anyOf("login.succeeded")),
    usersRejected: usersIn(scope, stage, auditLog, "code.rejected"),
  };
}
