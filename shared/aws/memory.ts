import type { Clock } from "../ports/clock.ts";

export interface Memory<T> {
  /** The value cached under `name`, or the one that `load` brings. Concurrent callers share one `load`. */
  get(name: string, load: () => Promise<T>): Promise<T>;
  /** The cached value alone. */
  peek(name: string): Promise<T> | undefined;
  set(name: string, value: T): void;
  forget(name: string): void;
}

/** Names at once: with the oldest of more than these a process would only grow. */
const most = 10_000;

/** Remembers values for `milliseconds` from the start of their load; 0 remembers nothing. A failed load is forgotten. */
export function memory<T>(clock: Clock, milliseconds: number, limit = most): Memory<T> {
  const entries = new Map<string, { readonly value: Promise<T>; readonly since: number }>();

  // A clock that was set back says nothing about the age of what was loaded ahead of it.
  const isFresh = ({ since }: { readonly since: number }, now: number): boolean =>
    since <= now && now < since + milliseconds;
  /** Entries are in the order of their loads, so the first ones are over first. */
  const makeRoom = (now: number): void => {
    for (const [name, entry] of entries) {
      if (entries.size < limit && isFresh(entry, now)) return;
      entries.delete(name);
    }
  };
  const keep = (name: string, value: Promise<T>, now: number): Promise<T> => {
    const entry = { value, since: now };
    entries.delete(name);
    makeRoom(now);
    entries.set(name, entry);
    value.catch(() => entries.get(name) === entry && entries.delete(name));
    return value;
  };

  return {
    get(name, load) {
      const now = clock.now();
      const entry = entries.get(name);
      return entry !== undefined && isFresh(entry, now) ? entry.value : keep(name, load(), now);
    },
    peek(name) {
      const entry = entries.get(name);
      return entry !== undefined && isFresh(entry, clock.now()) ? entry.value : undefined;
    },
    set: (name, value) => void keep(name, Promise.resolve(value), clock.now()),
    forget: (name) => void entries.delete(name),
  };
}
