import type { Random } from "../ports/clock.ts";

const idBytes = 16;

/** A prefix that tells what it names, and 128 random bits (OWASP ASVS 5.0, 11.5.1). */
export const newId = <P extends "fac" | "chl" | "evt">(prefix: P, random: Random): `${P}_${string}` =>
  `${prefix}_${Buffer.from(random.bytes(idBytes)).toString("base64url")}`;
