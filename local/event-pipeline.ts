import type { DynamoDBRecord } from "aws-lambda";
import { serve as serveNotifyUser } from "../functions/events/notify-user.ts";
import { serve as serveCountSms } from "../functions/events/count-sms.ts";
import { serve as serveSmsDelivery } from "../functions/events/sms-delivery.ts";
import { serve as serveSmsFeedback } from "../functions/events/sms-feedback.ts";
import { serve as servePublishEvents } from "../functions/events/publish-events.ts";
import type { AllServices } from "../shared/runtime/services.ts";
import type { AuditLine } from "./cloudwatch-logs.ts";
import type { BusEvent } from "./event-bridge.ts";
import { lambdaContext } from "./functions.ts";
import { type Item, orderedDelivery, type StreamConsumer, streamTo } from "./stream.ts";
import { GetCommand, ScanCommand, type ScanCommandInput } from "@aws-sdk/lib-dynamodb";
import { dayMillis } from "../shared/account/instant.ts";
import type { Clients } from "../shared/aws/clients.ts";
import { eventOfImage } from "../shared/aws/dynamodb/event-of-image.ts";
import { eventKey } from "../shared/aws/dynamodb/keys.ts";
import type { Clock } from "../shared/ports/clock.ts";

export interface EventPipeline {
  /** Events that reached the bus, newest first. */
  readonly events: readonly BusEvent[];
  /** Lines of the audit log, newest first. */
  readonly audited: readonly AuditLine[];
  /** How many events and lines there ever were, forgotten ones among them. */
  readonly counts: () => { readonly events: number; readonly audited: number };
  readonly onRecord: (record: DynamoDBRecord) => void;
  readonly onEvent: (event: BusEvent) => void;
  readonly onAudited: (line: AuditLine) => void;
  /** The word of the provider of SMS on a message. */
  readonly onDelivery: (event: BusEvent) => void;
  /** Records that came before wait for this. */
  consumeWith(services: AllServices): void;
  /** Resolves once every write has gone all the way. */
  readonly drained: () => Promise<void>;
}

type BusConsumer = ReturnType<typeof serveCountSms>;
interface Consumers {
  readonly ofStream: Readonly<Record<StreamFunction, StreamConsumer>>;
  readonly ofBus: Readonly<Record<string, BusConsumer>>;
  readonly smsDelivery: BusConsumer;
}

const mostKept = 1000;
const streamFunctions = ["publish-events", "notify-user"] as const;
type StreamFunction = (typeof streamFunctions)[number];

/** Newest first, and no more than a process may keep. */
function newestOf<T>() {
  const all: T[] = [];
  let added = 0;
  return {
    all: all as readonly T[],
    added: () => added,
    add: (one: T): void => {
      added += 1;
      all.unshift(one);
      all.length = Math.min(all.length, mostKept);
    },
  };
}

/** Table → publish-events → activity, audit log and bus → consumers of SMS, and table → notify-user, in one process, by the deployed consumers. */
export function eventPipeline({ onTrouble }: { readonly onTrouble: (sentence: string) => void }): EventPipeline {
  const consumers = Promise.withResolvers<Consumers>();
  const events = newestOf<BusEvent>();
  const audited = newestOf<AuditLine>();
  const reason = (error: unknown): string => (error instanceof Error ? error.name : String(error));

  const streams = streamFunctions.map((name) =>
    streamTo(
      `events/${name}`,
      async (batch, context) => (await consumers.promise).ofStream[name](batch, context),
      ({ dynamodb }, error) =>
        onTrouble(`${name} gave up stream record ${dynamodb?.SequenceNumber ?? ""}: ${reason(error)}`),
    ),
  );
  const streamsDrained = async (): Promise<void> => {
    for (const stream of streams) await stream.drained();
  };
  const bus = orderedDelivery<BusEvent>({
    batchSize: 1,
    deliver: async (batch) => {
      const { ofBus } = await consumers.promise;
      for (const event of batch)
        for (const [name, consume] of Object.entries(ofBus)) await consume(event, lambdaContext(`events/${name}`));
      return batch.length;
    },
    onGivenUp: ({ id }, error) => onTrouble(`a consumer of SMS gave up bus event ${id}: ${reason(error)}`),
  });
  const deliveries = orderedDelivery<BusEvent>({
    batchSize: 1,
    deliver: async (batch) => {
      const { smsDelivery } = await consumers.promise;
      for (const event of batch) await smsDelivery(event, lambdaContext("events/sms-delivery"));
      return batch.length;
    },
    onGivenUp: ({ id }, error) => onTrouble(`sms-delivery gave up event ${id}: ${reason(error)}`),
  });

  return {
    events: events.all,
    audited: audited.all,
    counts: () => ({ events: events.added(), audited: audited.added() }),
    onRecord: (record) => {
      for (const stream of streams) stream.add(record);
    },
    onEvent: (event) => {
      events.add(event);
      bus.add(event);
    },
    onAudited: audited.add,
    onDelivery: (event) => deliveries.add(event),
    consumeWith: (services) =>
      consumers.resolve({
        ofStream: {
          "publish-events": servePublishEvents(services),
          "notify-user": serveNotifyUser(services),
        },
        ofBus: {
          "count-sms": serveCountSms(services),
          ...(services.settings.smsProvider !== "sns" && {
            "sms-feedback": serveSmsFeedback(services),
          }),
        },
        smsDelivery: serveSmsDelivery(services),
      }),
    drained: async () => {
      // Recording activity and claiming notices writes to the table again, so the streams are looked at once more.
      for (let round = 0; round < 2; round += 1) {
        await deliveries.drained();
        await streamsDrained();
        await bus.drained();
      }
      await streamsDrained();
    },
  };
}

/** DynamoDB's own stream forgets after a day. */
const streamMillis = dayMillis;

/**
 * Hands over items whose event has no activity line: the stream of a local run lives in memory, and a process that was killed took it
 * along. Only the newest event of each item is still in the table.
 */
export async function replayLostEvents(
  documents: Clients["documents"],
  { tableName, clock }: { readonly tableName: string; readonly clock: Clock },
  replay: (item: Item) => void,
): Promise<void> {
  for await (const item of itemsWithEvents(documents, tableName)) {
    const found = eventIn(item);
    if (found === null || found.event.at < clock.now() - streamMillis) continue;
    const line = { TableName: tableName, Key: { ...eventKey(found.subject, found.event) }, ProjectionExpression: "pk" };
    if ((await documents.send(new GetCommand(line))).Item === undefined) replay(item);
  }
}

async function* itemsWithEvents(documents: Clients["documents"], TableName: string): AsyncGenerator<Item> {
  let from: ScanCommandInput["ExclusiveStartKey"];
  do {
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new ScanCommand({
        TableName,
        FilterExpression: "attribute_exists(e) AND (sk IN (:account, :policy) OR begins_with(sk, :approvals))",
        ExpressionAttributeValues: { ":account": "ACCOUNT", ":policy": "POLICY", ":approvals": "APPROVAL#" },
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    yield* Items;
    from = LastEvaluatedKey;
  } while (from);
}

/** An item that this version cannot read has nothing to hand over. */
function eventIn(item: Item): ReturnType<typeof eventOfImage> {
  try {
    return eventOfImage(item);
  } catch {
    return null;
  }
}
