import * as z from "zod";
import type { LiveChallenge, SmsFactor } from "../../../account/factor.ts";
import { compactId, fullId, bytes, count, instant, storedId } from "../stored-parts.ts";
import type { StoredKind } from "./stored-kind.ts";

const challengePrefix = "chl_";

/** Id, wrong guesses, used. */
const storedChallenge = z.tuple([storedId, count, z.boolean()]);

/** x phone, y country, o preRegistered, h challenge, d sends (streak and the instant of the next). */
const shape = {
  x: bytes,
  y: z.string().optional(),
  o: z.boolean().default(false),
  h: storedChallenge.nullable().default(null),
  d: z.tuple([count, instant]).default([0, 0]),
};

export const storedSms: StoredKind<SmsFactor, typeof shape> = {
  shape,
  toItem: ({ phone, country, preRegistered, challenge, sends }) => ({
    x: phone,
    ...(country !== undefined && { y: country }),
    ...(preRegistered && { o: true }),
    ...(challenge !== null && { h: challengeToItem(challenge) }),
    ...((sends.streak !== 0 || sends.nextAt !== 0) && { d: [sends.streak, sends.nextAt] }),
  }),
  fromItem: ({ x, y, o, h, d: [streak, nextAt] }) => ({
    type: "sms",
    phone: x,
    ...(y !== undefined && { country: y }),
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
