import { type Refusal, refuse } from "../../account/decision.ts";
import type { SmsFactor, Challenge } from "../../account/factor.ts";
import type { Confirms, Verifies, ChallengeView, Shows } from "../flow.ts";
import type { ProofOf } from "../proof.ts";
import { confirmSms, phoneOfChallenge, verifySms } from "./rules.ts";
import type { Random } from "../../ports/clock.ts";
import type { UserKey } from "../../ports/stores.ts";
import type { Vault } from "../../ports/vault.ts";
import { isoTime } from "../../account/instant.ts";
import { openPhone } from "../../access/sealed-values.ts";

export const smsVerifies: Verifies<ProofOf<"sms_code">> = {
  needsChallenges: true,
  async verify(vault, { user }, { account, challenges }, { code, challengeId, factorId: named }, at) {
    const phone = phoneOfChallenge(account, challengeId);
    if (named !== undefined && phone && named !== phone.id) return refuse(ofAnother);
    // Without a phone there is nothing to compare, and perhaps no key yet to do it with.
    const mac = phone ? await smsCodeMac(vault, user, { factorId: phone.id, challengeId, code }) : new Uint8Array();
    return verifySms(account, { challengeId, challenges, mac }, at);
  },
};

const ofAnother: Refusal = {
  code: "invalid_request",
  errors: [{ path: "factorId", message: "The challenge is of another factor; leave factorId out or name that one" }],
};

export const smsConfirms: Confirms<SmsFactor, "code"> = {
  field: "code",
  async confirm({ vault }, { user }, { account, challenges }, { factor, proof: code, policy }, at) {
    const challengeId = factor.challenge?.id ?? "";
    const mac = await smsCodeMac(vault, user, { factorId: factor.id, challengeId, code });
    const challenge = challenges.find(({ id }) => id === challengeId);
    return confirmSms(account, { factor, policy, mac, challenge }, at);
  },
};

/** Six digits without bias, leading zeros kept; `000000` is a code like any other. */
export const newSmsCode = (random: Random): string => String(random.below(1_000_000)).padStart(6, "0");

/** The only thing kept of a code: a keyed hash bound to the user, the factor and the challenge that it was made for. */
export const smsCodeMac = async (
  vault: Vault,
  { tenant, ref }: UserKey,
  { factorId, challengeId, code }: { readonly factorId: string; readonly challengeId: string; readonly code: string },
): Promise<Uint8Array> =>
  vault.mac({ tenant, purpose: "codes", about: [ref, "sms", factorId, challengeId] }, Buffer.from(code));

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
  ...(challenge.channel && { channel: challenge.channel }),
});

/** Fate of an SMS, as far as its provider tells. */
export function deliveryView({ delivery }: Challenge) {
  if (delivery === undefined) return { state: "handed_over" as const, reason: null };
  return delivery === "delivered" ? { state: delivery, reason: null } : { state: "failed" as const, reason: delivery };
}

export const smsShows: Shows<SmsFactor> = {
  show: async (vault, user, factor) => ({ phoneNumber: maskPhone(await openPhone(vault, user, factor)) }),
};
