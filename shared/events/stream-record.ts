import type { AttributeValue, DynamoDBRecord } from "aws-lambda";
import { createHash } from "node:crypto";
import { type EventType, versionOf } from "../account/events.ts";
import { eventOfImage, isAnotherContact } from "../aws/dynamodb/event-of-image.ts";
import { isoTime } from "../account/instant.ts";
import type { PublishedEvent } from "../ports/outbound.ts";

export type StreamImage = Readonly<Record<string, AttributeValue>>;

/** An image of a stream record as plain values. A function gets the record as JSON, so binary comes as base 64. */
export const plainImage = (image: StreamImage): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(image).map(([name, value]) => [name, plainValue(value)]));

function plainValue(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.B !== undefined) return new Uint8Array(Buffer.from(value.B, "base64"));
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.M !== undefined) return plainImage(value.M);
  if (value.L !== undefined) return value.L.map(plainValue);
  if (value.NULL !== undefined) return null;
  throw new TypeError("An attribute of a type that no item of ours has.");
}

/** An event of a record of the table's stream. */
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

/** A write's events are new if its first is. */
function newEvents({
  NewImage,
  OldImage,
}: NonNullable<DynamoDBRecord["dynamodb"]>): readonly PublishedEvent[] | "unreadable" {
  if (NewImage === undefined) return [];
  try {
    const found = eventOfImage(plainImage(NewImage));
    if (found === null || (OldImage !== undefined && earlierEventId(OldImage) === found.event.id)) return [];
    const { tenant, ref } = found.subject;
    return [found.event, ...(found.also ?? [])].map((event) => ({
      ...event,
      version: event.version ?? 1,
      at: isoTime(event.at),
      tenant,
      ref,
    }));
  } catch {
    return "unreadable";
  }
}

/** Logins are most of what happens; a deployment may keep them in activity and audit log alone. */
export const isForBus =
  ({ loginsOnBus }: { readonly loginsOnBus: boolean }) =>
  ({ type }: Pick<PublishedEvent, "type">): boolean =>
    loginsOnBus || !logins.includes(type);
const logins: readonly string[] = ["login.succeeded", "login.remembered"] satisfies readonly EventType[];

/** One entry per event of the record, with that of another contact which its write named, and one for a record without any. */
export function readRecord({ dynamodb = {} }: DynamoDBRecord): readonly StreamEntry[] {
  const record = {
    sequenceNumber: dynamodb.SequenceNumber ?? "",
    partition: dynamodb.Keys?.["pk"]?.S ?? "",
  };
  const events = newEvents(dynamodb);
  if (events === "unreadable") return [{ ...record, event: events }];
  const [first, ...rest] = events;
  if (first === undefined) return [{ ...record, event: null }];
  const { OldImage, NewImage } = dynamodb;
  const isRenewed = OldImage && NewImage && isAnotherContact(plainImage(OldImage), plainImage(NewImage));
  const all = [first, ...(isRenewed ? [contactChanged(first)] : []), ...rest];
  return all.map((event) => ({ ...record, event }));
}

/** Each delivery of the record gives the same id. */
function contactChanged({ id, at, actor, tenant, ref }: PublishedEvent): PublishedEvent {
  const type = "contact.changed";
  const hash = createHash("sha256").update(`${id} ${type}`).digest().subarray(0, 16);
  return { id: `evt_${hash.toString("base64url")}`, type, version: versionOf(type), at, actor, tenant, ref, data: {} };
}
