import { Duration } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { Archive, type EventBus, Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { eventCatalogue } from "../shared/account/events.ts";
import { keepAuditTrail } from "./audit-trail.ts";
import { failureQueue } from "./failure-queue.ts";
import type { ServiceFunction } from "./service-function.ts";
import { accountsAndPolicies, consumeStream } from "./stream-consumer.ts";

interface PipelineProps {
  readonly bus: EventBus;
  readonly table: ITable;
  readonly auditLog: LogGroup;
  readonly publishEvents: ServiceFunction;
  readonly recordActivity: ServiceFunction;
}

/** Given and not made up by CloudFormation, which names a rule together with its bus; metrics want the name alone. */
const ruleNames = { activity: "record-activity", audit: "audit-trail" };

/** Every event there is; the bus carries nothing else, and a rule must say what it wants. */
const ourEvents = { detailType: Object.keys(eventCatalogue) };

/** The table's stream → the bus → the users' activity and the audit log; others may add rules of their own. */
export class EventPipeline extends Construct {
  /** Names of the bus's rules. */
  readonly rules: readonly string[];
  readonly failures: Readonly<Record<"publishEvents" | "recordActivity" | "auditTrail", Queue>>;

  constructor(scope: Construct, id: string, { bus, table, auditLog, publishEvents, recordActivity }: PipelineProps) {
    super(scope, id);
    this.failures = {
      publishEvents: failureQueue(this, "PublishEventsFailures"),
      recordActivity: failureQueue(this, "RecordActivityFailures"),
      auditTrail: failureQueue(this, "AuditTrailFailures"),
    };
    consumeStream(publishEvents, {
      table,
      changes: [{ items: accountsAndPolicies }],
      batchSize: 100,
      failures: this.failures.publishEvents,
    });
    // To play events again after a consumer was mended.
    new Archive(this, "Archive", { sourceEventBus: bus, eventPattern: ourEvents, retention: Duration.days(30) });
    this.recordActivity(bus, recordActivity);
    keepAuditTrail(this, {
      rule: new Rule(this, "AuditRule", { ruleName: ruleNames.audit, eventBus: bus, eventPattern: ourEvents }),
      log: auditLog,
      failures: this.failures.auditTrail,
    });
    this.rules = Object.values(ruleNames);
  }

  private recordActivity(bus: EventBus, consumer: ServiceFunction): void {
    const failures = this.failures.recordActivity;
    const bounds = { maxEventAge: Duration.hours(6), retryAttempts: 2 };
    // The rule's queue takes what could not be handed over, the function's what it threw on.
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
