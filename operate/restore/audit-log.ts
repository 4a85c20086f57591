import * as z from "zod";
import { type CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import type { Instant } from "../../shared/account/instant.ts";
import { askAws } from "../aws-trouble.ts";
import { Mistake } from "../../client/command-line/command-line.ts";
import { type AccountEvent, actorRoles, eventCatalogue, type EventType } from "../../shared/account/events.ts";
import type { EventSubject } from "../../shared/ports/stores.ts";

/** Clocks of two processes differ: a line must not seem older than its event. */
const skew = 1000;

/**
 * The lines of the audit log from `since` on, a page at a time and in no order. There is no upper end: a line whose delivery was
 * tried again carries a later time than its event.
 */
export async function* auditLines(
  logs: CloudWatchLogsClient,
  logGroupName: string,
  since: Instant,
): AsyncGenerator<readonly string[]> {
  const pages = paginateFilterLogEvents({ client: logs }, { logGroupName, startTime: since - skew });
  const iterator = pages[Symbol.asyncIterator]();
  for (;;) {
    const page = await askAws("logs:FilterLogEvents", () => iterator.next()).catch(explain(logGroupName));
    if (page.done === true) return;
    yield page.value.events?.map(({ message = "" }) => message) ?? [];
  }
}

const explain =
  (logGroupName: string) =>
  (error: unknown): never => {
    if (error instanceof Error && error.name === "ResourceNotFoundException")
      throw new Mistake(`There is no audit log ${logGroupName} in this account and region. See --audit-log.`);
    throw error;
  };

/** A line of the audit log: an event and whose it is. */
export interface LoggedEvent {
  readonly subject: EventSubject;
  readonly event: AccountEvent;
}

const published = z.object({
  id: z.string().min(1),
  type: z.enum(Object.keys(eventCatalogue) as [EventType, ...EventType[]]),
  at: z.iso.datetime(),
  tenant: z.string().min(1),
  ref: z.string().min(1).nullable(),
  actor: z.object({ role: z.enum(actorRoles), ref: z.string() }),
  data: z.unknown(),
});

/** Null if the line is none that this version can read. */
export function readLine(text: string): LoggedEvent | null {
  const read = published.safeParse(parseJson(text));
  if (!read.success) return null;
  const { tenant, ref, at, data, type, ...rest } = read.data;
  const checked = z.object(eventCatalogue[type].data.shape).safeParse(data);
  if (!checked.success) return null;
  return {
    subject: { tenant, ref },
    event: { ...rest, type, at: Date.parse(at), data: checked.data } as AccountEvent,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
