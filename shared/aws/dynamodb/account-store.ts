import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { emptyAccount } from "../../account/account.ts";
import type { AccountStore } from "../../ports/stores.ts";
import { accountToItem, accountFromItem } from "./account-item.ts";
import { challengeFromItem } from "./challenge-store.ts";
import { putVersion } from "./conditional-put.ts";
import { accountKey, accountWithChallenges, userPartition, type Table } from "./keys.ts";

type Item = Readonly<Record<string, unknown>>;

const accountOf = (item: Item | undefined) =>
  item === undefined ? { account: emptyAccount, lastEventId: null } : accountFromItem(item);

export const accountStore = (table: Table): AccountStore => ({
  async read(user) {
    const { Item } = await table.documents.send(
      new GetCommand({ TableName: table.name, Key: accountKey(user), ConsistentRead: true }),
    );
    return accountOf(Item);
  },

  /** One page is enough: challenges are some 200 bytes each, and only as many as SMS were sent since TTL cleaned up. */
  async readWithChallenges(user) {
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
    return {
      ...accountOf(Items.find(isAccount)),
      challenges: Items.filter((item) => !isAccount(item)).map(challengeFromItem),
    };
  },

  /** A put, so that a write without an event drops the last one: the stream never shows an event as new twice. */
  write: (user, account, event) =>
    putVersion(table, { ...accountKey(user), ...accountToItem(account, event) }, account.version),
});
