import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, type Metric, Stats } from "aws-cdk-lib/aws-cloudwatch";
import { Operation } from "aws-cdk-lib/aws-dynamodb";
import type { AlarmPlan } from "./alarm.ts";
import type { Watched, WatchedFunction } from "./watched.ts";

const fiveMinutes = Duration.minutes(5);

/** Callers are refused or kept waiting. */
export const requestAlarms = ({ api, steps }: Watched): readonly AlarmPlan[] => [
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
      metric: sumOf(some, ({ lambda }) => lambda.metricErrors({ period: fiveMinutes })),
      threshold: 1,
    },
    {
      id: `functions-throttled-${String(nth + 1)}`,
      entry: "functions-throttled",
      what: `Lambda turned calls away, because too many run at once: ${namesOf(some)}`,
      metric: sumOf(some, ({ lambda }) => lambda.metricThrottles({ period: fiveMinutes })),
      threshold: 1,
    },
  ]),
];

export const tableAlarms = ({ table }: Watched): readonly AlarmPlan[] => [
  {
    id: "table-throttled",
    what: "DynamoDB turned reads or writes away",
    metric: table.metricThrottledRequestsForOperations({ operations: tableOperations, period: fiveMinutes }),
    threshold: 1,
    periods: 2,
  },
  {
    id: "table-failing",
    what: "DynamoDB failed requests",
    metric: table.metricSystemErrorsForOperations({ operations: tableOperations, period: fiveMinutes }),
    threshold: 1,
    periods: 2,
  },
];

const tableOperations = [Operation.GET_ITEM, Operation.QUERY, Operation.PUT_ITEM, Operation.UPDATE_ITEM];

/** An alarm's formula takes ten metrics. */
const mostInOne = 10;

const inTens = (functions: readonly WatchedFunction[]): readonly (readonly WatchedFunction[])[] =>
  Array.from({ length: Math.ceil(functions.length / mostInOne) }, (_, nth) =>
    functions.slice(nth * mostInOne, (nth + 1) * mostInOne),
  );

const namesOf = (functions: readonly WatchedFunction[]): string => functions.map(({ name }) => name).join(", ");

const sumOf = (functions: readonly WatchedFunction[], metricOf: (one: WatchedFunction) => Metric): IMetric => {
  const metrics = functions.map((one, nth) => [`m${String(nth)}`, metricOf(one)] as const);
  return new MathExpression({
    expression: metrics.map(([id]) => `FILL(${id}, 0)`).join(" + "),
    usingMetrics: Object.fromEntries(metrics),
    period: fiveMinutes,
  });
};
