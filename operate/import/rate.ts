/** How far a long job is: how many, how fast, and when it ends. Null while it is too early to say. */
export function rateLine({
  done,
  before = 0,
  total,
  since,
}: {
  readonly done: number;
  /** Done by an earlier run. */
  readonly before?: number;
  readonly total: number;
  /** `performance.now()` at the beginning. */
  readonly since: number;
}): string | null {
  const seconds = (performance.now() - since) / 1000;
  if (done % 100 !== 0 || seconds < 1) return null;
  const rate = (done - before) / seconds;
  const left = total > done && rate > 0 ? (total - done) / rate : null;
  const end = left === null ? "" : `, ends at ${new Date(Date.now() + left * 1000).toTimeString().slice(0, 8)}`;
  return `${done} rows, ${Math.round(rate)} a second${end}`;
}
