import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { AccountEvent } from "../../account/events.ts";
import { phoneRegistrations, type Policy } from "../../account/policy.ts";
import type { Clock } from "../../ports/clock.ts";
import type { PolicyStore } from "../../ports/stores.ts";
import { memory } from "../memory.ts";
import { putVersion } from "./conditional-put.ts";
import { keepEvent, storedEventId } from "./event-item.ts";
import { policyKey } from "./keys.ts";
import { readAs, version as schemaVersion } from "./stored-parts.ts";
import type { Table } from "./table.ts";
import { factorTypes } from "../../account/factor-type.ts";

const recentMillis = 60_000;

const schema1 = z.object({
  v: z.int().min(1),
  policy: z.object({
    required: z.boolean(),
    factorTypes: z.array(z.enum(factorTypes)),
    phoneRegistration: z.enum(phoneRegistrations),
    smsCountries: z.array(z.string()),
    issuerName: z.string(),
    recoveryHelp: z.string().nullable(),
  }),
});
const readers = { [schemaVersion]: schema1 };
const writers = { [schemaVersion]: z.object({ e: storedEventId }).transform(({ e }) => e) };

const keep = ({ version, ...policy }: Policy, event: AccountEvent) => ({
  s: schemaVersion,
  v: version,
  policy,
  e: keepEvent(event),
});

const read = (item: Readonly<Record<string, unknown>>): Policy => {
  const { v, policy } = readAs("policy", readers, item);
  return { ...policy, version: v };
};

export function policyStore(table: Table, clock: Clock): PolicyStore {
  const known = memory<Policy | null>(clock, recentMillis);

  const currentItem = async (tenant: string) => {
    const { Item } = await table.documents.send(
      new GetCommand({ TableName: table.name, Key: policyKey(tenant), ConsistentRead: true }),
    );
    return Item;
  };
  const current = async (tenant: string): Promise<Policy | null> => {
    const item = await currentItem(tenant);
    return item === undefined ? null : read(item);
  };
  /** The SDK repeats a write whose answer got lost, and the repetition finds the version moved: by itself. */
  const isOwn = async (tenant: string, { id }: AccountEvent): Promise<boolean> => {
    const item = await currentItem(tenant);
    return item !== undefined && readAs("policy", writers, item) === id;
  };

  return {
    recent: (tenant) => known.get(tenant, () => current(tenant)),
    current,
    async replace(tenant, policy, event, replaced = policy.version - 1) {
      known.forget(tenant);
      const written = await putVersion(table, { ...policyKey(tenant), ...keep(policy, event) }, replaced);
      if (written === "conflict" && !(await isOwn(tenant, event))) return "conflict";
      known.set(tenant, policy);
      return "written";
    },
  };
}
