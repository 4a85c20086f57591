import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { EventBus } from "aws-cdk-lib/aws-events";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { IQueue } from "aws-cdk-lib/aws-sqs";

export interface WatchedFunction {
  /** The file under functions/, without its ending. */
  readonly name: string;
  readonly lambda: IFunction;
  readonly logs: ILogGroup;
}

export const rhythms = ["daily", "hourly"] as const;
export type Rhythm = (typeof rhythms)[number];

export interface WatchedConsumer extends WatchedFunction {
  /** Or how often it runs by itself. */
  readonly reads: "stream" | "bus" | Rhythm;
}

/** Resources of a stage that the monitoring watches. */
export interface Watched {
  readonly stage: string;
  readonly alarmEmail: string | undefined;
  /** In the place of one that mails `alarmEmail`. */
  readonly alarmTopic: ITopic | undefined;
  readonly monthlySmsBudgetUsd: number;
  readonly sendsMail: boolean;
  readonly api: HttpApi;
  readonly table: ITable;
  readonly keys: readonly IKey[];
  readonly bus: EventBus;
  /** Functions behind a route. */
  readonly steps: readonly WatchedFunction[];
  readonly consumers: readonly WatchedConsumer[];
  readonly auditLog: ILogGroup;
  readonly accessLog: ILogGroup;
  /** Failure queues, by the name of the consumer that failed. */
  readonly failures: Readonly<Record<string, IQueue>>;
}
