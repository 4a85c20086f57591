import * as z from "zod/mini";
import { type BypassCode, type CallerCheck, callerChannels } from "../../account/help-desk-state.ts";
import { bytes, count, instant } from "./stored-kinds.ts";

/** End, salt, digest, and 1 once it was used. */
export const storedBypassCode = z.pipe(
  z.union([z.tuple([instant, bytes, bytes]), z.tuple([instant, bytes, bytes, z.literal(1)])]),
  z.transform(([until, salt, digest, used]): BypassCode => ({ until, salt, digest, used: used === 1 })),
);

export const bypassCodeToItem = ({ until, salt, digest, used }: BypassCode) => [
  until,
  salt,
  digest,
  ...(used ? [1] : []),
];

const day = [count, instant] as const;
/** Sends of the day and its beginning; of words that are open the channel, hash, end and wrong tries. */
export const storedCallerCheck = z.pipe(
  z.union([z.tuple([...day]), z.tuple([...day, z.enum(callerChannels), bytes, instant, count])]),
  z.transform((stored): CallerCheck => {
    const sends = { count: stored[0], since: stored[1] };
    if (stored.length === 2) return { day: sends, words: null };
    const [, , by, mac, until, wrong] = stored;
    return { day: sends, words: { by, mac, until, wrong } };
  }),
);

export const callerCheckToItem = ({ day: sends, words }: CallerCheck) => [
  sends.count,
  sends.since,
  ...(words ? [words.by, words.mac, words.until, words.wrong] : []),
];
