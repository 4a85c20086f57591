import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { emptyAccount } from "../../account/account.ts";
import * as z from "zod/mini";
import {
  type AccountStore,
  type ChallengeStore,
  type CredentialStore,
  noReference,
  type SealedCredential,
  type UserKey,
} from "../../ports/stores.ts";
import { accountFromItem, accountToItem } from "./account-item.ts";
import { bytes, getMany, instant, putIf, putNew, putVersion, readAs, surely, version } from "./stored-parts.ts";
import {
  accountKey,
  accountWithChallenges,
  challengeKey,
  credentialKey,
  credentialPrefix,
  isCredentialKey,
  type Key,
  messageKey,
  nameKey,
  type Table,
  timeToLive,
  userPartition,
  whoKey,
} from "./keys.ts";
import { type Challenge, deliveryFailures } from "../../account/factor.ts";
import { dayMillis } from "../../account/instant.ts";

type Item = Readonly<Record<string, unknown>>;

const accountOf = (item: Item | undefined) =>
  item === undefined ? { account: emptyAccount, lastEventId: null } : accountFromItem(item);

const whoReaders = { [version]: z.object({ who: bytes }) };
const nameReaders = { [version]: z.object({ name: bytes }) };

export const accountStore = (table: Table): AccountStore => {
  const itemAt = async (at: Key): Promise<Item | undefined> =>
    (await table.documents.send(new GetCommand({ TableName: table.name, Key: at, ConsistentRead: true }))).Item;
  const read = async (user: UserKey) => accountOf(isNobody(user) ? undefined : await itemAt(accountKey(user)));

  return {
    read,

    /**
     * One page is enough: challenges are some 200 bytes each, and only as many as SMS were sent since TTL cleaned up; twenty credentials
     * have 28 kB at worst.
     */
    async readWithChallenges(user) {
      if (isNobody(user)) return { ...accountOf(undefined), challenges: [], credentials: [] };
      const { Items = [] } = await table.documents.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
          ExpressionAttributeValues: {
            ":pk": userPartition(user),
            ":first": accountWithChallenges.first,
            ":last": accountWithChallenges.last,
          },
          ConsistentRead: true,
        }),
      );
      const isAccount = ({ sk }: Item) => sk === accountWithChallenges.first;
      const beside = Items.filter((item) => !isAccount(item));
      return {
        ...accountOf(Items.find(isAccount)),
        challenges: beside.filter((item) => !isCredentialKey(item)).map(challengeFromItem),
        credentials: beside.filter(isCredentialKey).flatMap((item) => credentialFromItem(item) ?? []),
      };
    },

    /** A put, so that a write without an event drops the last one: the stream never shows an event as new twice. */
    async write(user, account, event, also) {
      // They all would share one account.
      if (isNobody(user)) throw new Error("Nobody in a tenant without keys can be written of");
      const put = putVersion(table, { ...accountKey(user), ...accountToItem(account, event, also) }, account.version);
      return surely(put, async () => event !== undefined && (await read(user)).lastEventId === event.id);
    },

    async readWho(user) {
      const item = await itemAt(whoKey(user));
      return item === undefined ? null : readAs("subject", whoReaders, item).who;
    },

    putWho: async (user, who) => void (await putNew(table, { ...whoKey(user), s: version, who })),

    async readName(user) {
      const item = await itemAt(nameKey(user));
      return item === undefined ? null : readAs("name", nameReaders, item).name;
    },

    async putName(user, name) {
      const Item = { ...nameKey(user), s: version, name };
      await table.documents.send(new PutCommand({ TableName: table.name, Item }));
    },

    async readMany(users) {
      const items = itemsByKey(await getMany(table, users.filter((user) => !isNobody(user)).map(accountKey)));
      return users.map((user) => accountOf(items.get(keyText(accountKey(user)))).account);
    },

    async readPeople(users) {
      const known = users.filter((user) => !isNobody(user));
      const items = itemsByKey(
        await getMany(
          table,
          known.flatMap((user) => [whoKey(user), nameKey(user)]),
        ),
      );
      return users.map((user) => {
        const [who, name] = [items.get(keyText(whoKey(user))), items.get(keyText(nameKey(user)))];
        return {
          who: who === undefined ? null : readAs("subject", whoReaders, who).who,
          name: name === undefined ? null : readAs("name", nameReaders, name).name,
        };
      });
    },
  };
};

const keyText = ({ pk, sk }: Key): string => `${pk} ${sk}`;
const itemsByKey = (items: readonly Item[]): ReadonlyMap<string, Item> =>
  new Map(items.map((item) => [keyText({ pk: String(item["pk"]), sk: String(item["sk"]) }), item]));

const isNobody = ({ ref }: UserKey): boolean => ref === noReference;

export const challengeStore = (table: Table): ChallengeStore => ({
  put: (user, challenge) =>
    putIf(table, challengeItem(user, challenge), {
      ConditionExpression: "attribute_not_exists(pk) OR sentAt <= :sentAt",
      ExpressionAttributeValues: { ":sentAt": challenge.sentAt },
    }),
  async replace(user, challenge) {
    await putIf(table, challengeItem(user, challenge), {
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
    await putIf(table, challengeItem(user, earlier), {
      ConditionExpression: "id = :abandoned",
      ExpressionAttributeValues: { ":abandoned": abandonedId },
    });
  },
});

const messageReaders = {
  [version]: z.object({ tenant: z.string(), ref: z.string(), factorId: z.string(), id: z.string() }),
};

const challengeItem = (user: UserKey, challenge: Challenge) => ({
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
const challengeReaders = { [version]: schema1 };

const challengeToItem = (challenge: Challenge): Readonly<Record<string, unknown>> => ({
  s: version,
  ...challenge,
});

function challengeFromItem(item: Readonly<Record<string, unknown>>): Challenge {
  const { channel, messageId, delivery, ...rest } = readAs("challenge", challengeReaders, item);
  return { ...rest, ...(channel && { channel }), ...(messageId && { messageId }), ...(delivery && { delivery }) };
}

/** x the sealed credential; without it the passkey was removed. */
const credentialReaders = {
  [version]: z.object({ sk: z.string().check(z.startsWith(credentialPrefix)), x: z.optional(bytes) }),
};

/** Null: the passkey was removed. */
export function credentialFromItem(item: Readonly<Record<string, unknown>>): SealedCredential | null {
  const { sk, x } = readAs("credential", credentialReaders, item);
  return x === undefined ? null : { factorId: decodeURIComponent(sk.slice(credentialPrefix.length)), sealed: x };
}

async function readCredential(table: Table, Key: Key): Promise<SealedCredential | null> {
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item === undefined ? null : credentialFromItem(Item);
}

/** Never changed, so that the account's own write decides alone whether it counts. */
export const credentialStore = (table: Table): CredentialStore => ({
  async add(user, credential) {
    const Key = credentialKey(user, credential.factorId);
    if ((await putNew(table, { ...Key, s: version, x: credential.sealed })) === "written") return credential;
    // It may be our own, put by a try whose answer got lost.
    return readCredential(table, Key);
  },
  async keep(user, factorId, until) {
    const Key = credentialKey(user, factorId);
    const known = await readCredential(table, Key);
    if (known === null) return;
    const Item = { ...Key, s: version, x: known.sealed, ...(until !== null && { ttl: timeToLive(until) }) };
    await table.documents.send(new PutCommand({ TableName: table.name, Item }));
  },
  async end(user, factorId, now) {
    const Item = { ...credentialKey(user, factorId), s: version, ttl: timeToLive(now) };
    await table.documents.send(new PutCommand({ TableName: table.name, Item }));
  },
});
