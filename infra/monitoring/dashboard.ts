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
import { pricesAsOf, region } from "../prices.ts";
import { costOfThousandLogins } from "./cost.ts";
import { graph } from "./metrics.ts";
import { howItRuns } from "./how-it-runs.ts";
import type { LogMetrics } from "./log-metrics.ts";
import type { Watched } from "./watched.ts";

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
