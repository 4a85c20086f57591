import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { counts, sendsMail, sendsSms } from "../../shared/runtime/outbound.ts";
import type { Settings } from "../../shared/settings/settings.ts";
import { consumer } from "../../shared/events/consumer.ts";
import { notifyInOrder, reportNotices } from "../../shared/notify/send-notice.ts";
import { readNotices } from "../../shared/notify/stream-notice.ts";

/** The table's stream → e-mails to users. Not the bus: only the stream knows the contact from before the change. */
export const { handler, serve } = consumer(
  async ({ Records }: DynamoDBStreamEvent, services): Promise<DynamoDBBatchResponse> => {
    const { mail } = services;
    if (mail === undefined) return { batchItemFailures: [] };
    const notified = await notifyInOrder({ ...services, mail }, Records.flatMap(readNotices));
    reportNotices(services, notified);
    return { batchItemFailures: [...new Set(notified.left)].map((itemIdentifier) => ({ itemIdentifier })) };
  },
  (settings: Settings) => ({ ...sendsMail(settings), ...sendsSms(settings), ...counts(settings) }),
);
