import { BatchGetCommand, GetCommand, paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { type Cell, type CellName, emptyCell, forgottenAt, verdictOf } from "../../account/breaker.ts";
import { dayMillis, endOf, hourMillis, type Instant } from "../../account/instant.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Bill, Limit, LimitStore, Spent, TrafficStore } from "../../ports/stores.ts";
import { memory } from "../memory.ts";
import { eventToItem } from "./account-item.ts";
import { billKey, cellKey, cellPrefix, type Key, limitKey, type Table, timeToLive, trafficPartition } from "./keys.ts";
import { count, expectConflict, instant, putVersion, readAs, version } from "./stored-parts.ts";

/** Longer than this no process goes on refusing what an operator let send again. */
const stoppedMillis = 30_000;
const billDays = 400;

/** c counts by the minute, f sends of the last two, k known until, h stop (until, hours, trial), l lifted, i ids, n name. */
const shape = z.object({
  v: z.int().check(z.minimum(1)),
  n: z.tuple([z.enum(["range", "country"]), z.string(), z.string()]),
  c: z._default(z.array(z.tuple([instant, count, count])), []),
  f: z._default(z.array(z.tuple([instant, count])), []),
  k: z._default(instant, 0),
  h: z._default(z.nullable(z.tuple([instant, count, z.array(z.tuple([instant, z.boolean()]))])), null),
  l: z._default(z.nullable(z.tuple([instant, count])), null),
  i: z._default(z.array(z.string()), []),
});
const readers = { [version]: shape };
type Item = Readonly<Record<string, unknown>>;

const cellToItem = (name: CellName, { minutes, fresh, knownUntil, stop, lifted, counted }: Cell) => ({
  n: [name.kind, name.id, countryOf(name)],
  ...(minutes.length > 0 && { c: minutes.map(({ at, sent, back }) => [at, sent, back]) }),
  ...(fresh.length > 0 && { f: fresh.map(({ at, sent }) => [at, sent]) }),
  ...(knownUntil !== 0 && { k: knownUntil }),
  ...(stop && { h: [stop.until, stop.hours, stop.trial.map(({ at, isBack }) => [at, isBack])] }),
  ...(lifted && { l: [lifted.until, lifted.hours] }),
  ...(counted.length > 0 && { i: [...counted] }),
});
const countryOf = (name: CellName): string => (name.kind === "range" ? name.country : name.id);

function cellFromItem(item: Item) {
  const { v, n, c, f, k, h, l, i } = readAs("cell", readers, item);
  const [kind, id, country] = n;
  const name: CellName = kind === "range" ? { kind, id, country } : { kind, id };
  const cell: Cell = {
    minutes: c.map(([at, sent, back]) => ({ at, sent, back })),
    fresh: f.map(([at, sent]) => ({ at, sent })),
    knownUntil: k,
    stop: h && { until: h[0], hours: h[1], trial: h[2].map(([at, isBack]) => ({ at, isBack })) },
    lifted: l && { until: l[0], hours: l[1] },
    counted: i,
  };
  return { name, cell, version: v };
}

const numberIn = (item: Item, name: string): number => (typeof item[name] === "number" ? item[name] : 0);
/** Facts leave their ids in 64 places, so that one that comes twice finds its own among others. */
const placeOf = (id: string): string => `t${id.at(-1) ?? ""}`;

export function trafficStore(table: Table, clock: Clock): TrafficStore {
  const stopped = memory<Cell>(clock, stoppedMillis);
  const itemAt = async (Key: Key): Promise<Item | undefined> =>
    (await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }))).Item;

  const read = async (tenant: string, names: readonly CellName[]): Promise<readonly Cell[]> => {
    const keys = names.map((name) => cellKey(tenant, name));
    const { Responses = {} } = await table.documents.send(
      new BatchGetCommand({ RequestItems: { [table.name]: { Keys: keys, ConsistentRead: true } } }),
    );
    const items: readonly Item[] = Responses[table.name] ?? [];
    return keys.map(({ sk }) => {
      const item = items.find((one) => one["sk"] === sk);
      return item === undefined ? emptyCell : cellFromItem(item).cell;
    });
  };

  return {
    async cells(tenant, names) {
      const cached = await Promise.all(names.map(async (name) => stopped.peek(cachedAs(tenant, name))));
      const missing = names.filter((_, index) => cached[index] === undefined);
      const found = missing.length === 0 ? [] : await read(tenant, missing);
      for (const [index, cell] of found.entries()) {
        const name = missing[index];
        if (name && verdictOf(cell, clock.now()).sends === "never") stopped.set(cachedAs(tenant, name), cell);
      }
      return names.map((name, index) => cached[index] ?? found[missing.indexOf(name)] ?? emptyCell);
    },

    async current(tenant, name) {
      const item = await itemAt(cellKey(tenant, name));
      return item === undefined ? { cell: emptyCell, version: 0 } : cellFromItem(item);
    },

    async write(tenant, name, cell, replaced, event) {
      stopped.forget(cachedAs(tenant, name));
      const item = {
        ...cellKey(tenant, name),
        s: version,
        v: replaced + 1,
        ...cellToItem(name, cell),
        ...(event && { e: eventToItem(event) }),
        ttl: timeToLive(forgottenAt(cell, clock.now())),
      };
      return putVersion(table, item, replaced);
    },

    async stoppedCells(tenant) {
      const pages = paginateQuery(
        { client: table.documents },
        {
          TableName: table.name,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :cells)",
          FilterExpression: "attribute_exists(h)",
          ExpressionAttributeValues: { ":pk": trafficPartition(tenant), ":cells": cellPrefix },
          ConsistentRead: true,
        },
      );
      const found: ReturnType<typeof cellFromItem>[] = [];
      for await (const { Items = [] } of pages) found.push(...Items.map(cellFromItem));
      return found;
    },

    async bill(tenant, month) {
      return billOf((await itemAt(billKey(tenant, month))) ?? {});
    },

    async add(tenant, month, { id, country, messages, microUsd }) {
      const command = new UpdateCommand({
        TableName: table.name,
        Key: billKey(tenant, month),
        UpdateExpression: "SET #ttl = :ttl, #place = :id ADD u :usd, #n :messages, #u :usd",
        ConditionExpression: "attribute_not_exists(#place) OR #place <> :id",
        ExpressionAttributeNames: { "#ttl": "ttl", "#place": placeOf(id), "#n": `n_${country}`, "#u": `u_${country}` },
        ExpressionAttributeValues: {
          ":ttl": timeToLive(Date.parse(`${month}-01T00:00:00Z`) + billDays * dayMillis),
          ":id": id,
          ":usd": microUsd,
          ":messages": messages,
        },
        ReturnValues: "UPDATED_NEW",
      });
      try {
        const { Attributes = {} } = await table.documents.send(command);
        return numberIn(Attributes, "u");
      } catch (error) {
        expectConflict(error);
        return null;
      }
    },
  };
}

