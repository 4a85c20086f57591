import type { Clock } from "../ports/clock.ts";

export interface Memory<T> {
  /** The value cached under `name`, or the one that `load` brings. Concurrent callers share one `load`. */
  get(name: string, load: () => Promise<T>): Promise<T>;
  set(name: string, value: T): void;
  forget(name: string): void;
}

/** Remembers values for `milliseconds` from the start of their load; 0 remembers nothing. A failed load is forgotten. */
export function memory<T>(clock: Clock, milliseconds: number): Memory<T> {
  const entries = new Map<string, { readonly value: Promise<T>; readonly until: number }>();

  const dropExpired = (now: number) => {
    for (const [name, { until }] of entries) if (until <= now) entries.delete(name);
  };
  const keep = (name: string, value: Promise<T>, now: number) => {
    const entry = { value, until: now + milliseconds };
    entries.set(name, entry);
    value.catch(() => entries.get(name) === entry && entries.delete(name));
    return value;
  };

  return {
    get(name, load) {
      const now = clock.now();
      dropExpired(now);
      return entries.get(name)?.value ?? keep(name, load(), now);
    },
    set: (name, value) => void keep(name, Promise.resolve(value), clock.now()),
    forget: (name) => void entries.delete(name),
  };
}
