import type { NoticeKey, RecoveryReminder } from "../../ports/notices.ts";
import type { EventSubject, LimitedBy, UserKey } from "../../ports/stores.ts";
import type { CellName } from "../../account/breaker.ts";
import { type Purpose, purposes, serviceTenant } from "../../ports/vault.ts";
import type { Instant } from "../../account/instant.ts";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Percent-encodes `#` and `%`, so that no part can end early and no two names give the same key; throws on broken Unicode. */
const part = (text: string): string => encodeURIComponent(text);
const iso = (instant: Instant): string => new Date(instant).toISOString();

export const userPartition = ({ tenant, ref }: UserKey): string => `USER#${part(tenant)}#${part(ref)}`;
export const tenantPartition = (tenant: string): string => `TENANT#${part(tenant)}`;

export const accountKey = (user: UserKey): Key => ({ pk: userPartition(user), sk: "ACCOUNT" });
/** After everything that a login reads. */
export const whoKey = (user: UserKey): Key => ({ pk: userPartition(user), sk: "WHO" });
/** As the token of an admin named him last, in each organisation that he acted in. */
export const nameKey = (user: UserKey): Key => ({ pk: userPartition(user), sk: "NAME" });
export const challengeKey = (user: UserKey, factorId: string): Key => ({
  pk: userPartition(user),
  sk: `CHALLENGE#${part(factorId)}`,
});
export const credentialPrefix = "CREDENTIAL#";
export const credentialKey = (user: UserKey, factorId: string): Key => ({
  pk: userPartition(user),
  sk: `${credentialPrefix}${part(factorId)}`,
});
export const isCredentialKey = ({ sk }: Readonly<Record<string, unknown>>): boolean =>
  typeof sk === "string" && sk.startsWith(credentialPrefix);
/** From the account over its challenges to the last credential: factor ids begin with a letter, and `~` sorts after all of them. */
export const accountWithChallenges = { first: "ACCOUNT", last: "CREDENTIAL#~" } as const;

export const policyKey = (tenant: string): Key => ({ pk: tenantPartition(tenant), sk: "POLICY" });

export const approvalPrefix = "APPROVAL#";
export const approvalKey = (tenant: string, id: string): Key => ({
  pk: tenantPartition(tenant),
  sk: `${approvalPrefix}${part(id)}`,
});
/** The versions of before, newest last; the one in force is the policy itself. */
export const policyVersionPrefix = "POLICY#";
export const policyVersionKey = (tenant: string, version: number): Key => ({
  pk: tenantPartition(tenant),
  sk: `${policyVersionPrefix}${String(version).padStart(8, "0")}`,
});

export const eventPrefix = "EVENT#";
export const eventKey = (
  { tenant, ref }: EventSubject,
  { at, id }: { readonly at: Instant; readonly id: string },
): Key => ({
  pk: ref === null ? tenantPartition(tenant) : userPartition({ tenant, ref }),
  sk: `${eventPrefix}${iso(at)}#${part(id)}`,
});

/** Apart from the policy, so that a function that writes one may write no other. */
export const dataKeyPartition = (tenant: string): string => `KEYS#${part(tenant)}`;
export const dataKeyFamily = "DATAKEY#";
export const dataKeyPrefix = (purpose: Purpose): string => `${dataKeyFamily}${purpose}#`;
export const dataKeyKey = (tenant: string, purpose: Purpose, generation: number): Key => ({
  pk: dataKeyPartition(tenant),
  sk: `${dataKeyPrefix(purpose)}${String(generation).padStart(4, "0")}`,
});

/** Whose data key it is; null for every other item. */
export function ownerOfDataKey({ pk, sk }: Key): { readonly tenant: string; readonly purpose: Purpose } | null {
  const [kind, tenant] = pk.split("#");
  const purpose = purposes.find((name) => sk.startsWith(dataKeyPrefix(name)));
  return kind === "KEYS" && tenant !== undefined && purpose !== undefined ? { tenant: unpart(tenant), purpose } : null;
}

