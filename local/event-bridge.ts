import { isoTime } from "../shared/account/instant.ts";
import { randomUUID } from "node:crypto";
import type { EventBridgeEvent } from "aws-lambda";
import { z } from "zod";
import type { Clock } from "../shared/ports/clock.ts";
import { type JsonOperation, AwsRefusal } from "./aws-endpoint.ts";

export type BusEvent = EventBridgeEvent<string, unknown>;

const entry = z.object({
  Source: z.string().min(1),
  DetailType: z.string().min(1),
  Detail: z.string(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).default([]),
  /** Seconds. */
  Time: z.number().optional(),
});
const putEventsInput = z.object({ Entries: z.array(z.unknown()).min(1).max(10) });

const readDetail = (text: string): object | null => {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === "object" && detail !== null && !Array.isArray(detail) ? detail : null;
  } catch {
    return null;
  }
};

/** PutEvents: each good entry becomes an EventBridge event, each bad one is refused by itself, as the service does. */
export function createEventBridge(options: {
  readonly clock: Clock;
  readonly busName: string;
  readonly region: string;
  readonly deliver: (event: BusEvent) => void;
}): Record<string, JsonOperation> {
  const refuse = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });

  const accept = (raw: unknown) => {
    const parsed = entry.safeParse(raw);
    if (!parsed.success) return refuse("InvalidArgument", "Source, DetailType and Detail are required.");
    const { Source, DetailType, Detail, EventBusName = "default", Resources, Time } = parsed.data;
    if (EventBusName !== options.busName) return refuse("InvalidArgument", `There is no event bus ${EventBusName}.`);
    const detail = readDetail(Detail);
    if (detail === null) return refuse("MalformedDetail", "Detail is malformed.");
    const id = randomUUID();
    options.deliver({
      version: "0",
      id,
      "detail-type": DetailType,
      source: Source,
      account: "000000000000",
      time: isoTime(Time === undefined ? options.clock.now() : Time * 1000),
      region: options.region,
      resources: Resources,
      detail,
    });
    return { EventId: id };
  };

  return {
    "AWSEvents.PutEvents": (input) => {
      const parsed = putEventsInput.safeParse(input);
      if (!parsed.success) throw new AwsRefusal("ValidationException", "Entries must have 1 to 10 items.");
      const Entries = parsed.data.Entries.map(accept);
      return { FailedEntryCount: Entries.filter((answer) => "ErrorCode" in answer).length, Entries };
    },
  };
}
