import type { DynamoDBRecord } from "aws-lambda";
import { eventOfImage } from "../aws/dynamodb/event-of-image.ts";
import { isoTime } from "../account/instant.ts";
import type { PublishedEvent } from "../ports/outbound.ts";
import { plainImage, type StreamImage } from "./stream-image.ts";

/** One record of the table's stream and what it asks for. */
export interface StreamEntry {
  readonly sequenceNumber: string;
  /** Whose record it is: events of one partition stay in order. */
  readonly partition: string;
  /** Null: the write carried no new event. "unreadable": this version cannot tell. */
  readonly event: PublishedEvent | null | "unreadable";
}

/** The id of the event that the item carried before; an image that cannot be read hides no newer event. */
function earlierEventId(image: StreamImage): string | null {
  try {
    return eventOfImage(plainImage(image))?.event.id ?? null;
  } catch {
    return null;
  }
}

function newEvent({ NewImage, OldImage }: NonNullable<DynamoDBRecord["dynamodb"]>): StreamEntry["event"] {
  if (NewImage === undefined) return null;
  try {
    const found = eventOfImage(plainImage(NewImage));
    if (found === null || (OldImage !== undefined && earlierEventId(OldImage) === found.event.id)) return null;
    const { subject, event } = found;
    return { ...event, version: event.version ?? 1, at: isoTime(event.at), tenant: subject.tenant, ref: subject.ref };
  } catch {
    return "unreadable";
  }
}

export function readRecord({ dynamodb = {} }: DynamoDBRecord): StreamEntry {
  return {
    sequenceNumber: dynamodb.SequenceNumber ?? "",
    partition: dynamodb.Keys?.["pk"]?.S ?? "",
    event: newEvent(dynamodb),
  };
}
