import type { Challenge, Client, Delivery } from "../api.ts";
import { nextSendAt } from "../code/code-entry.ts";
import type { Translator } from "../language/translator.ts";
import type { Sent } from "./kind.ts";
import { notice } from "../parts/blocks.ts";
import { challengeTexts, type PlainKey } from "../texts/areas.ts";

/** Most messages have come by then, and the user is still there. */
const patienceMillis = 20_000;

export const sentNow = (challenge: Challenge, now: number): Sent => ({
  challenge,
  resendAt: nextSendAt(challenge, now),
  askAt: now + patienceMillis,
  delivery: null,
  end: null,
});

export const isCall = ({ channel }: Challenge): boolean => channel === "voice";

export interface DeliveryTold {
  readonly type: "delivery-told";
  readonly challengeId: string;
  readonly delivery: Delivery;
}

/** The word on another challenge than the newest helps nobody. */
export const delivered = <S extends Sent>(sent: S, { challengeId, delivery }: DeliveryTold): S =>
  sent.challenge.id === challengeId ? { ...sent, delivery } : sent;

/** The fate of the SMS; null: the service does not say now, and the page goes on as it is. */
export const fateOf = async (client: Pick<Client, "smsDelivery">, challengeId: string): Promise<DeliveryTold | null> =>
  client.smsDelivery({ challengeId }).then(
    ({ data }) => (data === undefined ? null : { type: "delivery-told", challengeId, delivery: data.delivery }),
    () => null,
  );

type Key = PlainKey<typeof challengeTexts>;

/** Of an SMS, then of a call. */
const sentences = {
  handed_over: ["smsUnderWay", "callUnderWay"],
  delivered: ["smsArrived", "callAnswered"],
  blocked: ["smsBlocked", "smsBlocked"],
  unreachable: ["phoneUnreachable", "callUnanswered"],
  invalid: ["numberInvalid", "numberInvalid"],
  expired: ["smsTooLate", "smsTooLate"],
} as const satisfies Readonly<Record<string, readonly [sms: Key, call: Key]>>;

const isFate = (word: string): word is keyof typeof sentences => Object.hasOwn(sentences, word);

/** Why nothing came, and what to do; a word that is newer than this page counts as "not reached". */
export function deliveryText(translator: Translator, { challenge, delivery }: Sent): string | null {
  if (delivery === null) return null;
  const word: string = delivery.reason ?? delivery.state;
  const [sms, call] = sentences[isFate(word) ? word : "unreachable"];
  return translator.say(challengeTexts, isCall(challenge) ? call : sms);
}

export function deliveryNotice(translator: Translator, sent: Sent): unknown {
  const text = deliveryText(translator, sent);
  return text === null ? null : notice(sent.delivery?.state === "failed" ? "warning" : "info", text);
}
