import { PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Instant } from "../../account/instant.ts";
import type { SigningKeyRecord, SigningKeyStore } from "../../ports/stores.ts";
import { putNew, readAs, reader, version } from "./stored-parts.ts";
import { signingKeyKey, signingPartition, type Table, timeToLive } from "./keys.ts";

/** The table of the operator's command, who alone withdraws keys. */
export interface WithdrawingKeyStore extends SigningKeyStore {
  /** Puts a mark in the place of the key, which is gone: nobody can make or use a key of this kid again. */
  withdraw(kid: string, at: Instant, expiresAt: Instant): Promise<void>;
}

interface Keys {
  readonly keys: readonly SigningKeyRecord[];
  readonly withdrawn: readonly string[];
}
const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "string");
const readers = {
  [version]: reader<Keys>(({ kid, withdrawn, public: publicJwk, proof, private: sealedPrivateJwk }) => {
    if (typeof kid !== "string") return "kid";
    if (typeof withdrawn === "number") return { keys: [], withdrawn: [kid] };
    if (!isTexts(publicJwk) || publicJwk instanceof Uint8Array) return "public";
    if (!(proof instanceof Uint8Array)) return "proof";
    if (!(sealedPrivateJwk instanceof Uint8Array)) return "private";
    return { keys: [{ kid, publicJwk, proof, sealedPrivateJwk }], withdrawn: [] };
  }),
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
