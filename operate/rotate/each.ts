const atOnce = 10;

export interface Failed<T> {
  readonly item: T;
  readonly reason: string;
}

/** Does something with each, ten at a time. One that fails stops no other; if the very first ones all fail, nothing will work. */
export async function each<T, R>(
  items: readonly T[],
  act: (item: T) => Promise<R>,
): Promise<{ readonly done: readonly R[]; readonly failed: readonly Failed<T>[] }> {
  const done: R[] = [];
  const failed: Failed<T>[] = [];
  for (let start = 0; start < items.length; start += atOnce) {
    const batch = items.slice(start, start + atOnce);
    const settled = await Promise.allSettled(batch.map(act));
    for (const [index, result] of settled.entries()) {
      const item = batch[index];
      if (result.status === "fulfilled") done.push(result.value);
      else if (item !== undefined) failed.push({ item, reason: nameOf(result.reason) });
    }
    const [first] = settled;
    if (start === 0 && first?.status === "rejected" && done.length === 0) throw first.reason;
  }
  return { done, failed };
}

/** The kind of an error, never its message: messages quote values. */
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
