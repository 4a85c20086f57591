import type { Challenge, SmsFactor } from "../../account/factor.ts";
import { isoTime } from "../../account/instant.ts";
import { openPhone } from "../../access/sealed-values.ts";
import type { ChallengeView, Shows } from "../flow.ts";

/**
 * The country codes of ITU-T E.164. No code is the beginning of another, so the pattern needs no list of lengths,
 * and a mask does not pull the numbering plans of the whole world into a function.
 */
const callingCode =
  /^\+(?:1|7|2[07]|2[1-689]\d|3[0-469]|3[578]\d|4[013-9]|42\d|5[1-8]|5[09]\d|6[0-6]|6[7-9]\d|8[1246]|8[03578]\d|9[0-58]|9[679]\d)/;

/** `+41 ••• •• •• 12`: the same pattern for every number, so that the length stays hidden as well. */
export const maskPhone = (e164: string): string => `${callingCode.exec(e164)?.[0] ?? "+"} ••• •• •• ${e164.slice(-2)}`;

export const challengeView = (challenge: Challenge, e164: string): ChallengeView => ({
  id: challenge.id,
  factorId: challenge.factorId,
  sentTo: maskPhone(e164),
  expiresAt: isoTime(challenge.expiresAt),
  resendAfter: Math.round((challenge.resendAt - challenge.sentAt) / 1000),
  resendAt: isoTime(challenge.resendAt),
});

export const smsShows: Shows<SmsFactor> = {
  show: async (vault, user, factor) => ({ phoneNumber: maskPhone(await openPhone(vault, user, factor)) }),
};
