import { Duration } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { Archive, type EventBus, Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { eventCatalogue } from "../shared/account/events.ts";
import { addAuditTrail } from "./audit-trail.ts";
import { failedRecords, failureQueue } from "./failure-queue.ts";
import { ruleNames } from "./outputs.ts";
import type { ServiceFunction } from "./service-function.ts";
import { accountsAndPolicies, consumeStream } from "./stream-consumer.ts";

interface PipelineProps {
  readonly bus: EventBus;
  readonly table: ITable;
  readonly auditLog: LogGroup;
  readonly publishEvents: ServiceFunction;
  readonly recordActivity: ServiceFunction;
  readonly parallelizationFactor: number;
}

/** Every event type. A rule needs a pattern, and the bus carries nothing else. */
const ourEvents = { detailType: Object.keys(eventCatalogue) };

/** The table's stream feeds the bus; the bus feeds the users' activity and the audit log. Customers may add rules of their own. */
export class EventPipeline extends Construct {
  /** Names of the bus's rules. */
  readonly rules: readonly string[];
  readonly failures: Readonly<Record<"publishEvents" | "recordActivity" | "auditTrail", Queue>>;

  constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id);
    const { bus, table, auditLog, publishEvents, recordActivity, parallelizationFactor } = props;
    this.failures = {
      publishEvents: failureQueue(this, "PublishEventsFailures"),
      recordActivity: failureQueue(this, "RecordActivityFailures"),
      auditTrail: failureQueue(this, "AuditTrailFailures"),
    };
    consumeStream(publishEvents, {
      table,
      changes: [{ items: accountsAndPolicies }],
      batchSize: 100,
      parallelizationFactor,
      failed: failedRecords(this, "PublishEventsFailed", this.failures.publishEvents),
    });
    // Keeps events so that they can be replayed once a consumer is fixed.
    new Archive(this, "Archive", { sourceEventBus: bus, eventPattern: ourEvents, retention: Duration.days(30) });
    this.recordActivity(bus, recordActivity);
    addAuditTrail(this, {
      rule: new Rule(this, "AuditRule", { ruleName: ruleNames.audit, eventBus: bus, eventPattern: ourEvents }),
      log: auditLog,
      failures: this.failures.auditTrail,
    });
    this.rules = Object.values(ruleNames);
  }

  private recordActivity(bus: EventBus, consumer: ServiceFunction): void {
    const failures = this.failures.recordActivity;
    const bounds = { maxEventAge: Duration.hours(6), retryAttempts: 2 };
    // Both the rule, when it cannot deliver, and the function, when it throws, use this queue.
    consumer.configureAsyncInvoke({ ...bounds, onFailure: new SqsDestination(failures) });
    new Rule(this, "ActivityRule", {
      ruleName: ruleNames.activity,
      eventBus: bus,
      eventPattern: ourEvents,
      targets: [
        new LambdaFunction(consumer, {
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
          deadLetterQueue: failures,
        }),
      ],
    });
  }
}
