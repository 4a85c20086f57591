import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { contactMarkOf, isSealed, openFactor, sealContact, sealFactor, sealPreRegisteredPhone, sealSubject } from "../../shared/access/sealed-values.ts"; // prettier-ignore
import { type Account, activeFactors, emptyAccount, isEnabled } from "../../shared/account/account.ts";
import type { AccountEvent } from "../../shared/account/events.ts";
import { type Factor, isOf, type KnownFactor } from "../../shared/account/factor.ts";
import { totpStepAt } from "../../shared/account/instant.ts";
import { kinds } from "../../shared/account/kinds.ts";
import { eventOfImage } from "../../shared/aws/dynamodb/event-of-image.ts";
import { accountKey } from "../../shared/aws/dynamodb/keys.ts";
import { openCredential, sealCredential } from "../../shared/factors/passkey/credential.ts";
import { userKey } from "../../shared/identity/tokens.ts";
import type { AccountWithChallenges, CredentialStore, SealedCredential, UserKey } from "../../shared/ports/stores.ts";
import { serviceTenant } from "../../shared/ports/vault.ts";
import { newId } from "../../shared/runtime/services.ts";
import type { TableContext } from "../table.ts";
import type { CheckedFactor, CheckedUser } from "./check-user.ts";

export interface Writer {
  readonly context: TableContext;
  readonly credentials: CredentialStore;
  readonly tenant: string;
  readonly from: string;
  /** Codes of this step and of those before it count as used. */
  readonly usedStep: number;
  readonly overwrite: "never" | "weaker";
}

/** `already`: all of it is there. `kept`: the user has a second factor of another origin, or had one. */
export type Written = "new" | "added" | "replaced" | "already" | "kept";

/** Whose order decides what a login asks for, where no factor is marked. */
const order: readonly KnownFactor["type"][] = ["passkey", "totp", "sms"];

/** Puts the user down first, then the credentials, and last the account, on the condition that nobody wrote it meanwhile. */
export async function writeUser(writer: Writer, user: CheckedUser): Promise<Written> {
  const { context, tenant } = writer;
  const { vault, accounts } = context;
  const identity = { tenant, issuerId: user.issuer, subject: user.userId };
  const key = await userKey(vault, identity);
  const made = await makeFactors(writer, key, user);
  await accounts.putWho(key, await sealSubject(vault, key, identity));
  await putCredentials(writer, key, made.credentials);
  const ours = await accountOf(writer, key, user, made.factors);
  if (await write(writer, key, { ...ours, version: 0 })) return "new";
  const written = await writeOver(writer, key, ours, user);
  if (written === "already" || written === "kept") await endCredentials(writer, key, made.factors);
  return written;
}

/** Somebody is there: the user who was faster, an admin who registered a phone, or an earlier import. */
async function writeOver(writer: Writer, key: UserKey, ours: Account, user: CheckedUser): Promise<Written> {
  const { accounts } = writer.context;
  for (;;) {
    const state = await accounts.readWithChallenges(key);
    const { account } = state;
    const becomes = await becomingOf(writer, key, state, user);
    if (becomes === "already" || becomes === "kept") return becomes;
    const written = await write(writer, key, {
      ...account,
      factors: ours.factors,
      preRegisteredPhone: ours.preRegisteredPhone ?? account.preRegisteredPhone,
      ...(account.contact === null && {
        contact: ours.contact,
        ...(ours.contactMark && { contactMark: ours.contactMark }),
      }),
    });
    if (!written) continue;
    await endCredentials(writer, key, account.factors);
    return becomes;
  }
}

async function becomingOf(
  writer: Writer,
  key: UserKey,
  state: AccountWithChallenges,
  user: CheckedUser,
): Promise<Exclude<Written, "new">> {
  if (await hasAll(writer, key, state, user.factors)) return "already";
  // A second factor that was switched off or reset stays so: its epoch is higher.
  if (!isEnabled(state.account) && state.account.epoch === 0) return "added";
  return writer.overwrite === "weaker" && (await isAsImported(writer, key)) ? "replaced" : "kept";
}

/** The outcome of `writeUser`, without a write. */
export async function foreseen(writer: Writer, user: CheckedUser): Promise<Written> {
  const { context, tenant } = writer;
  // A read of an organisation that nobody knows would make its key.
  if ((await context.dataKeys.newest(tenant, "identity")) === null) return "new";
  const key = await userKey(context.vault, { tenant, issuerId: user.issuer, subject: user.userId });
  return becomingOf(writer, key, await context.accounts.readWithChallenges(key), user);
}

/** Nothing happened since: no login, no change. */
async function isAsImported({ context: { table } }: Writer, key: UserKey): Promise<boolean> {
  const get = new GetCommand({ TableName: table.name, Key: { ...accountKey(key) }, ConsistentRead: true });
  const { Item } = await table.documents.send(get);
  return Item !== undefined && eventOfImage(Item)?.event.type === "factor.imported";
}

