import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { counts } from "../../shared/runtime/outbound/metrics.ts";
import { consumer } from "../../shared/events/consumer.ts";
import { reportTold } from "../../shared/notify/report-notices.ts";
import { readNotice } from "../../shared/notify/stream-notice.ts";
import { tellInOrder } from "../../shared/notify/notify-in-order.ts";
import { sendsMail } from "../../shared/runtime/outbound/mail.ts";

/** The table's stream → e-mails to users. Not the bus: only the stream knows the contact from before the change. */
export const { handler, serve } = consumer<DynamoDBStreamEvent, DynamoDBBatchResponse>(
  async ({ Records }, services) => {
    if (services.settings.mailFrom === undefined) return { batchItemFailures: [] };
    const told = await tellInOrder(services, Records.map(readNotice));
    reportTold(services.telemetry, told);
    return { batchItemFailures: told.left.map((itemIdentifier) => ({ itemIdentifier })) };
  },
  (settings) => ({ ...sendsMail(settings), ...counts(settings) }),
);
