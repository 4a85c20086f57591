import { isoTime } from "../../shared/account/instant.ts";
import {
  isSealed,
  openContact,
  openFactor,
  openPreRegisteredPhone,
  openSubject,
} from "../../shared/access/sealed-values.ts";
import { activityStore } from "../../shared/aws/dynamodb/activity-store.ts";
import { type Factor, isKnown } from "../../shared/account/factor.ts";
import { kinds } from "../../shared/account/kinds.ts";
import { remainingBackupCodes } from "../../shared/account/account.ts";
import type { RecordedEvent } from "../../shared/account/events.ts";
import { methods } from "../../shared/account/guess-budget.ts";
import type { UserKey } from "../../shared/ports/stores.ts";
import type { Vault } from "../../shared/ports/vault.ts";
import type { TableContext } from "../table.ts";

const onePage = 100;
/** Nothing is recorded here, so how long a record would live does not matter. */
const anyDays = 1;
const timeOrNull = (at: number | null): string | null => (at === null || at === 0 ? null : isoTime(at));

/** The data of a user, for an access request (GDPR, Article 15). Secrets stay out: they are enough to log in. */
export async function exportUser({ accounts, vault, table }: TableContext, user: UserKey): Promise<object> {
  const { account } = await accounts.read(user);
  const { guesses, smsDay, backupCodes } = account;
  const who = await accounts.readWho(user);
  return {
    tenant: user.tenant,
    ref: user.ref,
    user: who && (await openSubject(vault, user, who)),
    contact: await openContact(vault, user, account),
    formerContacts: await Promise.all(
      (account.formerContacts ?? []).map(async ({ contact }) => openContact(vault, user, { contact })),
    ),
    preRegisteredPhone: await openPreRegisteredPhone(vault, user, account),
    factors: await Promise.all(account.factors.map(async (factor) => exportFactor(vault, user, factor))),
    removedFactor: account.staged ? await exportFactor(vault, user, account.staged.factor) : null,
    backupCodes: backupCodes && {
      generatedAt: timeOrNull(backupCodes.generatedAt),
      remaining: remainingBackupCodes(backupCodes),
    },
    devices: account.devices.map(({ id, label, createdAt, lastUsedAt, until }) => ({
      id,
      label,
      createdAt: timeOrNull(createdAt),
      lastUsedAt: timeOrNull(lastUsedAt),
      expiresAt: timeOrNull(until),
    })),
    wrongCodes: Object.fromEntries(
      methods.map((method) => {
        const { failures, lockedUntil } = guesses[method];
        return [method, { failures, lockedUntil: timeOrNull(lockedUntil) }];
      }),
    ),
    wrongCodesOfTheDay: { count: guesses.day.count, since: timeOrNull(guesses.day.since) },
    smsSent: { count: smsDay.count, since: timeOrNull(smsDay.since) },
    activity: (await allActivity(table, user)).map(({ at, ...entry }) => ({ ...entry, at: timeOrNull(at) })),
  };
}

async function exportFactor(vault: Vault, user: UserKey, factor: Factor): Promise<object> {
  const { id, type, label, preferred } = factor;
  const name = isKnown(factor) ? kinds[factor.type].personalData : null;
  const personal = isSealed(factor) && name !== null ? { [name]: text(await openFactor(vault, user, factor)) } : {};
  return {
    id,
    type,
    label,
    preferred,
    createdAt: timeOrNull(factor.createdAt),
    activeSince: timeOrNull(factor.activeSince),
    ...personal,
  };
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");

async function allActivity(table: TableContext["table"], user: UserKey): Promise<readonly RecordedEvent[]> {
  const store = activityStore(table, anyDays);
  const entries: RecordedEvent[] = [];
  let cursor: string | null = null;
  do {
    const page = await store.list(user, { limit: onePage, cursor });
    if (page === null) throw new Error("The activity cannot be paged through");
    entries.push(...page.entries);
    cursor = page.cursor;
  } while (cursor !== null);
  return entries;
}