async function hasAll(
  { context: { vault } }: Writer,
  key: UserKey,
  { account, credentials }: AccountWithChallenges,
  wanted: readonly CheckedFactor[],
): Promise<boolean> {
  const active = activeFactors(account);
  if (active.length === 0) return false;
  const opened = await Promise.all(active.filter(isSealed).map(async (factor) => openFactor(vault, key, factor)));
  const keys = await Promise.all(credentials.map(async (one) => openCredential(vault, key, one)));
  const ids = keys.filter(({ factorId }) => active.some(({ id }) => id === factorId)).map(({ id }) => id);
  const there = [...opened, ...ids].map((bytes) => Buffer.from(bytes));
  return wanted.every((factor) => there.some((bytes) => bytes.equals(valueOf(factor))));
}

/** Tells a factor from all others. */
function valueOf(factor: CheckedFactor): Uint8Array {
  switch (factor.type) {
    case "totp":
      return factor.secret;
    case "sms":
      return Buffer.from(factor.e164);
    case "passkey":
      return factor.credential.id;
  }
}

async function write(writer: Writer, key: UserKey, account: Account): Promise<boolean> {
  const { accounts, clock, random } = writer.context;
  const at = clock.now();
  const [event, ...also] = account.factors.flatMap(({ type: factorType }): AccountEvent[] => [
    {
      id: newId("evt", random),
      at,
      actor: { role: "system", ref: "import-factors" },
      type: "factor.imported",
      data: { factorType, from: writer.from },
    },
  ]);
  return (await accounts.write(key, account, event, also)) === "written";
}

interface Made {
  readonly factors: readonly Factor[];
  readonly credentials: readonly SealedCredential[];
}

async function makeFactors(writer: Writer, key: UserKey, { factors }: CheckedUser): Promise<Made> {
  const inOrder = factors.toSorted((one, other) => order.indexOf(one.type) - order.indexOf(other.type));
  const preferred = inOrder.find((factor) => factor.preferred === true) ?? inOrder[0];
  const made = await Promise.all(inOrder.map(async (one) => makeFactor(writer, key, one, one === preferred)));
  return { factors: made.map(({ factor }) => factor), credentials: made.flatMap(({ credential }) => credential ?? []) };
}

async function makeFactor(writer: Writer, key: UserKey, given: CheckedFactor, preferred: boolean) {
  const { clock, random, vault } = writer.context;
  const now = clock.now();
  const id = newId("fac", random);
  const label = given.label?.slice(0, longestLabel) ?? kinds[given.type].defaultLabel;
  const base = { id, label, createdAt: Math.min(given.createdAt ?? now, now), activeSince: now, preferred };
  switch (given.type) {
    case "totp": {
      const lastStep = Math.max(given.lastStep ?? writer.usedStep, writer.usedStep);
      const secret = await sealFactor(vault, key, { type: "totp", id }, given.secret);
      return { factor: { ...base, type: "totp", secret, lastStep } satisfies Factor };
    }
    case "sms": {
      const { country, preRegistered } = given;
      const phone = await sealFactor(vault, key, { type: "sms", id }, given.e164);
      const sends = { streak: 0, nextAt: 0 };
      return {
        factor: { ...base, type: "sms", phone, country, preRegistered, challenge: null, sends } satisfies Factor,
      };
    }
    case "passkey": {
      const { signCount, backupEligible, transports } = given;
      const credential = await sealCredential(vault, key, { factorId: id, ...given.credential });
      const isUnseen = backupEligible === undefined;
      const factor = {
        ...base,
        type: "passkey",
        signCount,
        backupEligible: backupEligible ?? false,
        backedUp: false,
        ...(isUnseen && { isUnseen }),
        transports,
      } satisfies Factor;
      return { factor, credential };
    }
  }
}

/** As the API bounds it. */
const longestLabel = 60;

async function accountOf(
  { context: { vault } }: Writer,
  key: UserKey,
  { preRegisteredPhone, contact }: CheckedUser,
  factors: readonly Factor[],
): Promise<Account> {
  return {
    ...emptyAccount,
    factors,
    preRegisteredPhone:
      preRegisteredPhone === null ? null : await sealPreRegisteredPhone(vault, key, preRegisteredPhone),
    ...(contact && {
      contact: await sealContact(vault, key, contact),
      contactMark: { hash: await contactMarkOf(vault, key, contact.email), verified: false },
    }),
  };
}

async function putCredentials({ credentials }: Writer, key: UserKey, made: readonly SealedCredential[]): Promise<void> {
  for (const credential of made) await credentials.add(key, credential);
}

/** They belong to factors that are not in the account, or no longer. */
async function endCredentials({ credentials, context }: Writer, key: UserKey, gone: readonly Factor[]): Promise<void> {
  for (const { id } of gone.filter(isOf("passkey"))) await credentials.end(key, id, context.clock.now());
}

/**
 * Makes the keys that codes and limits of numbers are hashed with, as a set-up would have: in an organisation of imported users alone, the
 * first call is a login, and no login makes keys.
 */
export async function makeKeys({ context: { vault }, tenant }: Writer): Promise<void> {
  await vault.mac({ tenant, purpose: "identity", about: [] }, new Uint8Array());
  await vault.mac({ tenant, purpose: "codes", about: [] }, new Uint8Array());
  await vault.mac({ tenant: serviceTenant, purpose: "limits", about: [] }, new Uint8Array());
}

/** The last step of which the old system may have taken a code, if it goes on until this moment. */
export const usedStepAt = (cutOver: number): number => totpStepAt(cutOver) + 1;
