import type { Terminal } from "./terminal.ts";

/** Tells how far an import is: often on a terminal, ten times in a log. */
export function importProgress(terminal: Terminal, total: number) {
  const counts = { done: 0, failed: 0 };
  const began = Date.now();
  const step = terminal.isLive ? 1 : Math.max(1, Math.ceil(total / 10));
  return {
    counts,
    count: (result: "done" | "failed"): void => {
      counts[result] += 1;
      const all = counts.done + counts.failed;
      if (all % step !== 0 && all !== total) return;
      const left = Math.ceil((((Date.now() - began) / all) * (total - all)) / 1000);
      terminal.progress(
        `${all} of ${total}, ${counts.failed} failed${all === total ? "\n" : `, about ${left} s left`}`,
      );
    },
  };
}
