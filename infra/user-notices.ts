import { Duration } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { FilterRule } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { loginMethods } from "../shared/account/guess-budget.ts";
import { notifiedLogins, notifiedTypes, suspiciousFailures } from "../shared/notify/notified.ts";
import { failedRecords, failureQueue } from "./failure-queue.ts";
import { type Resources, notifyOfRecoveries, sendMail, writeNotices } from "./permissions.ts";
import { FunctionSchedule } from "./function-schedule.ts";
import { type FunctionContext, ServiceFunction } from "./service-function.ts";
import { accounts, consumeStream } from "./stream-consumer.ts";

/**
 * Notifies users of changes by e-mail. It reads the stream instead of the bus, since only the old image of an account holds the address
 * from before the change.
 */
export class UserNotices extends Construct {
  readonly notifyUser: ServiceFunction;
  readonly failures: Queue;
  readonly remind: ServiceFunction;
  readonly remindFailures: Queue;

  constructor(
    scope: Construct,
    id: string,
    {
      context,
      table,
      resources,
      mailFrom,
    }: {
      readonly context: FunctionContext;
      readonly table: ITable;
      readonly resources: Resources;
      readonly mailFrom: string;
    },
  ) {
    super(scope, id);
    this.failures = failureQueue(this, "Failures");
    const sending = [writeNotices(resources), sendMail(mailFrom)];
    this.notifyUser = new ServiceFunction(this, context, {
      name: "events/notify-user",
      description: "Notifies users of changes to their second factor",
      // Ten mails, one after the other, must take less than the lease of a claim (shared/notify/send-notice.ts).
      timeout: Duration.seconds(60),
      permissions: [...notifyOfRecoveries(resources, { mailsCodes: false }), ...sending],
      sendsMail: true,
    });
    this.remind = new ServiceFunction(this, context, {
      name: "scheduled/remind-of-recoveries",
      description: "Tells users of recoveries under way, and mails the second code",
      timeout: Duration.seconds(60),
      permissions: [...notifyOfRecoveries(resources, { mailsCodes: true }), ...sending],
      sendsMail: true,
    });
    this.remindFailures = new FunctionSchedule(this, "Reminders", {
      target: this.remind,
      every: "1 hour",
      description: "Countersign: tells users of recoveries under way",
    }).failures;
    const sometimes = ["login.succeeded", "code.rejected"];
    const always = notifiedTypes.filter((type) => !sometimes.includes(type));
    const notifiedMethods = loginMethods.filter((method) => notifiedLogins[method]);
    const unsuspicious = Array.from({ length: suspiciousFailures }, (_, failed) => String(failed));
    consumeStream(this.notifyUser, {
      table,
      // Most events are logins and single wrong codes, which are worth no mail (shared/notify/notified.ts).
      changes: [
        { items: accounts, types: always },
        { items: accounts, types: ["login.succeeded"], data: { method: { S: notifiedMethods } } },
        {
          items: accounts,
          types: ["login.succeeded"],
          data: { failedBefore: { N: [{ "anything-but": unsuspicious }] } },
        },
        { items: accounts, types: ["code.rejected"], data: { spent: { N: FilterRule.exists() } } },
      ],
      batchSize: 10,
      parallelizationFactor: context.stage.parallelizationFactor,
      failed: failedRecords(this, "Failed", this.failures),
    });
  }
}
