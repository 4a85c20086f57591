import type { DynamoDBRecord } from "aws-lambda";
import { serve as serveNotifyUser } from "../functions/events/notify-user.ts";
import { serve as servePublishEvents } from "../functions/events/publish-events.ts";
import { serve as serveRecordActivity } from "../functions/events/record-activity.ts";
import type { AllServices } from "../shared/runtime/services.ts";
import type { BusEvent } from "./event-bridge.ts";
import { withOwnLogger, lambdaContext } from "./functions.ts";
import { orderedDelivery } from "./ordered-delivery.ts";
import { type StreamConsumer, streamTo } from "./stream.ts";

export interface EventPipeline {
  /** Events that reached the bus, newest first. */
  readonly events: readonly BusEvent[];
  readonly onRecord: (record: DynamoDBRecord) => void;
  readonly onEvent: (event: BusEvent) => void;
  /** Records that came before wait for this. */
  consumeWith(services: AllServices): void;
  /** Resolves once every write has gone all the way. */
  readonly drained: () => Promise<void>;
}

const mostEvents = 1000;
const streamFunctions = ["publish-events", "notify-user"] as const;
type StreamFunction = (typeof streamFunctions)[number];

/** Table → publish-events → bus → record-activity, and table → notify-user, in one process, by the deployed consumers. */
export function eventPipeline({ onTrouble }: { readonly onTrouble: (sentence: string) => void }): EventPipeline {
  const consumers = Promise.withResolvers<{
    readonly ofStream: Readonly<Record<StreamFunction, StreamConsumer>>;
    readonly recordActivity: ReturnType<typeof serveRecordActivity>;
  }>();
  const events: BusEvent[] = [];
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
      const { recordActivity } = await consumers.promise;
      for (const event of batch) await recordActivity(event, lambdaContext("events/record-activity"));
      return batch.length;
    },
    onGivenUp: ({ id }, error) => onTrouble(`record-activity gave up bus event ${id}: ${reason(error)}`),
  });

  return {
    events,
    onRecord: (record) => {
      for (const stream of streams) stream.add(record);
    },
    onEvent: (event) => {
      events.unshift(event);
      events.length = Math.min(events.length, mostEvents);
      bus.add(event);
    },
    consumeWith: (services) =>
      consumers.resolve({
        ofStream: {
          "publish-events": servePublishEvents(withOwnLogger(services)),
          "notify-user": serveNotifyUser(withOwnLogger(services)),
        },
        recordActivity: serveRecordActivity(withOwnLogger(services)),
      }),
    drained: async () => {
      // Recording activity and claiming notices writes to the table again, so the streams are looked at once more.
      await streamsDrained();
      await bus.drained();
      await streamsDrained();
    },
  };
}
