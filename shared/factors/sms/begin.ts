import { setTimeout as wait } from "node:timers/promises";
import { openPhone } from "../../access/sealed-values.ts";
import { type Account, activeFactors, findFactor, remainingBackupCodes } from "../../account/account.ts";
import { type Outcome, type Refusal, refuse } from "../../account/decision.ts";
import { isKnown, type SmsFactor } from "../../account/factor.ts";
import type { AccountWithChallenges } from "../../ports/stores.ts";
import type { Begins, Begun, ChallengeView, SendingServices } from "../flow.ts";
import { isBeingSent, reserveSend } from "./reserve-send.ts";
import { youngChallenge } from "./rules.ts";
import { challengeView, sendCode, type SendRequest } from "./send-code.ts";

/** Two seconds in all: a send that a lost process reserved must not hold its user up for long. */
const pausesMillis = [20, 40, 80, 160, 320, 640, 740];

/** The SMS that a login sends by itself. If it cannot go out and another method is left, the login goes on without it. */
export const smsBegins: Begins<SmsFactor> = {
  async begin(services, { account, at, policy, headers }, state, { id }): Promise<Outcome<Begun>> {
    const request = { account, at, appName: policy.issuerName, acceptLanguage: headers["accept-language"] };
    const sentBefore = await youngView(services, request, state, id);
    if (sentBefore) return { ok: true, challenge: sentBefore };
    const sent = await sendCode(services, request, ({ account: current }, challengeId) => {
      const factor = findFactor(current, id);
      return factor?.type === "sms"
        ? reserveSend(current, { factor, challengeId }, at)
        : refuse({ code: "factor_not_found" });
    });
    if (sent.ok) return { ok: true, challenge: sent.challenge };
    const sentMeanwhile = await viewOfOthers(services, request, id);
    if (!sentMeanwhile.ok) return sentMeanwhile;
    if (sentMeanwhile.challenge) return { ok: true, challenge: sentMeanwhile.challenge };
    if (!hasAnotherMethod(state.account, id, sent.refusal)) return sent;
    return { ok: true, challenge: null, sms: { unavailable: sent.refusal.code } };
  },
};

/** Another phone is one too, unless it is the codes by SMS that wait: then every phone does. */
function hasAnotherMethod(account: Account, id: string, { code }: Refusal): boolean {
  const closesEveryPhone = code === "too_many_attempts";
  const others = activeFactors(account)
    .filter(isKnown)
    .filter((factor) => factor.id !== id && !factor.disabled && !(closesEveryPhone && factor.type === "sms"));
  return others.length > 0 || remainingBackupCodes(account.backupCodes) > 0;
}

type MaybeChallenge = Outcome<{ readonly challenge: ChallengeView | null }>;

/** A login at the same moment may have won the send: its challenge is this one's too, once the provider has its SMS. */
async function viewOfOthers(
  services: SendingServices,
  request: SendRequest,
  factorId: string,
): Promise<MaybeChallenge> {
  for (const pause of pausesMillis) {
    const state = await request.account.read(true);
    if (!state.ok) return state;
    const factor = findFactor(state.account, factorId);
    if (factor?.type !== "sms" || !isBeingSent(factor, state.challenges, request.at))
      return { ok: true, challenge: await youngView(services, request, state, factorId) };
    await wait(pause);
  }
  return { ok: true, challenge: null };
}

async function youngView(
  { vault }: SendingServices,
  { account: { user }, at }: SendRequest,
  { account, challenges }: AccountWithChallenges,
  factorId: string,
): Promise<ChallengeView | null> {
  const factor = findFactor(account, factorId);
  const challenge = factor?.type === "sms" ? youngChallenge(factor, challenges, at) : undefined;
  return factor?.type === "sms" && challenge ? challengeView(challenge, await openPhone(vault, user, factor)) : null;
}
