import {
  type AccountEvent,
  actorRoles,
  eventCatalogue,
  type EventData,
  type EventType,
} from "../../shared/account/events.ts";
import type { Instant } from "../../shared/account/instant.ts";
import { historyOf, type LostHistory, nothingLost } from "../../shared/account/lost-history.ts";
import type { EventSubject, UserKey } from "../../shared/ports/stores.ts";
import * as z from "zod";
import { type CloudWatchLogsClient, paginateFilterLogEvents } from "@aws-sdk/client-cloudwatch-logs";
import { askAws } from "../aws-trouble.ts";
import { Mistake } from "../../client/command-line/command-line.ts";

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
function readLine(text: string): LoggedEvent | null {
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

type PolicyUpdated = EventData<"policy.updated"> & { readonly at: Instant };

/** Events between the backup and the fence, by user and organisation. */
export interface LostEvents {
  /** Events that count, each once. */
  readonly count: number;
  readonly unreadableLines: number;
  readonly users: readonly UserKey[];
  readonly tenants: readonly string[];
  readonly erasedTenants: readonly string[];
  /** The newest word of each tenant. */
  readonly policies: ReadonlyMap<string, PolicyUpdated>;
  historyOf(user: UserKey): LostHistory;
}

const nameOf = ({ tenant, ref }: UserKey): string => JSON.stringify([tenant, ref]);

/** Keeps the events of `since` ≤ at < `until`; what the audit log has of other times is in the backup, or was done after the fence. */
export async function collectLostEvents(
  pages: AsyncIterable<readonly string[]>,
  { since, until }: { readonly since: Instant; readonly until: Instant },
  onProgress: (lines: number) => void,
): Promise<LostEvents> {
  const users = new Map<string, { readonly user: UserKey; readonly events: AccountEvent[] }>();
  const policies = new Map<string, PolicyUpdated>();
  const tenants = new Set<string>();
  const erasedTenants = new Set<string>();
  const seen = new Set<string>();
  let lines = 0;
  let unreadableLines = 0;

  const add = (text: string): void => {
    const read = readLine(text);
    if (read === null) {
      unreadableLines += 1;
      return;
    }
    const { subject, event } = read;
    const { tenant, ref } = subject;
    if (event.at < since || event.at >= until || seen.has(event.id)) return;
    seen.add(event.id);
    tenants.add(tenant);
    if (ref !== null) {
      const user = { tenant, ref };
      const known = users.get(nameOf(user)) ?? { user, events: [] };
      known.events.push(event);
      users.set(nameOf(user), known);
    } else if (event.type === "tenant.erased") erasedTenants.add(tenant);
    else if (event.type === "policy.updated" && event.at >= (policies.get(tenant)?.at ?? 0))
      policies.set(tenant, { ...event.data, at: event.at });
  };

  for await (const page of pages) {
    page.forEach(add);
    lines += page.length;
    onProgress(lines);
  }
  return {
    count: seen.size,
    unreadableLines,
    users: [...users.values()].map(({ user }) => user),
    tenants: [...tenants],
    erasedTenants: [...erasedTenants],
    policies,
    historyOf: (user) => {
      const known = users.get(nameOf(user));
      return known === undefined ? nothingLost : historyOf(known.events);
    },
  };
}
