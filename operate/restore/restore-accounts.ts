import { accountFromItem } from "../../shared/aws/dynamodb/account-item.ts";
import { subjectOf } from "../../shared/aws/dynamodb/keys.ts";
import { type Account, activeOf, emptyAccount } from "../../shared/account/account.ts";
import type { TotpFactor } from "../../shared/account/factor.ts";
import { type Instant, totpStepAt } from "../../shared/account/instant.ts";
import type { UserKey } from "../../shared/ports/stores.ts";
import { erasePartition } from "../erase/erase-items.ts";
import { eachItem, type Item, type TableContext } from "../table.ts";
import type { LostEvents } from "./lost-events.ts";
import { sealFactor } from "../../shared/access/sealed-values.ts";
import type { AccountEvent, EventData } from "../../shared/account/events.ts";
import type { LostHistory } from "../../shared/account/lost-history.ts";
import { restore, shut } from "../../shared/account/restore.ts";
import { openCredential } from "../../shared/factors/passkey/credential.ts";
import { totpSecretBytes } from "../../shared/factors/totp/rules.ts";
import { newId } from "../../shared/runtime/services.ts";
import { announcement, defaultPolicy, type Policy } from "../../shared/account/policy.ts";
import { restoredPolicy } from "../../shared/account/policy-floor.ts";
import { Mistake } from "../../client/command-line/command-line.ts";

export interface RestoredAccounts {
  readonly accounts: number;
  /** Accounts among them that an earlier run had done, or that were made since. */
  readonly leftAlone: number;
  readonly factorsRemoved: number;
  readonly backupCodesRemoved: number;
  readonly erased: number;
  /** No factor of theirs is left: an admin has to reset them. */
  readonly shut: readonly UserKey[];
  /** The number that an admin defined since is lost, and the backup's is gone. */
  readonly preRegistrationsLost: readonly UserKey[];
  /** Items that this version cannot read: nothing was done about them, and the service refuses them too. */
  readonly unreadable: readonly UserKey[];
}

interface Job {
  readonly lost: LostEvents;
  readonly fence: Instant;
  /** Their users cannot be found any more: the key that made their references is lost. */
  readonly tenantsWithoutKeys: ReadonlySet<string>;
  readonly dryRun: boolean;
  readonly onProgress: (accounts: number) => void;
}

/** Every account of the table, and then those that the log knows and the backup does not. */
export async function restoreAccounts(context: TableContext, job: Job): Promise<RestoredAccounts> {
  const { lost, fence, dryRun } = job;
  const met = new Set<string>();
  const tally = {
    leftAlone: 0,
    factorsRemoved: 0,
    backupCodesRemoved: 0,
    erased: 0,
    shut: [] as UserKey[],
    preRegistrationsLost: [] as UserKey[],
    unreadable: [] as UserKey[],
  };

  const visit = async (user: UserKey, account: Account | null): Promise<void> => {
    met.add(nameOf(user));
    if (account === null) return void tally.unreadable.push(user);
    const history = lost.historyOf(user);
    if (history.erased && account.epoch < fence && !dryRun)
      await erasePartition(context.table, user, { keepAccount: true });
    const done = await restoreAccount(context, user, account, { history, fence, dryRun });
    job.onProgress(met.size);
    if (done === null) return void (tally.leftAlone += 1);
    tally.factorsRemoved += done.factors;
    tally.backupCodesRemoved += done.backupCodes;
    if (history.erased) tally.erased += 1;
    if (done.shut) tally.shut.push(user);
    if (history.preRegistrationChanged) tally.preRegistrationsLost.push(user);
  };

  await eachItem(context.table, onlyAccounts, async (item) => {
    const user = userOf(item);
    if (user !== null) await visit(user, accountOf(item));
  });
  for (const user of lost.users)
    if (!met.has(nameOf(user)) && !job.tenantsWithoutKeys.has(user.tenant)) await visit(user, emptyAccount);
  return { accounts: met.size, ...tally };
}

const onlyAccounts = { FilterExpression: "sk = :account", ExpressionAttributeValues: { ":account": "ACCOUNT" } };

const nameOf = ({ tenant, ref }: UserKey): string => JSON.stringify([tenant, ref]);

function userOf({ pk, sk }: Item): UserKey | null {
  const subject = subjectOf({ pk: String(pk), sk: String(sk) });
  if (subject === null || subject.ref === null) return null;
  return { tenant: subject.tenant, ref: subject.ref };
}

