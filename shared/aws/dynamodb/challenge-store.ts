import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Challenge } from "../../account/factor.ts";
import type { ChallengeStore, UserKey } from "../../ports/stores.ts";
import { challengeToItem } from "./challenge-item.ts";
import { putIf } from "./conditional-put.ts";
import { challengeKey } from "./keys.ts";
import { type Table, timeToLive } from "./table.ts";

export const challengeStore = (table: Table): ChallengeStore => ({
  async put(user, challenge) {
    await table.documents.send(new PutCommand({ TableName: table.name, Item: itemOf(user, challenge) }));
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
  ttl: timeToLive(challenge.expiresAt),
});
