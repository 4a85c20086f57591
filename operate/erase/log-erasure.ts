import { isoTime } from "../../shared/account/instant.ts";
import { CreateLogStreamCommand, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { newId } from "../../shared/runtime/clock.ts";
import type { PublishedEvent } from "../../shared/ports/outbound.ts";
import type { EventSubject } from "../../shared/ports/stores.ts";
import { eventCatalogue } from "../../shared/account/events.ts";
import { askAws } from "../aws-trouble.ts";
import type { TableContext } from "../table.ts";

/**
 * Writes the erasure to the audit log, in a stream of its own and in the form of all other lines. Not by the table and its
 * stream as other events go: that would leave a line about the user in the table again.
 */
export async function logErasure(
  { logs, auditLogGroupName, clock, random }: Pick<TableContext, "logs" | "auditLogGroupName" | "clock" | "random">,
  subject: EventSubject,
): Promise<void> {
  const type = subject.ref === null ? "tenant.erased" : "account.erased";
  const now = clock.now();
  const event: PublishedEvent = {
    id: newId("evt", random),
    type,
    version: eventCatalogue[type].version,
    at: isoTime(now),
    ...subject,
    actor: { role: "system", ref: "erase" },
    data: {},
  };
  const stream = { logGroupName: auditLogGroupName, logStreamName: `erase-${event.id}` };
  await askAws("logs:CreateLogStream", () => logs.send(new CreateLogStreamCommand(stream)));
  const { rejectedLogEventsInfo } = await askAws("logs:PutLogEvents", () =>
    logs.send(new PutLogEventsCommand({ ...stream, logEvents: [{ timestamp: now, message: JSON.stringify(event) }] })),
  );
  if (rejectedLogEventsInfo !== undefined) throw new Error("The audit log did not take the erasure");
}
