import type { Clock } from "../../shared/ports/clock.ts";

export const stepMillis = 30_000;

/** Stands still until it is moved to the next TOTP step, so that every user has a code that was never used. */
export class StepClock implements Clock {
  #now = Math.floor(Date.now() / stepMillis) * stepMillis;

  now(): number {
    return this.#now;
  }

  forward(millis: number): void {
    this.#now += millis;
  }

  nextStep(): void {
    this.#now += stepMillis;
  }
}
