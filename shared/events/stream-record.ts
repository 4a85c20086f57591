import type { DynamoDBRecord } from "aws-lambda";
import { createHash } from "node:crypto";
import { versionOf } from "../account/events.ts";
import { eventOfImage, isAnotherContact } from "../aws/dynamodb/event-of-image.ts";
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

/** The events of a record: that of its write, and that of another contact which the same write named. */
export function readRecord({ dynamodb = {} }: DynamoDBRecord): readonly StreamEntry[] {
  const event = newEvent(dynamodb);
  const entry = {
    sequenceNumber: dynamodb.SequenceNumber ?? "",
    partition: dynamodb.Keys?.["pk"]?.S ?? "",
  };
  const { OldImage, NewImage } = dynamodb;
  const first = { ...entry, event };
  if (event === null || event === "unreadable" || !OldImage || !NewImage) return [first];
  return isAnotherContact(plainImage(OldImage), plainImage(NewImage))
    ? [first, { ...entry, event: contactChanged(event) }]
    : [first];
}

/** Each delivery of the record gives the same id. */
function contactChanged({ id, at, actor, tenant, ref }: PublishedEvent): PublishedEvent {
  const type = "contact.changed";
  const hash = createHash("sha256").update(`${id} ${type}`).digest().subarray(0, 16);
  return { id: `evt_${hash.toString("base64url")}`, type, version: versionOf(type), at, actor, tenant, ref, data: {} };
}
