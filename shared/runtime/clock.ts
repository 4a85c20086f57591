import { randomBytes, randomInt } from "node:crypto";
import type { Clock, Random } from "../ports/clock.ts";

/** The machine's clock and its CSPRNG: the only ones outside tests. */
export const systemClock: Clock = { now: () => Date.now() };

export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  below: (below) => randomInt(below),
};

const idBytes = 16;

/** A prefix that tells what it names, and 128 random bits (OWASP ASVS 5.0, 11.5.1). */
export const newId = <P extends "apr" | "chl" | "evt" | "fac">(prefix: P, random: Random): `${P}_${string}` =>
  `${prefix}_${Buffer.from(random.bytes(idBytes)).toString("base64url")}`;
