import type { Challenge } from "../../account/factor.ts";
import type { ChallengeStore, UserKey } from "../../ports/stores.ts";
import { challengeToItem } from "./challenge-item.ts";
import { putIf } from "./conditional-put.ts";
import { challengeKey } from "./keys.ts";
import { type Table, timeToLive } from "./table.ts";

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
