import type { EventBus, PublishedEvent } from "../ports/outbound.ts";
import type { StreamEntry } from "./stream-record.ts";

interface ToBus {
  readonly bus: EventBus;
  /** Whether an event goes to the bus at all. One that does not holds up nobody. */
  readonly isForBus?: (event: PublishedEvent) => boolean;
  /** Ids of events that stay behind whatever the bus says. */
  readonly unrecorded?: ReadonlySet<string>;
}

/**
 * Publishes the events in rounds, each with the next event of every user, so that no event overtakes an earlier one of the same
 * user that failed. Returns the entries that are left: unreadable ones, refused ones, and those that wait behind them.
 */
export async function publishInOrder(
  entries: readonly StreamEntry[],
  { bus, isForBus = () => true, unrecorded = new Set() }: ToBus,
): Promise<readonly StreamEntry[]> {
  const left: StreamEntry[] = [];
  let lines = linesOf(entries, (event) => isForBus(event) || unrecorded.has(event.id));
  while (lines.length > 0) {
    const heads = lines
      .map(([head]) => head.event)
      .filter((event) => event !== "unreadable")
      .filter(({ id }) => !unrecorded.has(id));
    const refused = new Set(heads.length === 0 ? [] : await bus.publish(heads));
    const isStuck = ([{ event }]: Line): boolean =>
      event === "unreadable" || refused.has(event.id) || unrecorded.has(event.id);
    left.push(...lines.filter(isStuck).flat());
    lines = lines.filter((line) => !isStuck(line)).flatMap(([, ...rest]) => (isLine(rest) ? [rest] : []));
  }
  return left;
}

type WithEvent = StreamEntry & { readonly event: Exclude<StreamEntry["event"], null> };
/** The events of one user, oldest first. */
type Line = [WithEvent, ...WithEvent[]];

const isLine = (entries: WithEvent[]): entries is Line => entries.length > 0;

function linesOf(entries: readonly StreamEntry[], takes: (event: PublishedEvent) => boolean): readonly Line[] {
  const withEvent = entries
    .filter((entry): entry is WithEvent => entry.event !== null)
    .filter(({ event }) => event === "unreadable" || takes(event));
  return [...Map.groupBy(withEvent, ({ partition }) => partition).values()].filter(isLine);
}
