import type { RecordedEvent } from "../account/events.ts";
import type { AuditLog, PublishedEvent } from "../ports/outbound.ts";
import type { ActivityStore, EventSubject } from "../ports/stores.ts";
import { describeFailure, type Failure } from "../runtime/failure.ts";
import type { StreamEntry } from "./stream-record.ts";

/** The line of activity that an event stands for. Its data is handed on as it is: another release may have written it. */
export function activityOf({ tenant, ref, at, version, ...rest }: PublishedEvent): {
  readonly subject: EventSubject;
  readonly entry: RecordedEvent;
} {
  return { subject: { tenant, ref }, entry: { ...rest, ...(version !== 1 && { version }), at: Date.parse(at) } };
}

export interface Recorders {
  readonly activity: Pick<ActivityStore, "record">;
  readonly audit: AuditLog;
}

/**
 * Writes the events to the activity, then those to the audit log. Both tell the order from the events' time, so they wait for no event
 * before them. Returns the ids of what the activity did not take, with the last failure; rejects if a line of the audit log may be missing.
 */
export async function recordEvents(
  entries: readonly StreamEntry[],
  { activity, audit }: Recorders,
): Promise<{ readonly unrecorded: ReadonlySet<string>; readonly failure: Failure | null }> {
  const events = entries.flatMap(({ event }) => (event === null || event === "unreadable" ? [] : [event]));
  const unrecorded = new Set<string>();
  let failure: Failure | null = null;
  const record = async (event: PublishedEvent): Promise<void> => {
    const { subject, entry } = activityOf(event);
    await activity.record(subject, entry).catch((error: unknown) => {
      unrecorded.add(event.id);
      failure = describeFailure(error);
    });
  };
  await Promise.all(events.map(record));
  const recorded = events.filter(({ id }) => !unrecorded.has(id));
  if (recorded.length > 0) await audit.write(recorded);
  return { unrecorded, failure };
}
