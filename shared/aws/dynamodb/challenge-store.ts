import { type Challenge, deliveryFailures } from "../../account/factor.ts";
import type { ChallengeStore, UserKey } from "../../ports/stores.ts";
import { putIf, readAs, version } from "./stored-parts.ts";
import { bytes, instant } from "./stored-kinds.ts";
import { dayMillis } from "../../account/instant.ts";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { challengeKey, messageKey, type Table, timeToLive } from "./keys.ts";
import * as z from "zod/mini";

export const challengeStore = (table: Table): ChallengeStore => ({
  put: (user, challenge) =>
    putIf(table, itemOf(user, challenge), {
      ConditionExpression: "attribute_not_exists(pk) OR sentAt <= :sentAt",
      ExpressionAttributeValues: { ":sentAt": challenge.sentAt },
    }),
  async replace(user, challenge) {
    await putIf(table, itemOf(user, challenge), {
      ConditionExpression: "id = :id",
      ExpressionAttributeValues: { ":id": challenge.id },
    });
  },
  async putMessage({ tenant, ref }, { messageId, factorId, id, expiresAt }) {
    const Item = {
      ...messageKey(messageId),
      s: version,
      tenant,
      ref,
      factorId,
      id,
      // A message dies with its code; its provider may tell so a while later.
      ttl: timeToLive(expiresAt + dayMillis),
    };
    await table.documents.send(new PutCommand({ TableName: table.name, Item }));
  },
  async findMessage(messageId) {
    const { Item } = await table.documents.send(
      new GetCommand({ TableName: table.name, Key: messageKey(messageId), ConsistentRead: true }),
    );
    return Item === undefined ? null : readAs("message", messageReaders, Item);
  },
  async putBack(user, earlier, abandonedId) {
    await putIf(table, itemOf(user, earlier), {
      ConditionExpression: "id = :abandoned",
      ExpressionAttributeValues: { ":abandoned": abandonedId },
    });
  },
});

const messageReaders = {
  [version]: z.object({ tenant: z.string(), ref: z.string(), factorId: z.string(), id: z.string() }),
};

const itemOf = (user: UserKey, challenge: Challenge) => ({
  ...challengeKey(user, challenge.factorId),
  ...challengeToItem(challenge),
  // As long as the wait for the next SMS too: without the item the wait would count as one for an SMS that never left.
  ttl: timeToLive(Math.max(challenge.expiresAt, challenge.resendAt)),
});

const schema1 = z.object({
  id: z.string(),
  factorId: z.string(),
  mac: bytes,
  sentAt: instant,
  resendAt: instant,
  expiresAt: instant,
  // Items that predate the mark were answered as sent.
  handedOver: z._default(z.boolean(), true),
  channel: z.optional(z.literal("voice")),
  messageId: z.optional(z.string()),
  delivery: z.optional(z.enum(["delivered", ...deliveryFailures])),
});
const readers = { [version]: schema1 };

const challengeToItem = (challenge: Challenge): Readonly<Record<string, unknown>> => ({
  s: version,
  ...challenge,
});

export function challengeFromItem(item: Readonly<Record<string, unknown>>): Challenge {
  const { channel, messageId, delivery, ...rest } = readAs("challenge", readers, item);
  return { ...rest, ...(channel && { channel }), ...(messageId && { messageId }), ...(delivery && { delivery }) };
}
