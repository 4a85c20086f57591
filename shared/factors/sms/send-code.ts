import type { AccountAccess } from "../../access/account-access.ts";
import { openPhone, reseal } from "../../access/sealed-values.ts";
import type { Challenge } from "../../account/factor.ts";
import { type Channel, SmsNotSent } from "../../ports/outbound.ts";
import { type At, type Decision, type Outcome, refuse, refused } from "../../account/decision.ts";
import { withResealed } from "../../account/kinds.ts";
import { abandonSend, endLostWaits, type ReservedSend } from "./reserve-send.ts";
import { newId } from "../../runtime/services.ts";
import type { AccountWithChallenges, UserKey } from "../../ports/stores.ts";
import type { ChallengeView, SendingServices } from "../flow.ts";
import { claimLimits, limitSpent } from "./limits.ts";
import { languageOf } from "../../language/languages.ts";
import { smsMessage, spokenMessage } from "./message.ts";
import { isoTime, seconds } from "../../account/instant.ts";
import type { Policy } from "../../account/policy.ts";
import { makesCalls, type Settings, type SmsProvider } from "../../settings/settings.ts";
import type { Random } from "../../ports/clock.ts";
import type { Vault } from "../../ports/vault.ts";

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

export interface SendRequest {
  readonly account: AccountAccess;
  readonly at: At;
  /** The name that the message shows. */
  readonly appName: string;
  readonly acceptLanguage: string | undefined;
}

export interface Sent {
  readonly challenge: ChallengeView;
  readonly reserved: ReservedSend;
}

const unavailable = "temporarily_unavailable";

type Reserve = (
  state: AccountWithChallenges,
  challengeId: string,
) => Decision<ReservedSend> | Promise<Decision<ReservedSend>>;

/**
 * Sends one code. A look at the limits comes first, so that a refusal writes nothing; then the account's write, so that of parallel
 * requests only one goes on; then the claims, the code's hash, and last the provider. If nothing goes out, the reservation is taken back and an earlier code goes on working.
 */
export async function sendCode(
  services: SendingServices,
  request: SendRequest,
  reserve: Reserve,
): Promise<Outcome<Sent>> {
  const challengeId = newId("chl", services.random);
  let earlier: readonly Challenge[] = [];
  let tried: ReservedSend | null = null;
  const reserved = await request.account
    .change(async (state) => {
      // The write landed, its answer got lost, and another write came after it: the reservation stands.
      if (tried !== null && isReserved(state, challengeId)) return { outcome: { ok: true, ...tried } };
      earlier = state.challenges;
      const current = { ...state, account: endLostWaits(state.account, state.challenges, request.at) };
      const resealed = await reseal(services.vault, request.account.user, state.account, "contact");
      const decision = withResealed(
        state.account,
        await withinLimits(services, request, await reserve(current, challengeId)),
        resealed,
      );
      tried = decision.outcome.ok ? decision.outcome : null;
      return decision;
    }, true)
    .catch(async (error: unknown) => {
      // The write may have landed all the same: without this, the next try would have to wait for an SMS that never left.
      if (tried !== null) await release(request, tried, unavailable).catch(() => undefined);
      throw error;
    });
  if (!reserved.ok) return reserved;
  const takeBack = async (reason: string): Promise<void> => abandon(services, request, reserved, earlier, reason);
  try {
    const delivered = await deliver(services, request, reserved);
    if (!delivered.ok) await takeBack(delivered.refusal.code);
    return delivered.ok ? { ...delivered, reserved } : delivered;
  } catch (error) {
    // The same dependency may fail here too; the first failure is the one to report.
    await takeBack(unavailable).catch(() => undefined);
    throw error;
  }
}

async function withinLimits(
  services: SendingServices,
  { account: { user }, at }: SendRequest,
  decision: Decision<ReservedSend>,
): Promise<Decision<ReservedSend>> {
  if (!decision.outcome.ok) return decision;
  const { factor } = decision.outcome;
  const e164 = await openPhone(services.vault, user, factor);
  const spent = await limitSpent(services, { tenant: user.tenant, e164, factor }, at.now);
  return spent ? refuse(spent) : decision;
}

const isReserved = ({ account }: AccountWithChallenges, challengeId: string): boolean =>
  account.factors.some((factor) => factor.type === "sms" && factor.challenge?.id === challengeId);

