import { Metric, Stats, Unit } from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern, type IFilterPattern, type ILogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { routes } from "../../shared/contract/routes.ts";
import type { EventType } from "../../shared/account/events.ts";
import type { Watched } from "./watched.ts";

/** Metrics counted from the functions' logs and the audit log, so that nothing is sent or paid for twice. */
export interface LogMetrics {
  readonly namespace: string;
  readonly locks: Metric;
  readonly resets: Metric;
  readonly smsRequested: Metric;
  readonly smsRedeemed: Metric;
  readonly smsFailed: Metric;
}

/** Steps whose outcomes are counted. Each outcome of each step is a metric that costs money. */
const stepsCounted: readonly string[] = [routes.login, routes.verify].map((route) => route.function);

const anyOf = (...types: readonly EventType[]): IFilterPattern =>
  FilterPattern.any(...types.map((type) => FilterPattern.stringValue("$.detail.type", "=", type)));

/** An SMS code that was typed in: at a login or in a set-up. */
const smsRedeemed = FilterPattern.any(
  FilterPattern.all(
    FilterPattern.stringValue("$.detail.type", "=", "login.succeeded" satisfies EventType),
    FilterPattern.stringValue("$.detail.data.method", "=", "sms"),
  ),
  FilterPattern.all(
    FilterPattern.stringValue("$.detail.type", "=", "factor.activated" satisfies EventType),
    FilterPattern.stringValue("$.detail.data.factorType", "=", "sms"),
  ),
);

export function logMetrics(scope: Construct, { stage, steps, auditLog }: Watched): LogMetrics {
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
  count("Events", auditLog, FilterPattern.exists("$.detail.type"), { Type: "$.detail.type" });
  count("SmsRequested", auditLog, anyOf("sms.requested"), { Country: "$.detail.data.country" });
  count("SmsRedeemed", auditLog, smsRedeemed, { Country: "$.detail.data.country" });
  return {
    namespace,
    locks: count("Locks", auditLog, anyOf("method.locked", "method.disabled")),
    resets: count("Resets", auditLog, anyOf("account.reset")),
    smsRequested: count("AllSmsRequested", auditLog, anyOf("sms.requested")),
    smsRedeemed: count("AllSmsRedeemed", auditLog, smsRedeemed),
    smsFailed: count("SmsFailed", auditLog, anyOf("sms.failed")),
  };
}