const cachedAs = (tenant: string, name: CellName): string => JSON.stringify(cellKey(tenant, name));

function billOf(item: Item): Bill {
  const countries = Object.keys(item)
    .filter((name) => name.startsWith("n_"))
    .map((name) => name.slice(2));
  return {
    microUsd: numberIn(item, "u"),
    byCountry: countries.toSorted().map((country) => ({
      country,
      messages: numberIn(item, `n_${country}`),
      microUsd: numberIn(item, `u_${country}`),
    })),
  };
}

const hourCounter = (now: Instant): string => `h${String(new Date(now).getUTCHours()).padStart(2, "0")}`;
/** Claims leave their tokens in 64 places, so that one that is repeated after a lost answer finds its own among those of others. */
const slotOf = (token: string): string => `t${token.slice(0, 1)}`;

/** One item a day counts the day (`n`) and each of its hours (`h00` to `h23`), so that one update claims both. */
export const limitStore = (table: Table): LimitStore => ({
  async spent(limits, now) {
    const keys = limits.map(({ by }) => limitKey(by, now));
    const items = await readItems(table, keys);
    const spent = limits.map((limit, index) => spentOf(limit, items[index] ?? {}, now)).filter((one) => one !== null);
    return spent.length === 0 ? null : { retryAt: Math.max(...spent.map(({ retryAt }) => retryAt)) };
  },

  async claim(limit, token, now) {
    const key = limitKey(limit.by, now);
    try {
      const { Attributes = {} } = await table.documents.send(claimOf(table, key, limit, token, now));
      return { claimed: true, count: numberIn(Attributes, "n") };
    } catch (error) {
      expectConflict(error);
      const [item = {}] = await readItems(table, [key]);
      if (item[slotOf(token)] === token) return { claimed: true, count: numberIn(item, "n") };
      return { claimed: false, ...(spentOf(limit, item, now) ?? { retryAt: now }) };
    }
  },

  async giveBack(limit, token, now) {
    const command = new UpdateCommand({
      TableName: table.name,
      Key: limitKey(limit.by, now),
      UpdateExpression: `REMOVE #token ADD n :back${limit.hour === null ? "" : ", #hour :back"}`,
      // The token's place shows that the claim stands, and taking it away that it was given back.
      ConditionExpression: "#token = :token",
      ExpressionAttributeNames: { "#token": slotOf(token), ...(limit.hour !== null && { "#hour": hourCounter(now) }) },
      ExpressionAttributeValues: { ":back": -1, ":token": token },
    });
    await table.documents.send(command).catch(expectConflict);
  },
});

