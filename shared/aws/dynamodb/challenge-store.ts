import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { ChallengeStore } from "../../ports.ts";
import { keepChallenge } from "./challenge-item.ts";
import { challengeKey } from "./keys.ts";
import { type Table, timeToLive } from "./table.ts";

export const challengeStore = (table: Table): ChallengeStore => ({
  async put(user, challenge) {
    const Item = {
      ...challengeKey(user, challenge.factorId),
      ...keepChallenge(challenge),
      ttl: timeToLive(challenge.expiresAt),
    };
    await table.documents.send(new PutCommand({ TableName: table.name, Item }));
  },
});
