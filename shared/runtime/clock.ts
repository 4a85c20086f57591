import { randomBytes, randomInt } from "node:crypto";
import type { Clock, Random } from "../ports/clock.ts";

/** The machine's clock and its CSPRNG: the only ones outside tests. */
export const systemClock: Clock = { now: () => Date.now() };

export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  below: (below) => randomInt(below),
};