export const limitKey = (by: LimitedBy, now: Instant): Key => {
  const day = `DAY#${iso(now).slice(0, 10)}`;
  switch (by.kind) {
    case "number":
      return { pk: `LIMIT#${part(by.numberHash)}`, sk: `${day}#${standingOf(by)}` };
    case "tenant":
      return { pk: `BUDGET#${part(by.tenant)}`, sk: `${day}#${by.purpose.toUpperCase()}` };
    case "cell":
      return { pk: `BUDGET#${part(by.tenant)}`, sk: `${day}#${by.state.toUpperCase()}#${part(by.cell)}` };
    case "deployment":
      return { pk: `BUDGET#${part(serviceTenant)}`, sk: day };
  }
};

const standingOf = (by: Extract<LimitedBy, { kind: "number" }>): string =>
  "tenant" in by ? `${by.standing.toUpperCase()}#${part(by.tenant)}` : by.standing.toUpperCase();

/** Not in the user's partition, so that who may write notices may write nothing else of a user. */
const noticePrefix = "NOTICE#";
export const noticeKey = ({ eventId, to }: NoticeKey): Key => ({
  pk: `${noticePrefix}${part(eventId)}`,
  sk: to.toUpperCase(),
});

/** By the day on which they are due, so that nobody has to look through the users. */
const reminderPartition = (at: Instant): string => `RECOVERY#${iso(at).slice(0, 10)}`;
export const reminderKey = ({ user, kind, at }: Pick<RecoveryReminder, "user" | "kind" | "at">): Key => ({
  pk: reminderPartition(at),
  sk: `${iso(at)}#${part(user.tenant)}#${part(user.ref)}#${kind}`,
});
/** A Query for those of a day that are due by now. */
export const remindersOn = (day: Instant, now: Instant) => ({
  KeyConditionExpression: "pk = :pk AND sk <= :now",
  ExpressionAttributeValues: { ":pk": reminderPartition(day), ":now": `${iso(now)}~` },
});

/** Apart from the users, whom a provider's message id does not name. */
export const messageKey = (messageId: string): Key => ({ pk: `MESSAGE#${part(messageId)}`, sk: "MESSAGE" });

/** Traces of an organisation's SMS: the cells of the watch on pumping, and the bill of each month. */
export const trafficPartition = (tenant: string): string => `TRAFFIC#${part(tenant)}`;
export const cellPrefix = "CELL#";
export const cellKey = (tenant: string, { kind, id }: CellName): Key => ({
  pk: trafficPartition(tenant),
  sk: `${cellPrefix}${kind.toUpperCase()}#${part(id)}`,
});
/** `month`: such as 2026-11. */
export const billKey = (tenant: string, month: string): Key => ({
  pk: trafficPartition(tenant),
  sk: `BILL#${part(month)}`,
});

export const signingPartition = "SIGNING";
export const signingKeyKey = (kid: string): Key => ({ pk: signingPartition, sk: `KEY#${part(kid)}` });

/** Whose item with events it is: an account, or a tenant's policy or approval; null for every other item. */
export function subjectOf({ pk, sk }: Key): EventSubject | null {
  const [kind, tenant, ref] = pk.split("#");
  if (tenant === undefined) return null;
  if (kind === "USER" && sk === "ACCOUNT" && ref !== undefined) return { tenant: unpart(tenant), ref: unpart(ref) };
  const isOfTenant = kind === "TENANT" && (sk === "POLICY" || sk.startsWith(approvalPrefix));
  if (isOfTenant || (kind === "TRAFFIC" && sk.startsWith(cellPrefix))) return { tenant: unpart(tenant), ref: null };
  return null;
}

const unpart = (escaped: string): string => decodeURIComponent(escaped);

/** The one table, as the deployment and the local run create it. */
export const tableShape = {
  partitionKey: "pk",
  sortKey: "sk",
  /** Holds seconds since the epoch. DynamoDB deletes days late, so no reader relies on it. */
  timeToLive: "ttl",
  stream: "NEW_AND_OLD_IMAGES",
  billing: "PAY_PER_REQUEST",
} as const;

/** The table as the stores use it. */
export interface Table {
  readonly documents: DynamoDBDocumentClient;
  readonly name: string;
}

/** Milliseconds since the epoch as the value of the TTL attribute. */
export const timeToLive = (instant: number): number => Math.ceil(instant / 1000);
