const barWidth = 30;

export interface Progress {
  /** Says how much is done, 0 to 1. */
  at(share: number): void;
  done(): void;
}

/** A bar on a terminal, a line at each quarter elsewhere. */
export function progress(label: string): Progress {
  const isTerminal = process.stderr.isTTY;
  let quarter = -1;
  const show = (share: number): void => {
    if (isTerminal) {
      const full = Math.round(share * barWidth);
      process.stderr.write(`\r${"█".repeat(full)}${"░".repeat(barWidth - full)} ${label} `);
    } else if (Math.floor(share * 4) > quarter) {
      quarter = Math.floor(share * 4);
      process.stderr.write(`${String(quarter * 25).padStart(3)} % ${label}\n`);
    }
  };
  show(0);
  return {
    at: (share) => show(Math.min(1, share)),
    done: () => {
      show(1);
      if (isTerminal) process.stderr.write("\n");
    },
  };
}

export const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
