import { setTimeout as pause } from "node:timers/promises";

export interface Delivery<T> {
  add(item: T): void;
  /** Resolves once nothing waits and nothing is under way. */
  drained(): Promise<void>;
}

interface Options<T> {
  /** Hands over a batch; resolves with how many items at its front were taken. A rejection counts as none. */
  readonly deliver: (batch: readonly T[]) => Promise<number>;
  readonly batchSize: number;
  /** How often the item at the front is tried before it is given up. */
  readonly attempts?: number;
  readonly onGivenUp: (item: T, error: unknown) => void;
}

const firstPauseMillis = 10;

/** Delivers in the order of arrival, tries again from the first item that was not taken, and never skips one in silence. */
export function orderedDelivery<T>({ deliver, batchSize, attempts = 4, onGivenUp }: Options<T>): Delivery<T> {
  const waiting: T[] = [];
  let running: Promise<void> | null = null;

  const deliverFront = async (): Promise<{ taken: number; error?: unknown }> => {
    const batch = waiting.slice(0, batchSize);
    try {
      return { taken: await deliver(batch), error: "reported as failed by the consumer" };
    } catch (error) {
      return { taken: 0, error };
    }
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    while (waiting.length > 0) {
      const { taken, error } = await deliverFront();
      waiting.splice(0, taken);
      failures = taken > 0 ? 0 : failures + 1;
      if (failures >= attempts) {
        failures = 0;
        for (const item of waiting.splice(0, 1)) onGivenUp(item, error);
      } else if (failures > 0) await pause(firstPauseMillis * 2 ** failures);
    }
  };

  return {
    add: (item) => {
      waiting.push(item);
      running ??= Promise.resolve()
        .then(run)
        .finally(() => {
          running = null;
        });
    },
    drained: async () => {
      while (running !== null) await running;
    },
  };
}