/** A send that certainly did not go out is given back to the limits; only a lost answer keeps it. */
async function deliver(
  services: SendingServices,
  request: SendRequest,
  reserved: ReservedSend,
): Promise<Outcome<{ readonly challenge: ChallengeView }>> {
  const { account, at } = request;
  const e164 = await openPhone(services.vault, account.user, reserved.factor);
  const claimed = await claimLimits(services, { tenant: account.user.tenant, e164, factor: reserved.factor }, at.now);
  if (!claimed.ok) return claimed;
  const giveBack = async (): Promise<void> =>
    claimed.giveBack().catch(() => services.telemetry.logger.warn("a send that failed stays counted"));
  try {
    const sent = await handOver(services, request, reserved, e164);
    if (!sent.ok) await giveBack();
    return sent;
  } catch (error) {
    const wasGiven = error instanceof SmsNotSent;
    if (!wasGiven || !error.mayHaveLeft) await giveBack();
    if (!wasGiven) throw error;
    services.telemetry.logger.warn("an sms was not sent", { mayHaveLeft: error.mayHaveLeft, because: error.cause });
    return refused({ code: "sms_delivery_failed" });
  }
}

async function handOver(
  { random, vault, challenges, settings, sms, telemetry }: SendingServices,
  { account: { user }, at, appName, acceptLanguage }: SendRequest,
  { factor, challengeId, resendAfterSeconds, channel }: ReservedSend,
  to: string,
): Promise<Outcome<{ readonly challenge: ChallengeView }>> {
  const code = newSmsCode(random);
  const reservedChallenge: Challenge = {
    id: challengeId,
    factorId: factor.id,
    mac: await smsCodeMac(vault, user, { factorId: factor.id, challengeId, code }),
    sentAt: at.now,
    resendAt: at.now + seconds(resendAfterSeconds),
    expiresAt: at.now + seconds(at.rules.smsCodeSeconds),
    handedOver: false,
    ...(channel === "voice" && { channel }),
  };
  // So slow that the next call took over: its code is the one that counts.
  if ((await challenges.put(user, reservedChallenge)) === "conflict") return refused({ code: "busy" });
  const words = {
    code,
    appName,
    minutes: Math.floor(at.rules.smsCodeSeconds / 60),
    language: languageOf(acceptLanguage),
  };
  const body = bodies[channel]({ ...words, host: settings.smsOriginHost });
  const context = { ref: user.ref, factorId: factor.id };
  const { messageId } = await sms.send({ ...words, to, body, channel, context });
  const tells = messageId !== null && tellsOfDelivery[settings.smsProvider];
  const challenge: Challenge = { ...reservedChallenge, handedOver: true, ...(tells && { messageId }) };
  // The SMS has left, so nothing may fail any more: without the mark the next call sends another one.
  await Promise.all([
    challenges.replace(user, challenge),
    tells && challenges.putMessage(user, { ...challenge, messageId }),
  ]).catch(() => telemetry.logger.warn("a sent code could not be marked"));
  return { ok: true, challenge: challengeView(challenge, to) };
}

/** A call needs the organisation's leave, and a provider that makes calls. */
export const isChannelAllowed = (channel: Channel, { voice }: Policy, settings: Settings): boolean =>
  channel !== "voice" || (voice && makesCalls(settings));

const bodies = { sms: smsMessage, voice: spokenMessage } as const satisfies Record<Channel, typeof smsMessage>;

/** Whether the provider tells, by a message's id, what became of it. */
const tellsOfDelivery = {
  sns: false,
  "end-user-messaging": true,
  notify: true,
} as const satisfies Record<SmsProvider, boolean>;

async function abandon(
  { challenges }: SendingServices,
  request: SendRequest,
  reserved: ReservedSend,
  earlier: readonly Challenge[],
  reason: string,
): Promise<void> {
  const replaced = earlier.find(({ id }) => id === reserved.before.challenge?.id);
  if (replaced) await challenges.putBack(request.account.user, replaced, reserved.challengeId);
  await release(request, reserved, reason);
}

const release = async ({ account }: SendRequest, reserved: ReservedSend, reason: string): Promise<unknown> =>
  account.change((state) => abandonSend(state.account, reserved, reason));
