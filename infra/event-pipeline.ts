import { Duration } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { Archive, type EventBus } from "aws-cdk-lib/aws-events";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { eventCatalogue } from "../shared/account/events.ts";
import { failedRecords, failureQueue } from "./failure-queue.ts";
import type { ServiceFunction } from "./service-function.ts";
import { consumeStream, withEvents } from "./stream-consumer.ts";

interface PipelineProps {
  readonly bus: EventBus;
  readonly table: ITable;
  readonly publishEvents: ServiceFunction;
  readonly parallelizationFactor: number;
}

/** The table's stream feeds the users' activity, the audit log and the bus. The rules of the bus are the customer's own. */
export class EventPipeline extends Construct {
  readonly failures: Readonly<Record<"publishEvents", Queue>>;

  constructor(scope: Construct, id: string, { bus, table, publishEvents, parallelizationFactor }: PipelineProps) {
    super(scope, id);
    this.failures = { publishEvents: failureQueue(this, "PublishEventsFailures") };
    consumeStream(publishEvents, {
      table,
      changes: [{ items: withEvents }],
      batchSize: 100,
      // At a million logins a month one second hardly ever brings a second record, and each call costs as much as many.
      window: Duration.seconds(5),
      parallelizationFactor,
      failed: failedRecords(this, "PublishEventsFailed", this.failures.publishEvents),
    });
    // Keeps events so that they can be replayed once a consumer of the customer's is fixed.
    new Archive(this, "Archive", {
      sourceEventBus: bus,
      eventPattern: { detailType: Object.keys(eventCatalogue) },
      retention: Duration.days(30),
    });
  }
}
