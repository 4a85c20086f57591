import { Duration } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { notifiedTypes } from "../shared/notify/notified.ts";
import { failureQueue } from "./failure-queue.ts";
import { openContacts, type Resources, sendMail, writeNotices } from "./permissions.ts";
import { type FunctionWorld, ServiceFunction } from "./service-function.ts";
import { accounts, consumeStream } from "./stream-consumer.ts";

/**
 * Tells users of changes by e-mail. It reads the stream and not the bus: only the old image of an account knows how its owner
 * could be reached before the change.
 */
export class UserNotices extends Construct {
  readonly notifyUser: ServiceFunction;
  readonly failures: Queue;

  constructor(
    scope: Construct,
    id: string,
    {
      world,
      table,
      resources,
      mailFrom,
    }: {
      readonly world: FunctionWorld;
      readonly table: ITable;
      readonly resources: Resources;
      readonly mailFrom: string;
    },
  ) {
    super(scope, id);
    this.failures = failureQueue(this, "Failures");
    this.notifyUser = new ServiceFunction(this, world, {
      name: "events/notify-user",
      description: "Tells users of changes to their second factor",
      // A batch is ten mails, one after the other. Less than the lease of a claim (shared/notify/send-notice.ts).
      timeout: Duration.seconds(60),
      permissions: [...openContacts(resources), writeNotices(resources), sendMail(mailFrom)],
    });
    const always = notifiedTypes.filter((type) => type !== "login.succeeded");
    consumeStream(this.notifyUser, {
      table,
      // Of logins, by far the most events, only those by backup code are told.
      changes: [
        { items: accounts, types: always },
        { items: accounts, types: ["login.succeeded"], data: { method: { S: ["backup_code"] } } },
      ],
      batchSize: 10,
      failures: this.failures,
    });
  }
}
