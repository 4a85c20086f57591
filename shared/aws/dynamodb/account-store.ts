import { GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { emptyAccount } from "../../account/account.ts";
import * as z from "zod/mini";
import { type AccountStore, noReference, type UserKey } from "../../ports/stores.ts";
import { accountToItem, accountFromItem } from "./account-item.ts";
import { challengeFromItem } from "./challenge-store.ts";
import { credentialFromItem } from "./credential-store.ts";
import { getMany, putNew, putVersion, surely, readAs, version } from "./stored-parts.ts";
import { bytes } from "./stored-kinds.ts";
import {
  accountKey,
  accountWithChallenges,
  isCredentialKey,
  type Key,
  nameKey,
  userPartition,
  type Table,
  whoKey,
} from "./keys.ts";

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
