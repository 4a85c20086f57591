import type { DynamoDBRecord } from "aws-lambda";
import { serve as serveNotifyUser } from "../functions/events/notify-user.ts";
import { serve as servePublishEvents } from "../functions/events/publish-events.ts";
import type { AllServices } from "../shared/runtime/services.ts";
import type { AuditLine } from "./cloudwatch-logs.ts";
import type { BusEvent } from "./event-bridge.ts";
import { type StreamConsumer, streamTo } from "./stream.ts";

export interface EventPipeline {
  /** Events that reached the bus, newest first. */
  readonly events: readonly BusEvent[];
  /** Lines of the audit log, newest first. */
  readonly audited: readonly AuditLine[];
  readonly onRecord: (record: DynamoDBRecord) => void;
  readonly onEvent: (event: BusEvent) => void;
  readonly onAudited: (line: AuditLine) => void;
  /** Records that came before wait for this. */
  consumeWith(services: AllServices): void;
  /** Resolves once every write has gone all the way. */
  readonly drained: () => Promise<void>;
}

const mostKept = 1000;
const streamFunctions = ["publish-events", "notify-user"] as const;
type StreamFunction = (typeof streamFunctions)[number];

/** Newest first, and no more than a process may keep. */
function newestOf<T>(): { readonly all: readonly T[]; readonly add: (one: T) => void } {
  const all: T[] = [];
  return {
    all,
    add: (one) => {
      all.unshift(one);
      all.length = Math.min(all.length, mostKept);
    },
  };
}

/** Table → publish-events → activity, audit log and bus, and table → notify-user, in one process, by the deployed consumers. */
export function eventPipeline({ onTrouble }: { readonly onTrouble: (sentence: string) => void }): EventPipeline {
  const consumers = Promise.withResolvers<Readonly<Record<StreamFunction, StreamConsumer>>>();
  const events = newestOf<BusEvent>();
  const audited = newestOf<AuditLine>();
  const reason = (error: unknown): string => (error instanceof Error ? error.name : String(error));

  const streams = streamFunctions.map((name) =>
    streamTo(
      `events/${name}`,
      async (batch, context) => (await consumers.promise)[name](batch, context),
      ({ dynamodb }, error) =>
        onTrouble(`${name} gave up stream record ${dynamodb?.SequenceNumber ?? ""}: ${reason(error)}`),
    ),
  );
  const streamsDrained = async (): Promise<void> => {
    for (const stream of streams) await stream.drained();
  };

  return {
    events: events.all,
    audited: audited.all,
    onRecord: (record) => {
      for (const stream of streams) stream.add(record);
    },
    onEvent: events.add,
    onAudited: audited.add,
    consumeWith: (services) =>
      consumers.resolve({
        "publish-events": servePublishEvents(services),
        "notify-user": serveNotifyUser(services),
      }),
    drained: async () => {
      // Recording activity and claiming notices writes to the table again, so the streams are looked at once more.
      await streamsDrained();
      await streamsDrained();
    },
  };
}
