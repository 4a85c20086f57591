import * as z from "zod";
import type { RecordedEvent } from "../../account/events.ts";
import type { EventSubject } from "../../ports/stores.ts";
import type { ContactMark } from "../../account/account.ts";
import { markOf } from "./account-item.ts";
import { eventFromItem, storedEvent } from "./event-item.ts";
import { subjectOf } from "./keys.ts";
import { bytes, readAs, version } from "./stored-parts.ts";

const keySchema = z.object({ pk: z.string(), sk: z.string() });
const readers = { [version]: z.object({ e: storedEvent.optional() }) };

/**
 * The event that an image of the table's stream carries, unmarshalled; null if its item carries none.
 * Each write with an event has a new one and each write without drops it: an event is new if its id differs from the old image's.
 * Throws `UnreadableItem`, so that a stream consumer sets the record aside and no event is lost in silence.
 */
export function eventOfImage(
  image: Readonly<Record<string, unknown>>,
): { readonly subject: EventSubject; readonly event: RecordedEvent } | null {
  const subject = subjectOf(keySchema.parse(image));
  if (subject === null) return null;
  const { e } = readAs("event", readers, image);
  return e === undefined ? null : { subject, event: eventFromItem(e) };
}

/** Whether a write gave the account that had a contact another one. */
export function isAnotherContact(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): boolean {
  const [earlier, later] = [bytes.safeParse(before["k"]).data, bytes.safeParse(after["k"]).data];
  return earlier !== undefined && later !== undefined && !isSameHash(markOf(earlier), markOf(later));
}
const isSameHash = (one: ContactMark, other: ContactMark): boolean => Buffer.from(one.hash).equals(other.hash);
