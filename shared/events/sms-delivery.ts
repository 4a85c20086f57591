import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { EventBridgeEvent } from "aws-lambda";
import * as z from "zod/mini";
import { isOf, type Delivery, type deliveryFailures } from "../account/factor.ts";
import type { AccountEvent, RecordedEvent } from "../account/events.ts";
import { orElse } from "../account/rules.ts";
import type { Services } from "../runtime/services.ts";
import type { MessageFeedback } from "../ports/outbound.ts";
import type { ChallengeStore } from "../ports/stores.ts";

type DeliveryServices = Pick<Services, "accounts" | "challenges" | "clock">;

/** Event types of AWS End User Messaging, without what tells text from voice. The others are no last word. */
const meanings: Readonly<Record<string, Delivery>> = {
  DELIVERED: "delivered",
  SUCCESSFUL: "delivered",
  ANSWERED: "delivered",
  COMPLETED: "delivered",
  BLOCKED: "blocked",
  CARRIER_BLOCKED: "blocked",
  PROTECT_BLOCKED: "blocked",
  SPAM: "blocked",
  UNREACHABLE: "unreachable",
  CARRIER_UNREACHABLE: "unreachable",
  NO_ANSWER: "unreachable",
  BUSY: "unreachable",
  FAILED: "unreachable",
  INVALID: "invalid",
  INVALID_MESSAGE: "invalid",
  TTL_EXPIRED: "expired",
};

const detail = z.object({
  eventType: z.string(),
  messageId: z.string().check(z.minLength(1)),
  /** Sent along with each of our messages; other applications of the account send others. */
  context: orElse(z.optional(z.object({ ref: z.string() })), () => undefined),
});

/** A filter blocks a message at once: its word may come before the message's id is written down. Then it is tried again by Lambda. */
const pausesMillis = [100, 200, 400, 800];

async function findMessage(challenges: ChallengeStore, messageId: string, isOurs: boolean) {
  for (const pause of isOurs ? pausesMillis : []) {
    const message = await challenges.findMessage(messageId);
    if (message !== null) return message;
    await wait(pause);
  }
  const message = await challenges.findMessage(messageId);
  if (message === null && isOurs) throw new Error("A message of ours is not known yet");
  return message;
}

/** Notes what became of one of our messages; other applications of the account have messages too. */
export async function noteDelivery(
  services: DeliveryServices,
  event: EventBridgeEvent<string, unknown>,
): Promise<void> {
  const { eventType, messageId, context } = detail.parse(event.detail);
  const delivery = meanings[eventType.replace(/^(?:TEXT|VOICE|RCS)_/, "")];
  const message = delivery && (await findMessage(services.challenges, messageId, context !== undefined));
  if (!message) return;
  const { challenges } = await services.accounts.readWithChallenges(message);
  const challenge = challenges.find(({ id }) => id === message.id);
  // A failure may come after the carrier's word that it took the message, and not the other way round.
  if (challenge?.delivery === delivery || (delivery === "delivered" && challenge?.delivery !== undefined)) return;
  if (delivery !== "delivered") await writeUndelivered(services, message, delivery, messageId);
  if (challenge) await services.challenges.replace(message, { ...challenge, delivery });
}

const maxTries = 12;

async function writeUndelivered(
  { accounts, clock }: DeliveryServices,
  { factorId, ...user }: { readonly tenant: string; readonly ref: string; readonly factorId: string },
  reason: (typeof deliveryFailures)[number],
  messageId: string,
): Promise<void> {
  // Each delivery of the same word has the same id.
  const hash = createHash("sha256").update(`${messageId} ${reason}`).digest().subarray(0, 16);
  const event: AccountEvent = {
    id: `evt_${hash.toString("base64url")}`,
    at: clock.now(),
    actor: { role: "system", ref: "delivery" },
    type: "sms.undelivered",
    data: { factorId, reason },
  };
  for (let tries = 0; tries < maxTries; tries += 1) {
    const { account, lastEventId } = await accounts.read(user);
    if (lastEventId === event.id || account.version === 0) return;
    if ((await accounts.write(user, account, event)) === "written") return;
  }
  throw new Error("Too many changes of one account at once");
}

const codes = ["login.succeeded", "factor.activated"];

/** Tells the provider that the codes of a user's phones came back. Repeated, it says the same. */
export async function feedBack(
  { accounts, feedback }: Pick<Services, "accounts"> & { readonly feedback: MessageFeedback },
  { tenant, ref }: { readonly tenant: string; readonly ref: string | null },
  { type, data }: RecordedEvent,
): Promise<void> {
  if (ref === null || !codes.includes(type) || data["country"] === undefined) return;
  const { account, challenges } = await accounts.readWithChallenges({ tenant, ref });
  const used = account.factors.filter(isOf("sms")).flatMap(({ challenge }) => (challenge?.used ? [challenge.id] : []));
  for (const { id, messageId } of challenges)
    if (messageId !== undefined && used.includes(id)) await feedback.received(messageId);
}
