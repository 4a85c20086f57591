import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { AccountEvent } from "../../account/events.ts";
import {
  defaultPasskeys,
  defaultRecovery,
  downgrades,
  type Enforcement,
  enforcements,
  passkeyAllowances,
  phoneRegistrations,
  resetApprovals,
  recoveryModes,
  userVerifications,
} from "../../account/policy-fields.ts";
import type { Policy } from "../../account/policy.ts";
import type { Clock } from "../../ports/clock.ts";
import type { PolicyStore, PolicyVersion } from "../../ports/stores.ts";
import { memory } from "../memory.ts";
import {
  count,
  instant,
  newerIn,
  putNew,
  putVersion,
  readAs,
  surely,
  version as schemaVersion,
  withNewer,
} from "./stored-parts.ts";
import { eventFromItem, eventToItem, storedEvent, storedEventId } from "./account-item.ts";
import { policyKey, policyVersionKey, policyVersionPrefix, type Table } from "./keys.ts";
import { isCodeType } from "../../account/factor.ts";

const recentMillis = 60_000;
/** Versions that a history shows. */
const mostVersions = 100;

const fields = {
  required: z.boolean(),
  factorTypes: z.array(z.string()),
  // Policies that predate passkeys say nothing of them.
  passkeys: z._default(
    z.object({
      allowed: z.enum(passkeyAllowances),
      userVerification: z.enum(userVerifications),
      downgrade: z.enum(downgrades),
    }),
    defaultPasskeys,
  ),
  phoneRegistration: z.enum(phoneRegistrations),
  smsCountries: z.array(z.string()),
  issuerName: z.string(),
  recoveryHelp: z.nullable(z.string()),
  trustedDevices: z._default(z.object({ days: count }), { days: 0 }),
  resetApproval: z._default(z.enum(resetApprovals), "one"),
  devicesFrom: z._default(z.nullable(instant), null),
  recovery: z._default(z.object({ mode: z.enum(recoveryModes), delayHours: count }), defaultRecovery),
  recoveryFrom: z.optional(instant),
  voice: z._default(z.boolean(), false),
  smsBudgetUsd: z._default(z.nullable(z.number()), null),
  // Policies that predate dates and roles say whether everybody needs a second factor, and nothing else of it.
  enforcement: z.optional(z.enum(enforcements)),
  enforcementFrom: z._default(z.nullable(instant), null),
  graceDays: z._default(count, 0),
  requiredFor: z._default(z.object({ roles: z.array(z.string()) }), { roles: [] }),
  onSince: z._default(z.nullable(instant), null),
  rolesSince: z._default(z.nullable(instant), null),
};
const schema1 = z.object({ v: z.int().check(z.minimum(1)), policy: z.looseObject(fields) });
const readers = { [schemaVersion]: schema1 };
const writers = {
  [schemaVersion]: z.pipe(
    z.object({ e: storedEventId }),
    z.transform(({ e }) => e),
  ),
};

const toItem = (
  {
    version,
    newer,
    trustedDevices,
    resetApproval,
    devicesFrom,
    enforcementFrom,
    onSince,
    rolesSince,
    voice,
    smsBudgetUsd,
    ...policy
  }: Policy,
  event: AccountEvent,
) => ({
  s: schemaVersion,
  v: version,
  policy: withNewer(newer?.fields, {
    ...policy,
    // A release that knows no enforcement reads this, and may write it.
    required: policy.enforcement === "on",
    ...(enforcementFrom !== null && { enforcementFrom }),
    ...(onSince !== null && { onSince }),
    ...(rolesSince !== null && { rolesSince }),
    factorTypes: [...policy.factorTypes, ...(newer?.factorTypes ?? [])],
    ...(trustedDevices.days !== 0 && { trustedDevices }),
    ...(voice && { voice }),
    ...(smsBudgetUsd !== null && { smsBudgetUsd }),
    ...(resetApproval !== "one" && { resetApproval }),
    ...(devicesFrom !== null && { devicesFrom }),
  }),
  e: eventToItem(event),
});

/** Where the two differ, a release that knows `required` alone wrote last. */
const enforcementOf = ({ required, enforcement = "off" }: z.output<typeof schema1>["policy"]): Enforcement =>
  required === (enforcement === "on") ? enforcement : required ? "on" : "off";

function fromItem(item: Readonly<Record<string, unknown>>): Policy {
  const { v, policy } = readAs("policy", readers, item);
  const newerTypes = policy.factorTypes.filter((type) => !isCodeType(type));
  const newerFields = newerIn(policy, Object.keys(fields));
  return {
    enforcement: enforcementOf(policy),
    enforcementFrom: policy.enforcementFrom,
    graceDays: policy.graceDays,
    requiredFor: policy.requiredFor,
    onSince: policy.onSince,
    rolesSince: policy.rolesSince,
    factorTypes: policy.factorTypes.filter(isCodeType),
    passkeys: policy.passkeys,
    phoneRegistration: policy.phoneRegistration,
    smsCountries: policy.smsCountries,
    issuerName: policy.issuerName,
    recoveryHelp: policy.recoveryHelp,
    trustedDevices: policy.trustedDevices,
    resetApproval: policy.resetApproval,
    devicesFrom: policy.devicesFrom,
    recovery: policy.recovery,
    voice: policy.voice,
    smsBudgetUsd: policy.smsBudgetUsd,
    ...(policy.recoveryFrom !== undefined && { recoveryFrom: policy.recoveryFrom }),
    version: v,
    ...((newerTypes.length > 0 || newerFields) && { newer: { factorTypes: newerTypes, fields: newerFields ?? {} } }),
  };
}

const writes = {
  [schemaVersion]: z.pipe(
    z.object({ e: storedEvent }),
    z.transform(({ e }) => eventFromItem(e)),
  ),
};

function versionFromItem(item: Readonly<Record<string, unknown>>): PolicyVersion {
  const { at, actor } = readAs("policy", writes, item);
  return { policy: fromItem(item), at, actor };
}

export function policyStore(table: Table, clock: Clock): PolicyStore {
  const known = memory<Policy | null>(clock, recentMillis);

  /** Keeps the version that is about to be replaced. A replacement that then fails leaves a copy of what is still in force. */
  const archive = async (tenant: string, replaced: number): Promise<void> => {
    const item = replaced === 0 ? undefined : await currentItem(tenant);
    if (item !== undefined && item["v"] === replaced)
      await putNew(table, { ...item, ...policyVersionKey(tenant, replaced) });
  };

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
    currentVersion: async (tenant) => {
      const item = await currentItem(tenant);
      return item === undefined ? null : versionFromItem(item);
    },
    async history(tenant) {
      const { Items = [] } = await table.documents.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :versions)",
          ExpressionAttributeValues: { ":pk": policyKey(tenant).pk, ":versions": policyVersionPrefix },
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit: mostVersions,
        }),
      );
      const newest = await currentItem(tenant);
      const earlier = Items.filter((item) => item["v"] !== newest?.["v"]);
      return [...(newest === undefined ? [] : [newest]), ...earlier].map(versionFromItem);
    },
    async replace(tenant, policy, event, replaced = policy.version - 1) {
      known.forget(tenant);
      await archive(tenant, replaced);
      const put = putVersion(table, { ...policyKey(tenant), ...toItem(policy, event) }, replaced);
      const written = await surely(put, async () => isOwn(tenant, event));
      if (written === "conflict" && !(await isOwn(tenant, event))) return "conflict";
      known.set(tenant, policy);
      return "written";
    },
  };
}
