import type { Clock } from "../../shared/ports/clock.ts";

/** A clock that stands still until a test moves it. It starts at the real time, since tokens of others are judged by it too. */
export class TestClock implements Clock {
  #now = Math.floor(Date.now() / 30_000) * 30_000;

  /** Moves it by a millisecond each time that it is read: where the order of events matters. */
  ticks = false;

  now(): number {
    if (this.ticks) this.#now += 1;
    return this.#now;
  }

  /** Moves it on by whole or broken seconds. */
  forward(seconds: number): void {
    this.#now += seconds * 1000;
  }
}
