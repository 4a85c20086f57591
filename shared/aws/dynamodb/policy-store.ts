import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { AccountEvent } from "../../account/events.ts";
import {
  defaultPasskeys,
  downgrades,
  passkeyAllowances,
  phoneRegistrations,
  userVerifications,
} from "../../account/policy-fields.ts";
import type { Policy } from "../../account/policy.ts";
import type { Clock } from "../../ports/clock.ts";
import type { PolicyStore } from "../../ports/stores.ts";
import { memory } from "../memory.ts";
import {
  count,
  instant,
  putVersion,
  surely,
  newerIn,
  readAs,
  version as schemaVersion,
  withNewer,
} from "./stored-parts.ts";
import { eventToItem, storedEventId } from "./event-item.ts";
import { policyKey, type Table } from "./keys.ts";
import { isCodeType } from "../../account/factor.ts";

const recentMillis = 60_000;

const fields = {
  required: z.boolean(),
  factorTypes: z.array(z.string()),
  // Policies that predate passkeys say nothing of them.
  passkeys: z
    .object({
      allowed: z.enum(passkeyAllowances),
      userVerification: z.enum(userVerifications),
      downgrade: z.enum(downgrades),
    })
    .default(defaultPasskeys),
  phoneRegistration: z.enum(phoneRegistrations),
  smsCountries: z.array(z.string()),
  issuerName: z.string(),
  recoveryHelp: z.string().nullable(),
  trustedDevices: z.object({ days: count }).default({ days: 0 }),
  devicesFrom: instant.nullable().default(null),
  voice: z.boolean().default(false),
  smsBudgetUsd: z.number().nullable().default(null),
};
const schema1 = z.object({ v: z.int().min(1), policy: z.looseObject(fields) });
const readers = { [schemaVersion]: schema1 };
const writers = { [schemaVersion]: z.object({ e: storedEventId }).transform(({ e }) => e) };

const toItem = (
  { version, newer, trustedDevices, devicesFrom, voice, smsBudgetUsd, ...policy }: Policy,
  event: AccountEvent,
) => ({
  s: schemaVersion,
  v: version,
  policy: withNewer(newer?.fields, {
    ...policy,
    factorTypes: [...policy.factorTypes, ...(newer?.factorTypes ?? [])],
    ...(trustedDevices.days !== 0 && { trustedDevices }),
    ...(devicesFrom !== null && { devicesFrom }),
    ...(voice && { voice }),
    ...(smsBudgetUsd !== null && { smsBudgetUsd }),
  }),
  e: eventToItem(event),
});

function fromItem(item: Readonly<Record<string, unknown>>): Policy {
  const { v, policy } = readAs("policy", readers, item);
  const { required, passkeys, phoneRegistration, smsCountries, issuerName, recoveryHelp, trustedDevices, devicesFrom } =
    policy;
  const { voice, smsBudgetUsd } = policy;
  const newerTypes = policy.factorTypes.filter((type) => !isCodeType(type));
  const newerFields = newerIn(policy, Object.keys(fields));
  return {
    required,
    factorTypes: policy.factorTypes.filter(isCodeType),
    passkeys,
    phoneRegistration,
    smsCountries,
    issuerName,
    recoveryHelp,
    trustedDevices,
    devicesFrom,
    voice,
    smsBudgetUsd,
    version: v,
    ...((newerTypes.length > 0 || newerFields) && { newer: { factorTypes: newerTypes, fields: newerFields ?? {} } }),
  };
}

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
    return item === undefined ? null : fromItem(item);
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
      const put = putVersion(table, { ...policyKey(tenant), ...toItem(policy, event) }, replaced);
      const written = await surely(put, async () => isOwn(tenant, event));
      if (written === "conflict" && !(await isOwn(tenant, event))) return "conflict";
      known.set(tenant, policy);
      return "written";
    },
  };
}
