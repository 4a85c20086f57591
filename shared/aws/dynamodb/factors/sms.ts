import * as z from "zod/mini";
import type { LiveChallenge, SmsFactor } from "../../../account/factor.ts";
import { compactId, fullId } from "../stored-parts.ts";
import { bytes, count, instant, storedId } from "../stored-kinds.ts";
import type { StoredKind } from "./stored-kind.ts";

const challengePrefix = "chl_";

/** Id, wrong guesses, used. */
const storedChallenge = z.tuple([storedId, count, z.boolean()]);

/** x phone, y country, r range, o preRegistered, h challenge, d sends (streak and the instant of the next). */
const shape = {
  x: bytes,
  y: z.optional(z.string()),
  r: z.optional(bytes),
  o: z._default(z.boolean(), false),
  h: z._default(z.nullable(storedChallenge), null),
  d: z._default(z.tuple([count, instant]), [0, 0]),
};

export const storedSms: StoredKind<SmsFactor, typeof shape> = {
  shape,
  toItem: ({ phone, country, range, preRegistered, challenge, sends }) => ({
    x: phone,
    ...(country !== undefined && { y: country }),
    ...(range !== undefined && { r: new Uint8Array(Buffer.from(range, "base64url")) }),
    ...(preRegistered && { o: true }),
    ...(challenge !== null && { h: challengeToItem(challenge) }),
    ...((sends.streak !== 0 || sends.nextAt !== 0) && { d: [sends.streak, sends.nextAt] }),
  }),
  fromItem: ({ x, y, r, o, h, d: [streak, nextAt] }) => ({
    type: "sms",
    phone: x,
    ...(y !== undefined && { country: y }),
    ...(r && { range: Buffer.from(r).toString("base64url") }),
    preRegistered: o,
    challenge: challengeFromItem(h),
    sends: { streak, nextAt },
  }),
};

const challengeToItem = ({ id, wrongGuesses, used }: LiveChallenge): z.input<typeof storedChallenge> => [
  compactId(challengePrefix, id),
  wrongGuesses,
  used,
];

const challengeFromItem = (stored: z.output<typeof storedChallenge> | null): LiveChallenge | null => {
  if (stored === null) return null;
  const [id, wrongGuesses, used] = stored;
  return { id: fullId(challengePrefix, id), wrongGuesses, used };
};
