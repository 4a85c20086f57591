import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Instant } from "../../account/instant.ts";
import type { SigningKeyRecord, SigningKeyStore } from "../../ports/stores.ts";
import { putNew, bytes, instant, readAs, version } from "./stored-parts.ts";
import { signingKeyKey, signingPartition, type Table, timeToLive } from "./keys.ts";

/** The table of the operator's command, who alone withdraws keys. */
export interface WithdrawingKeyStore extends SigningKeyStore {
  /** Puts a mark in the place of the key, which is gone: nobody can make or use a key of this kid again. */
  withdraw(kid: string, at: Instant, expiresAt: Instant): Promise<void>;
}

const withdrawnKey = z
  .object({ kid: z.string(), withdrawn: instant })
  .transform(({ kid }) => ({ keys: [], withdrawn: [kid] }));
const liveKey = z
  .object({ kid: z.string(), public: z.record(z.string(), z.string()), proof: bytes, private: bytes })
  .transform((item) => ({
    keys: [{ kid: item.kid, publicJwk: item.public, proof: item.proof, sealedPrivateJwk: item.private }],
    withdrawn: [],
  }));
const readers: Readonly<Record<number, z.ZodType<{ keys: SigningKeyRecord[]; withdrawn: string[] }>>> = {
  [version]: z.union([withdrawnKey, liveKey]),
};

export const signingKeyStore = (table: Table): WithdrawingKeyStore => ({
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
    const read = Items.map((item) => readAs("signing key", readers, item));
    return { keys: read.flatMap(({ keys }) => keys), withdrawn: read.flatMap(({ withdrawn }) => withdrawn) };
  },

  add: ({ kid, publicJwk, proof, sealedPrivateJwk }, expiresAt) =>
    putNew(table, {
      ...signingKeyKey(kid),
      s: version,
      kid,
      public: publicJwk,
      proof,
      private: sealedPrivateJwk,
      ttl: timeToLive(expiresAt),
    }),

  async withdraw(kid, at, expiresAt) {
    const Item = { ...signingKeyKey(kid), s: version, kid, withdrawn: at, ttl: timeToLive(expiresAt) };
    await table.documents.send(new PutCommand({ TableName: table.name, Item }));
  },
});
