import { isoTime } from "../../shared/account/instant.ts";
import { CreateLogStreamCommand, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { newId } from "../../shared/runtime/services.ts";
import type { PublishedEvent } from "../../shared/ports/outbound.ts";
import type { EventSubject } from "../../shared/ports/stores.ts";
import { type EventDraft, eventCatalogue } from "../../shared/account/events.ts";
import { askAws } from "../aws-trouble.ts";
import type { TableContext } from "../table.ts";

type Log = Pick<TableContext, "logs" | "auditLogGroupName" | "clock" | "random">;
type Told = Extract<EventDraft, { readonly type: "tenant.erased" | "account.erased" | "factors.exported" }>;

/**
 * Writes the erasure to the audit log, in a stream of its own and in the form of all other lines. Not by the table and its
 * stream as other events go: that would leave a line about the user in the table again.
 */
export const logErasure = async (log: Log, subject: EventSubject): Promise<void> =>
  void (await logEvent(log, subject, { type: subject.ref === null ? "tenant.erased" : "account.erased", data: {} }));

/** A line of a command in the audit log. */
export async function logEvent(
  { logs, auditLogGroupName, clock, random }: Log,
  subject: EventSubject,
  { type, data }: Told,
): Promise<PublishedEvent> {
  const now = clock.now();
  const event: PublishedEvent = {
    id: newId("evt", random),
    type,
    version: eventCatalogue[type].version,
    at: isoTime(now),
    ...subject,
    actor: { role: "system", ref: type === "factors.exported" ? "export-factors" : "erase" },
    data,
  };
  const stream = { logGroupName: auditLogGroupName, logStreamName: `${event.actor.ref}-${event.id}` };
  await askAws("logs:CreateLogStream", () => logs.send(new CreateLogStreamCommand(stream)));
  const { rejectedLogEventsInfo } = await askAws("logs:PutLogEvents", () =>
    logs.send(new PutLogEventsCommand({ ...stream, logEvents: [{ timestamp: now, message: JSON.stringify(event) }] })),
  );
  if (rejectedLogEventsInfo !== undefined) throw new Error("The audit log did not take the line");
  return event;
}
