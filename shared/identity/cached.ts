import type { Instant } from "../account/instant.ts";

/** A loaded value that is kept in memory for a while. */
export interface Kept<T> {
  /** The kept value, or a new one. Those who ask at the same time share one load; a failed load is not kept. */
  get(now: Instant): Promise<T>;
  renew(now: Instant): Promise<T>;
  /** Puts a value that is newer than any load under way. */
  put(value: T, now: Instant): void;
}

export function kept<T>(load: (now: Instant) => Promise<T>, until: (now: Instant) => Instant): Kept<T> {
  let held: { readonly value: T; readonly since: Instant; readonly until: Instant } | undefined;
  let loading: Promise<T> | undefined;

  const put = (value: T, now: Instant): void => {
    held = { value, since: now, until: until(now) };
    loading = undefined;
  };
  const startLoad = (now: Instant): Promise<T> => {
    const mine = load(now)
      .then((value) => {
        if (loading === mine) put(value, now);
        return value;
      })
      .finally(() => {
        if (loading === mine) loading = undefined;
      });
    return mine;
  };
  const renew = (now: Instant): Promise<T> => (loading ??= startLoad(now));
  // A clock that was set back says nothing about the age of what was loaded ahead of it.
  const get = async (now: Instant): Promise<T> =>
    held !== undefined && held.since <= now && now < held.until ? held.value : renew(now);
  return { get, renew, put };
}
