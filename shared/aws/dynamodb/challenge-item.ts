import * as z from "zod";
import type { Challenge } from "../../account/challenges.ts";
import { bytes, instant, readAs, version } from "./stored-parts.ts";

const schema1 = z.object({
  id: z.string(),
  factorId: z.string(),
  mac: bytes,
  sentAt: instant,
  resendAt: instant,
  expiresAt: instant,
});
const readers = { [version]: schema1 };

export const keepChallenge = (challenge: Challenge): Readonly<Record<string, unknown>> => ({
  s: version,
  ...challenge,
});

export const readChallenge = (item: Readonly<Record<string, unknown>>): Challenge => readAs("challenge", readers, item);