function accountOf(item: Item): Account | null {
  try {
    return accountFromItem(item).account;
  } catch {
    return null;
  }
}

export type RestoredData = EventData<"account.restored">;
/** Actor of the event. */
const actor = { role: "system", ref: "restore" } as const;

/**
 * Decides on the account as found and writes on the condition that it is still so; a user who was faster is decided upon again.
 * Null: nothing is to be done any more.
 */
async function restoreAccount(
  context: Pick<TableContext, "accounts" | "vault" | "clock" | "random">,
  user: UserKey,
  found: Account,
  { history, fence, dryRun }: { readonly history: LostHistory; readonly fence: Instant; readonly dryRun: boolean },
): Promise<RestoredData | null> {
  for (let account = found; ; account = (await context.accounts.read(user)).account) {
    const restored = restore(account, history, fence, await withoutCredential(context, user, account));
    if (restored === null) return null;
    if (dryRun) return restored.event.data;
    const safe = restored.mustBeShut
      ? shut(restored.account, await nobodysFactor(context, user, fence))
      : restored.account;
    const event = { ...restored.event, id: newId("evt", context.random), at: context.clock.now(), actor };
    if ((await context.accounts.write(user, safe, event)) === "written") return restored.event.data;
  }
}

/** The active passkeys whose credential the backup does not have, or has one that does not open. */
async function withoutCredential(
  { accounts, vault }: Pick<TableContext, "accounts" | "vault">,
  user: UserKey,
  account: Account,
): Promise<ReadonlySet<string>> {
  const active = activeOf(account, "passkey");
  if (active.length === 0) return new Set();
  const { credentials } = await accounts.readWithChallenges(user);
  const opened = await Promise.allSettled(credentials.map(async (item) => openCredential(vault, user, item)));
  const usable = opened.flatMap((one) => (one.status === "fulfilled" ? [one.value.factorId] : []));
  return new Set(active.map(({ id }) => id).filter((id) => !usable.includes(id)));
}

/** An authenticator whose secret nobody has ever seen. */
async function nobodysFactor(
  { vault, random }: Pick<TableContext, "vault" | "random">,
  user: UserKey,
  at: Instant,
): Promise<TotpFactor> {
  const id = newId("fac", random);
  return {
    type: "totp",
    id,
    label: "Lost: ask for a reset",
    createdAt: at,
    activeSince: at,
    preferred: true,
    secret: await sealFactor(vault, user, { type: "totp", id }, random.bytes(totpSecretBytes)),
    lastStep: totpStepAt(at),
  };
}

/** A policy that was changed after the backup: for the operator to go through with the organisation. */
export interface LostPolicy {
  readonly tenant: string;
  readonly announced: EventData<"policy.updated">;
  /** The table's policy is now stricter than the backup's. */
  readonly raised: boolean;
}

/** Gives each tenant the stricter of the backup's policy and the newest that was announced since. */
export async function restorePolicies(
  context: Pick<TableContext, "policies" | "clock" | "random">,
  { policies }: Pick<LostEvents, "policies">,
  { dryRun }: { readonly dryRun: boolean },
): Promise<readonly LostPolicy[]> {
  const lost: LostPolicy[] = [];
  for (const [tenant, { at: _, ...announced }] of policies) {
    const found = (await context.policies.current(tenant)) ?? firstPolicy(tenant);
    const strict = restoredPolicy(found, announced);
    if (strict !== null && !dryRun) await replace(context, tenant, strict, found.version);
    lost.push({ tenant, announced, raised: strict !== null });
  }
  return lost;
}

async function replace(
  context: Pick<TableContext, "policies" | "clock" | "random">,
  tenant: string,
  policy: Policy,
  replaced: number,
): Promise<void> {
  const event: AccountEvent = {
    type: "policy.updated",
    data: announcement(policy),
    id: newId("evt", context.random),
    at: context.clock.now(),
    actor,
  };
  if ((await context.policies.replace(tenant, policy, event, replaced)) === "conflict")
    throw new Mistake(`The policy of ${tenant} was changed meanwhile: does the table serve already? Run it again.`);
}

/** For a tenant whose policy is not in the backup: no country gets SMS until an admin names them again. */
const firstPolicy = (tenant: string): Policy =>
  defaultPolicy({ smsCountries: [], appName: tenant.replaceAll(/[\p{Cc}\p{Cf}:]/gu, " ") });
