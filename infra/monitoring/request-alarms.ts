import { Duration } from "aws-cdk-lib";
import { type IMetric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { type ITable, Operation } from "aws-cdk-lib/aws-dynamodb";
import { type AlarmPlan, mostInOneFormula, sumOf, type Watched, type WatchedFunction } from "./watching.ts";
import type { LogMetrics } from "./log-metrics.ts";

const fiveMinutes = Duration.minutes(5);

/** Callers are refused or kept waiting. */
export const requestAlarms = ({ api, steps }: Watched, { turnedAway }: LogMetrics): readonly AlarmPlan[] => [
  {
    id: "calls-turned-away",
    what: "The gateway refused at least twenty calls in five minutes: more came in a second than the stage's throttles let through",
    metric: turnedAway.with({ period: fiveMinutes }),
    threshold: 20,
  },
  {
    id: "answers-5xx",
    what: "The service refused at least ten calls in five minutes because something behind it failed",
    metric: api.metricServerError({ period: fiveMinutes, statistic: Stats.SUM }),
    threshold: 10,
  },
  {
    id: "slow-answers",
    what: "One call in a hundred took over three seconds, for fifteen minutes",
    metric: api.metricLatency({ period: fiveMinutes, statistic: "p99" }),
    threshold: 3000,
    periods: 3,
  },
  ...inTens(steps).flatMap((some, nth): readonly AlarmPlan[] => [
    {
      id: `functions-crash-${String(nth + 1)}`,
      entry: "functions-crash",
      what: `A function crashed or ran out of time: ${namesOf(some)}`,
      metric: sumOf(
        some.map(({ lambda }) => lambda.metricErrors({ period: fiveMinutes })),
        { label: "Crashes", period: fiveMinutes },
      ),
      threshold: 1,
    },
    {
      id: `functions-throttled-${String(nth + 1)}`,
      entry: "functions-throttled",
      what: `Lambda refused calls because too many run at once: ${namesOf(some)}`,
      metric: sumOf(
        some.map(({ lambda }) => lambda.metricThrottles({ period: fiveMinutes })),
        { label: "Calls turned away", period: fiveMinutes },
      ),
      threshold: 1,
    },
  ]),
];

export const tableAlarms = ({ table }: Watched): readonly AlarmPlan[] => [
  {
    id: "table-throttled",
    what: "DynamoDB throttled reads or writes",
    metric: overOperations(table, "ThrottledRequests"),
    threshold: 1,
    periods: 2,
  },
  {
    id: "table-failing",
    what: "DynamoDB failed requests",
    metric: overOperations(table, "SystemErrors"),
    threshold: 1,
    periods: 2,
  },
];

const operations = [Operation.GET_ITEM, Operation.QUERY, Operation.PUT_ITEM, Operation.UPDATE_ITEM];

/** Sum over operations: DynamoDB counts these metrics by operation only. */
const overOperations = (table: ITable, metricName: string): IMetric =>
  sumOf(
    operations.map((operation) =>
      table.metric(metricName, {
        dimensionsMap: { TableName: table.tableName, Operation: operation },
        statistic: Stats.SUM,
        period: fiveMinutes,
      }),
    ),
    { label: metricName, period: fiveMinutes },
  );

const inTens = (functions: readonly WatchedFunction[]): readonly (readonly WatchedFunction[])[] =>
  Array.from({ length: Math.ceil(functions.length / mostInOneFormula) }, (_, nth) =>
    functions.slice(nth * mostInOneFormula, (nth + 1) * mostInOneFormula),
  );

const namesOf = (functions: readonly WatchedFunction[]): string => functions.map(({ name }) => name).join(", ");
