import { Duration, Stack } from "aws-cdk-lib";
import {
  AlarmStatusWidget,
  Dashboard,
  type GraphWidget,
  type IAlarm,
  type IMetric,
  MathExpression,
  Metric,
  SingleValueWidget,
  Stats,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { EventType } from "../../shared/account/events.ts";
import { prices, pricesAsOf, region } from "../prices.ts";
import { graph, type Watched } from "./watching.ts";
import type { LogMetrics } from "./log-metrics.ts";

/** USD per call of a function: the request and 10 ms at 512 MB, its average. */
const call = prices.lambdaRequest.usd + 0.01 * 0.5 * prices.lambdaGigabyteSecond.usd;
/** Kilobytes of logs per request, the gateway's line included. */
const logged = 1.2e-6 * prices.logGigabyte.usd;

/** Formats without an exponent: an expression takes `1e-7` for a name. */
const plain = (usd: number): string => usd.toFixed(12);

/** Estimates the cost from counts and list prices: requests, functions, table, bus and logs, without SMS and storage. */
function costOfThousandLogins(watched: Watched, { namespace }: LogMetrics): IMetric {
  const { api, table } = watched;
  const period = Duration.hours(1);
  const sum = { period, statistic: Stats.SUM };
  const logins = new Metric({
    namespace,
    metricName: "Events",
    dimensionsMap: { Type: "login.succeeded" satisfies EventType },
    ...sum,
  });
  const parts = [
    `FILL(requests, 0) * ${plain(prices.apiRequest.usd + call + logged)}`,
    `SUM(SEARCH('{${namespace},Type} MetricName="Events"', 'Sum', ${String(period.toSeconds())})) * ${plain(prices.event.usd + call + logged)}`,
    `FILL(reads, 0) * ${plain(prices.readUnit.usd)}`,
    `FILL(writes, 0) * ${plain(prices.writeUnit.usd)}`,
  ];
  return new MathExpression({
    expression: `1000 * (${parts.join(" + ")}) / logins`,
    usingMetrics: {
      logins,
      requests: api.metricCount(sum),
      reads: table.metricConsumedReadCapacityUnits(sum),
      writes: table.metricConsumedWriteCapacityUnits(sum),
    },
    label: "USD for a thousand logins",
    period,
  });
}

/** Gateway, functions and table, over time. */
function howItRuns({ api, table, steps, consumers }: Watched, period: Duration): readonly GraphWidget[] {
  const functions = [...steps, ...consumers];
  return [
    graph("Time to answer (ms)", [
      api.metricLatency({ period, statistic: "p50", label: "p50" }),
      api.metricLatency({ period, statistic: "p99", label: "p99" }),
    ]),
    graph("Refusals", [
      api.metricClientError({ period, statistic: Stats.SUM, label: "4xx" }),
      api.metricServerError({ period, statistic: Stats.SUM, label: "5xx" }),
    ]),
    graph(
      "Functions: turned away",
      functions.map(({ name, lambda }) => lambda.metricThrottles({ period, label: name })),
    ),
    graph(
      "Functions: crashed",
      functions.map(({ name, lambda }) => lambda.metricErrors({ period, label: name })),
    ),
    graph("Table: units used", [
      table.metricConsumedReadCapacityUnits({ period, label: "read" }),
      table.metricConsumedWriteCapacityUnits({ period, label: "written" }),
    ]),
    graph(
      "Behind the table (ms)",
      consumers
        .filter(({ reads }) => reads === "stream")
        .map(({ name, lambda }) => lambda.metric("IteratorAge", { period, statistic: Stats.MAXIMUM, label: name })),
    ),
  ];
}

const period = Duration.minutes(5);

/** Answers the first questions: is it up, do logins work, is somebody attacking, what does it cost? */
export function dashboard(scope: Construct, watched: Watched, logs: LogMetrics, alarms: readonly IAlarm[]): Dashboard {
  const board = new Dashboard(scope, "Dashboard", {
    // Dashboards of all Regions share their names.
    dashboardName: `Countersign-${watched.stage}-${Stack.of(scope).region}`,
    defaultInterval: Duration.hours(12),
  });
  board.addWidgets(new AlarmStatusWidget({ alarms: [...alarms], title: "Alarms", width: 24, height: 4 }));
  board.addWidgets(...whatUsersDo(logs));
  board.addWidgets(rehearsals(logs));
  board.addWidgets(...howItRuns(watched, period));
  board.addWidgets(
    new SingleValueWidget({ title: "Cost", width: 12, height: 4, metrics: [costOfThousandLogins(watched, logs)] }),
    new TextWidget({
      width: 12,
      height: 4,
      markdown: `The cost is an estimate from what was counted and list prices of ${pricesAsOf} (${region}), without SMS and storage.\n\nWhat to do when an alarm rings: \`docs/runbook.md\`.`,
    }),
  );
  return board;
}

/** Organisations that try enforcement in report mode see what it would mean, over a week. */
function rehearsals({ namespace, rehearsalEnroll, rehearsalShutOut }: LogMetrics): GraphWidget {
  const hour = Duration.hours(1);
  const logins = new MathExpression({
    expression: `SUM(SEARCH('{${namespace},Outcome,Step} MetricName="Answers" Step="login"', 'Sum', ${String(hour.toSeconds())}))`,
    usingMetrics: {},
    label: "Logins",
    period: hour,
  });
  const share = (id: string, metric: Metric, label: string): IMetric =>
    new MathExpression({
      expression: `100 * FILL(${id}, 0) / logins`,
      usingMetrics: { [id]: metric.with({ period: hour }), logins },
      label,
      period: hour,
    });
  return graph(
    "Rehearsed enforcement, percent of logins",
    [share("enroll", rehearsalEnroll, "would set up"), share("shut", rehearsalShutOut, "would be shut out")],
    { start: "-P7D" },
  );
}

function whatUsersDo({ namespace, smsUndelivered }: LogMetrics): readonly GraphWidget[] {
  const found = (name: string, dimensions: string, filter = ""): IMetric =>
    new MathExpression({
      expression: `SEARCH('{${namespace},${dimensions}} MetricName="${name}" ${filter}', 'Sum', ${String(period.toSeconds())})`,
      usingMetrics: {},
      label: "",
      period,
    });
  const answers = (step: string): IMetric => found("Answers", "Outcome,Step", `Step="${step}"`);
  const events = (...types: readonly EventType[]): IMetric[] =>
    types.map(
      (type) =>
        new Metric({
          namespace,
          metricName: "Events",
          dimensionsMap: { Type: type },
          statistic: Stats.SUM,
          period,
          label: type,
        }),
    );
  return [
    graph("Logins by decision", [answers("login")]),
    graph("Codes by method and refusal", [answers("verify")]),
    graph("Locks and resets", events("method.locked", "method.disabled", "account.reset")),
    graph("Changes", events("factor.activated", "factor.removed", "two_factor.disabled", "backup_codes.regenerated")),
    graph("Events, by type", [found("Events", "Type")]),
    graph("SMS requested, by country", [found("SmsRequested", "Country")]),
    ...(smsUndelivered === null ? [] : [graph("SMS not delivered, by reason", [found("SmsUndelivered", "Reason")])]),
    graph("SMS stopped", events("sms.paused")),
    graph("SMS codes typed in, by country", [found("SmsRedeemed", "Country")]),
  ];
}
