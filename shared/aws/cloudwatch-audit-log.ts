import { type CloudWatchLogsClient, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { Clock } from "../ports/clock.ts";
import { type AuditLog, auditStream } from "../ports/outbound.ts";

/** Events whose lines are remembered. */
const mostRemembered = 2000;

/**
 * A line for each event, as it is on the bus. A line has the time of its writing: CloudWatch Logs takes none that is two weeks old, and
 * none of two days in one call. A batch that comes again, since the bus refused a part of it, is written once by a process that lives.
 */
export function cloudWatchAuditLog(
  logs: CloudWatchLogsClient,
  { auditLogGroup: logGroupName, clock }: { readonly auditLogGroup: string; readonly clock: Clock },
): AuditLog {
  const written = new Set<string>();
  return {
    async write(events) {
      const fresh = events.filter(({ id }) => !written.has(id));
      if (fresh.length === 0) return;
      const timestamp = clock.now();
      const logEvents = fresh.map((event) => ({ timestamp, message: JSON.stringify(event) }));
      const { rejectedLogEventsInfo } = await logs.send(
        new PutLogEventsCommand({ logGroupName, logStreamName: auditStream, logEvents }),
      );
      if (rejectedLogEventsInfo !== undefined) throw new Error("The audit log did not take all lines");
      for (const { id } of fresh) written.add(id);
      for (const id of [...written].slice(0, -mostRemembered)) written.delete(id);
    },
  };
}
