import type { AccountEvent, EventData } from "../../shared/account/events.ts";
import type { Instant } from "../../shared/account/instant.ts";
import { historyOf, type LostHistory, nothingLost } from "../../shared/account/lost-history.ts";
import type { UserKey } from "../../shared/ports/stores.ts";
import { readLine } from "./audit-log.ts";

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
