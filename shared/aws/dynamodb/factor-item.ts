import * as z from "zod";
import type { Factor, LiveChallenge, SmsFactor } from "../../account/account.ts";
import { compactId, fullId } from "./compact-id.ts";
import { bytes, count, instant, keptId } from "./stored-parts.ts";

const factorPrefix = "fac_";
const challengePrefix = "chl_";

const base = {
  i: keptId,
  l: z.string(),
  c: instant,
  a: instant.nullable().default(null),
  p: z.boolean().default(false),
};
const storedTotp = z.object({ ...base, t: z.literal("totp"), x: bytes, n: z.int() });
/** Id, wrong guesses, used. */
const storedChallenge = z.tuple([keptId, count, z.boolean()]);
const storedSms = z.object({
  ...base,
  t: z.literal("sms"),
  x: bytes,
  y: z.string().optional(),
  o: z.boolean().default(false),
  h: storedChallenge.nullable().default(null),
  /** Sends: streak and the instant of the next. */
  d: z.tuple([count, instant]).default([0, 0]),
});

/** A factor in its short form: i id, l label, c createdAt, a activeSince, p preferred, t type, x secret or phone, y country, n lastStep, o preRegistered, h challenge, d sends. */
export const storedFactor = z.discriminatedUnion("t", [storedTotp, storedSms]);
type StoredFactor = z.input<typeof storedFactor>;

export function keepFactor(factor: Factor): StoredFactor {
  const kept = {
    i: compactId(factorPrefix, factor.id),
    l: factor.label,
    c: factor.createdAt,
    ...(factor.activeSince !== null && { a: factor.activeSince }),
    ...(factor.preferred && { p: true }),
  };
  return factor.type === "totp"
    ? { ...kept, t: "totp", x: factor.secret, n: factor.lastStep }
    : { ...kept, t: "sms", x: factor.phone, ...keepSms(factor) };
}

const keepSms = ({ country, preRegistered, challenge, sends }: SmsFactor) => ({
  ...(country !== undefined && { y: country }),
  ...(preRegistered && { o: true }),
  ...(challenge !== null && { h: keepChallenge(challenge) }),
  ...((sends.streak !== 0 || sends.nextAt !== 0) && { d: [sends.streak, sends.nextAt] as [number, number] }),
});

const keepChallenge = ({ id, wrongGuesses, used }: LiveChallenge): z.input<typeof storedChallenge> => [
  compactId(challengePrefix, id),
  wrongGuesses,
  used,
];

export function readFactor(stored: z.output<typeof storedFactor>): Factor {
  const { i, l, c, a, p } = stored;
  const read = { id: fullId(factorPrefix, i), label: l, createdAt: c, activeSince: a, preferred: p };
  return stored.t === "totp"
    ? { ...read, type: "totp", secret: stored.x, lastStep: stored.n }
    : {
        ...read,
        type: "sms",
        phone: stored.x,
        ...(stored.y !== undefined && { country: stored.y }),
        preRegistered: stored.o,
        challenge: readChallenge(stored.h),
        sends: readSends(stored.d),
      };
}

const readChallenge = (stored: z.output<typeof storedChallenge> | null): LiveChallenge | null => {
  if (stored === null) return null;
  const [id, wrongGuesses, used] = stored;
  return { id: fullId(challengePrefix, id), wrongGuesses, used };
};

const readSends = ([streak, nextAt]: readonly [number, number]) => ({ streak, nextAt });
