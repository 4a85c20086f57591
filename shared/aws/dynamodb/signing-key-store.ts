import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { SigningKeyStore } from "../../ports.ts";
import { putNew } from "./conditional-put.ts";
import { signingKeyKey, signingPartition } from "./keys.ts";
import { bytes, readAs, version } from "./stored-parts.ts";
import { type Table, timeToLive } from "./table.ts";

const schema1 = z
  .object({ kid: z.string(), public: z.record(z.string(), z.string()), private: bytes })
  .transform((item) => ({ kid: item.kid, publicJwk: item.public, sealedPrivateJwk: item.private }));
const readers = { [version]: schema1 };

export const signingKeyStore = (table: Table): SigningKeyStore => ({
  /** Consistent: who lost the race to make a key must see the winner's. */
  async list() {
    const { Items = [] } = await table.documents.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": signingPartition },
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => readAs("signing key", readers, item));
  },

  add: ({ kid, publicJwk, sealedPrivateJwk }, expiresAt) =>
    putNew(table, {
      ...signingKeyKey(kid),
      s: version,
      kid,
      public: publicJwk,
      private: sealedPrivateJwk,
      ttl: timeToLive(expiresAt),
    }),
});
