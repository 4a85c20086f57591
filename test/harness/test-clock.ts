import { AsyncLocalStorage } from "node:async_hooks";
import type { Clock } from "../../shared/ports/clock.ts";

interface Time {
  now: number;
  isOver: boolean;
}

/**
 * A clock that stands still until a test moves it. Each test moves its own; the service reads that of the test that runs.
 * A test that timed out goes on in the background: it no longer moves the time of the tests after it.
 * It starts at the real time, since tokens of others are judged by it too.
 */
export class TestClock implements Clock {
  readonly #own = new AsyncLocalStorage<Time>();
  #running: Time = { now: Math.floor(Date.now() / 30_000) * 30_000, isOver: false };

  /** Moves it by a millisecond each time that it is read: where the order of events matters. */
  ticks = false;

  now(): number {
    const time = this.#time;
    if (this.ticks) time.now += 1;
    return time.now;
  }

  /** Moves it on by whole or broken seconds. */
  forward(seconds: number): void {
    this.#time.now += seconds * 1000;
  }

  /** Gives a test a clock of its own, which starts where the one before it stood. */
  async during(test: () => Promise<void>): Promise<void> {
    const own = { now: this.#running.now, isOver: false };
    this.#running = own;
    try {
      await this.#own.run(own, test);
    } finally {
      own.isOver = true;
    }
  }

  /** Throws in a test that has ended: its calls and faults would disturb the one that runs. */
  expectRunning(): void {
    if (this.#own.getStore()?.isOver === true) throw new Error("This test has ended");
  }

  get #time(): Time {
    return this.#own.getStore() ?? this.#running;
  }
}
