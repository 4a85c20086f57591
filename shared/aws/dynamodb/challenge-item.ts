import * as z from "zod";
import type { Challenge } from "../../account/factor.ts";
import { bytes, instant, readAs, version } from "./stored-parts.ts";

const schema1 = z.object({
  id: z.string(),
  factorId: z.string(),
  mac: bytes,
  sentAt: instant,
  resendAt: instant,
  expiresAt: instant,
  // Items that predate the mark were answered as sent.
  handedOver: z.boolean().default(true),
});
const readers = { [version]: schema1 };

export const challengeToItem = (challenge: Challenge): Readonly<Record<string, unknown>> => ({
  s: version,
  ...challenge,
});

export const challengeFromItem = (item: Readonly<Record<string, unknown>>): Challenge =>
  readAs("challenge", readers, item);
