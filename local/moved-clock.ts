import { dayMillis, type Instant, seconds } from "../shared/account/instant.ts";
import type { Clock } from "../shared/ports/clock.ts";
import type { ReminderStore } from "../shared/ports/notices.ts";

/** A clock that can be moved ahead of another, until the process ends. */
export class MovedClock implements Clock {
  readonly #of: Clock;
  #ahead = 0;

  constructor(of: Clock) {
    this.#of = of;
  }

  now(): Instant {
    return this.#of.now() + this.#ahead;
  }

  moveTo(instant: Instant): void {
    this.#ahead += Math.max(0, instant - this.now());
  }
}

/** Days of reminders that the store looks back for. */
const lookBack = 7 * dayMillis;

/** Lets time pass: on the way what the deployed schedule would do is done at its time. */
export async function letTimePass(
  clock: MovedClock,
  bySeconds: number,
  { reminders, work }: { readonly reminders: ReminderStore; readonly work: () => Promise<void> },
): Promise<void> {
  const end = clock.now() + seconds(bySeconds);
  await work();
  while (clock.now() < end) {
    const until = Math.min(end, clock.now() + lookBack);
    const due = await reminders.due(until);
    const at = Math.min(until, ...due.map((one) => one.at).filter((one) => one > clock.now()));
    clock.moveTo(at);
    await work();
  }
}
