import { BatchGetCommand, GetCommand, paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { type Cell, type CellName, emptyCell, forgottenAt, verdictOf } from "../../account/breaker.ts";
import { dayMillis } from "../../account/instant.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Bill, TrafficStore } from "../../ports/stores.ts";
import { memory } from "../memory.ts";
import { eventToItem } from "./account-item.ts";
import { billKey, cellKey, cellPrefix, type Key, type Table, timeToLive, trafficPartition } from "./keys.ts";
import { expectConflict, putVersion, readAs, version } from "./stored-parts.ts";
import { count, instant } from "./stored-kinds.ts";

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
