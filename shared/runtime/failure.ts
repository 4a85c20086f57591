/** Fields of an error that a log may hold: its kind and place, never its message, since messages quote values. */
export function describeFailure(error: unknown): { readonly failure: string; readonly frames: readonly string[] } {
  if (!(error instanceof Error)) return { failure: typeof error, frames: [] };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return { failure: error.name, frames: frames.slice(0, 12).map((line) => line.trim()) };
}
