import { setTimeout as wait } from "node:timers/promises";
import { openPhone } from "../../access/sealed-values.ts";
import { type Account, activeFactors, activeTotp, findFactor, type SmsFactor } from "../../account/account.ts";
import { remainingBackupCodes } from "../../account/backup-codes.ts";
import { type At, type Refusal, refuse } from "../../account/decision.ts";
import { youngChallenge } from "./redeem-challenge.ts";
import { reserveSend } from "./reserve-send.ts";
import { problemOf } from "../../http/problem.ts";
import type { AccountWithChallenges } from "../../ports/stores.ts";
import type { Services } from "../../runtime/services.ts";
import { type ChallengeView, challengeView } from "./challenge-view.ts";
import { sendCode, type SendRequest } from "./send-code.ts";

/** A second in all: what a lost process reserved and never sent must not hold its user up for long. */
const pausesMillis = [20, 40, 80, 160, 320, 320];

type Offered =
  | { readonly challenge: ChallengeView }
  | { readonly challenge: null; readonly sms: { readonly unavailable: string } };

/** The SMS that a login sends by itself. If it cannot go out and another method is left, the login goes on without it. */
export async function offerChallenge(
  services: Services,
  request: SendRequest,
  state: AccountWithChallenges,
  { id }: SmsFactor,
): Promise<Offered> {
  const sentBefore = await youngView(services, request, state, id);
  if (sentBefore) return { challenge: sentBefore };
  const sent = await sendCode(services, request, ({ account }, challengeId) => {
    const factor = findFactor(account, id);
    return factor?.type === "sms"
      ? reserveSend(account, { factor, challengeId }, request.at)
      : refuse({ code: "factor_not_found" });
  });
  if (sent.ok) return { challenge: sent.challenge };
  const sentMeanwhile = await viewOfOthers(services, request, id);
  if (sentMeanwhile) return { challenge: sentMeanwhile };
  if (!hasAnotherMethod(state.account, id, sent.refusal)) throw problemOf(sent.refusal, request.at.now);
  return { challenge: null, sms: { unavailable: sent.refusal.code } };
}

/** Another phone is one too, unless it is the codes by SMS that are closed: that closes every phone. */
function hasAnotherMethod(account: Account, id: string, { code }: Refusal): boolean {
  const closesEveryPhone = code === "too_many_attempts" || code === "method_disabled";
  const others = closesEveryPhone ? activeTotp(account) : activeFactors(account).filter((factor) => factor.id !== id);
  return others.length > 0 || remainingBackupCodes(account.backupCodes) > 0;
}

/** A login at the same moment may have won the send: its challenge is this one's too, once its code's hash is kept. */
async function viewOfOthers(services: Services, request: SendRequest, factorId: string): Promise<ChallengeView | null> {
  for (const pause of pausesMillis) {
    const state = await request.account.readWithChallenges();
    if (!isBeingSent(state, factorId, request.at)) return youngView(services, request, state, factorId);
    await wait(pause);
  }
  return null;
}

/** The account's write has reserved it, but the challenge item is not there yet. */
function isBeingSent({ account, challenges }: AccountWithChallenges, factorId: string, { now }: At): boolean {
  const factor = findFactor(account, factorId);
  if (factor?.type !== "sms" || factor.challenge === null || factor.challenge.used) return false;
  const { id } = factor.challenge;
  return now < factor.sends.nextAt && !challenges.some((challenge) => challenge.id === id);
}

async function youngView(
  { vault }: Services,
  { account: { user }, at }: SendRequest,
  { account, challenges }: AccountWithChallenges,
  factorId: string,
): Promise<ChallengeView | null> {
  const factor = findFactor(account, factorId);
  const challenge = factor?.type === "sms" ? youngChallenge(factor, challenges, at) : undefined;
  return factor?.type === "sms" && challenge ? challengeView(challenge, await openPhone(vault, user, factor)) : null;
}
