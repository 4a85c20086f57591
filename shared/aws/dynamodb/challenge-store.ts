import type { Challenge } from "../../account/factor.ts";
import type { ChallengeStore, UserKey } from "../../ports/stores.ts";
import { putIf, bytes, instant, readAs, version } from "./stored-parts.ts";
import { challengeKey, type Table, timeToLive } from "./keys.ts";
import * as z from "zod";

export const challengeStore = (table: Table): ChallengeStore => ({
  put: (user, challenge) =>
    putIf(table, itemOf(user, challenge), {
      ConditionExpression: "attribute_not_exists(pk) OR sentAt <= :sentAt",
      ExpressionAttributeValues: { ":sentAt": challenge.sentAt },
    }),
  async markHandedOver(user, challenge) {
    await putIf(table, itemOf(user, { ...challenge, handedOver: true }), {
      ConditionExpression: "id = :id",
      ExpressionAttributeValues: { ":id": challenge.id },
    });
  },
  async putBack(user, earlier, abandonedId) {
    await putIf(table, itemOf(user, earlier), {
      ConditionExpression: "id = :abandoned",
      ExpressionAttributeValues: { ":abandoned": abandonedId },
    });
  },
});

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
  handedOver: z.boolean().default(true),
});
const readers = { [version]: schema1 };

const challengeToItem = (challenge: Challenge): Readonly<Record<string, unknown>> => ({
  s: version,
  ...challenge,
});

export const challengeFromItem = (item: Readonly<Record<string, unknown>>): Challenge =>
  readAs("challenge", readers, item);