function spentOf({ hour, day }: Limit, item: Item, now: Instant): Spent | null {
  if (day !== null && numberIn(item, "n") >= day) return { retryAt: endOf(dayMillis, now) };
  if (hour !== null && numberIn(item, hourCounter(now)) >= hour) return { retryAt: endOf(hourMillis, now) };
  return null;
}

function claimOf(table: Table, Key: Key, { hour, day }: Limit, token: string, now: Instant): UpdateCommand {
  return new UpdateCommand({
    TableName: table.name,
    Key,
    UpdateExpression: `SET #ttl = :ttl, #token = :token ADD n :one${hour === null ? "" : ", #hour :one"}`,
    ConditionExpression: [
      "(attribute_not_exists(#token) OR #token <> :token)",
      ...(day === null ? [] : ["(attribute_not_exists(n) OR n < :day)"]),
      ...(hour === null ? [] : ["(attribute_not_exists(#hour) OR #hour < :hour)"]),
    ].join(" AND "),
    ExpressionAttributeNames: {
      "#ttl": "ttl",
      "#token": slotOf(token),
      ...(hour !== null && { "#hour": hourCounter(now) }),
    },
    ExpressionAttributeValues: {
      ":one": 1,
      ":token": token,
      ...(day !== null && { ":day": day }),
      ...(hour !== null && { ":hour": hour }),
      ":ttl": timeToLive(endOf(dayMillis, now)),
    },
    ReturnValues: "UPDATED_NEW",
  });
}

/** The items in the order of their keys. One that DynamoDB leaves out under load counts as empty: the claim decides. */
async function readItems({ documents, name }: Table, keys: readonly Key[]): Promise<readonly (Item | undefined)[]> {
  const { Responses = {} } = await documents.send(
    new BatchGetCommand({ RequestItems: { [name]: { Keys: [...keys], ConsistentRead: true } } }),
  );
  const items: readonly Item[] = Responses[name] ?? [];
  return keys.map(({ pk, sk }) => items.find((item) => item["pk"] === pk && item["sk"] === sk));
}
