import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { CompactEncrypt, importJWK, type JWK } from "jose";
import { codeOf, Mistake } from "../../client/command-line/command-line.ts";
import { strictJson } from "../../shared/settings/strict-json.ts";
import { openSubject } from "../../shared/access/sealed-values.ts";
import { activeFactors } from "../../shared/account/account.ts";
import { isoTime } from "../../shared/account/instant.ts";
import { activityStore } from "../../shared/aws/dynamodb/activity-store.ts";
import { accountFromItem } from "../../shared/aws/dynamodb/account-item.ts";
import { accountKey, subjectOf, userPartition } from "../../shared/aws/dynamodb/keys.ts";
import { eventBridgeBus } from "../../shared/aws/event-bridge-bus.ts";
import { userKey } from "../../shared/identity/tokens.ts";
import type { PublishedEvent } from "../../shared/ports/outbound.ts";
import type { UserKey } from "../../shared/ports/stores.ts";
import { systemClock, systemRandom } from "../../shared/runtime/services.ts";
import type { TrustedIssuer } from "../../shared/settings/issuer.ts";
import { logEvent } from "../erase/erase-items.ts";
import { idLines } from "../import/source-file.ts";
import { headerHash } from "../import/formats/countersign.ts";
import { contentEncryption, formatName, formatVersion, type Header, keyManagement } from "../own-format.ts";
import { openPlace } from "../place.ts";
import { eachItem, type TableContext, tableContext } from "../table.ts";
import { confirm, helpOr } from "../terminal.ts";
import { exportedUser } from "./export-user.ts";
import { type ExportOptions, help, readOptions } from "./options.ts";

export interface ExportTarget {
  readonly context: TableContext;
  readonly issuers: readonly TrustedIssuer[];
  /** Tells the bus; the audit log has heard of it then. */
  readonly publish: (event: PublishedEvent) => Promise<void>;
}

export interface ExportReport {
  readonly users: number;
  /** Users with a second factor whom nobody put down. */
  readonly unnamed: number;
  /** Users of whom a factor could not be read. */
  readonly incomplete: number;
  readonly sha256: string;
}

/** Where the lines go. Resolves once there is room for more. */
type Write = (text: string) => Promise<void>;

/** Days for which the line of activity stays: as long as the usual ones. */
const activityDays = 400;

export async function run(options: ExportOptions, target: ExportTarget, write: Write): Promise<ExportReport> {
  const { context, issuers } = target;
  const { tenant } = options;
  const key = options.to === null ? null : await publicKey(options.to);
  if ((await context.dataKeys.newest(tenant, "identity")) === null)
    throw new Mistake(`There is no organisation ${tenant} in this table: no user of it has ever signed in.`);
  const issuer =
    issuers.find(({ id }) => id === options.issuer) ?? (options.issuer === undefined ? issuers[0] : undefined);
  if (issuer === undefined) throw new Mistake(`There is no issuer ${options.issuer ?? ""}: name one with --issuer.`);
  await announceExport(target, tenant, await countOf(context, tenant), key !== null);

  const hash = createHash("sha256");
  const put = async (line: string): Promise<void> => {
    hash.update(`${line}\n`);
    await write(`${line}\n`);
  };
  const exportedAt = isoTime(context.clock.now());
  const facts: Header = {
    format: formatName,
    version: formatVersion,
    tenant,
    issuer: issuer.id,
    exportedAt,
    encrypted: key !== null,
  };
  const header = JSON.stringify(facts);
  await put(header);
  const named = await namesOf(options, target, issuer);
  const counts = { users: 0, unnamed: 0, incomplete: 0 };
  let turn = Promise.resolve();
  await eachItem(context.table, accountsOf(tenant), async (item) => {
    const subject = subjectOf({ pk: String(item["pk"]), sk: String(item["sk"]) });
    if (subject === null || subject.ref === null) return;
    const user = { tenant, ref: subject.ref };
    const { account } = accountFromItem(item);
    if (activeFactors(account).length === 0 && account.preRegisteredPhone === null) return;
    const who = await whoOf(context, user, named);
    if (who === null) return void (counts.unnamed += 1);
    const of = {
      userId: who.sub,
      issuer: issuers.find(({ id }) => id === who.issuer),
      names: who.issuer !== issuer.id,
    };
    const exported = await exportedUser(context, user, account, of);
    if (exported.factors.length < activeFactors(account).length) counts.incomplete += 1;
    // One after the other: a line is bound to its number.
    const before = turn;
    const writeIt = async (): Promise<void> => {
      await before;
      counts.users += 1;
      const line = counts.users + 1;
      await put(
        key === null ? JSON.stringify(exported) : await sealed(exported, key, { line, header: headerHash(header) }),
      );
    };
    turn = writeIt();
    await turn;
  });
  await put(JSON.stringify({ end: true, users: counts.users }));
  return { ...counts, sha256: hash.digest("hex") };
}

const accountsOf = (tenant: string) => ({
  FilterExpression: "begins_with(pk, :users) AND sk = :account",
  ExpressionAttributeValues: {
    ":users": userPartition({ tenant, ref: "" }),
    ":account": accountKey({ tenant, ref: "" }).sk,
  },
});

async function countOf({ table }: TableContext, tenant: string): Promise<number> {
  let users = 0;
  const filter = { ...accountsOf(tenant), ProjectionExpression: "pk" };
  await eachItem(table, filter, async () => void (users += 1));
  return users;
}

/** Before the first line is written: what nobody can hear of does not leave. */
async function announceExport(
  { context, publish }: ExportTarget,
  tenant: string,
  users: number,
  encrypted: boolean,
): Promise<void> {
  const subject = { tenant, ref: null };
  const event = await logEvent(context, subject, { type: "factors.exported", data: { users, encrypted } });
  const entry = { ...event, at: Date.parse(event.at) };
  await activityStore(context.table, activityDays).record(subject, entry);
  await publish(event);
}

interface Who {
  readonly issuer: string;
  readonly sub: string;
}

async function whoOf(
  { accounts, vault }: TableContext,
  user: UserKey,
  named: ReadonlyMap<string, Who>,
): Promise<Who | null> {
  const who = await accounts.readWho(user);
  return who === null ? (named.get(user.ref) ?? null) : openSubject(vault, user, who);
}

/** Users of before `WHO`, by their references. */
async function namesOf({ users, tenant }: ExportOptions, { context, issuers }: ExportTarget, issuer: TrustedIssuer) {
  const lines = users === undefined ? [] : idLines(users);
  const named = await Promise.all(
    lines.map(async ([first = "", second]) => {
      const isOf = second !== undefined && issuers.some(({ id }) => id === first);
      const who: Who = isOf ? { issuer: first, sub: second } : { issuer: issuer.id, sub: first };
      const { ref } = await userKey(context.vault, { tenant, issuerId: who.issuer, subject: who.sub });
      return [ref, who] as const;
    }),
  );
  return new Map(named);
}

type Key = Awaited<ReturnType<typeof importJWK>>;

const sealed = async (
  user: object,
  key: Key,
  at: { readonly line: number; readonly header: string },
): Promise<string> =>
  new CompactEncrypt(Buffer.from(JSON.stringify(user)))
    .setProtectedHeader({ alg: keyManagement, enc: contentEncryption, ...at })
    .encrypt(key);

async function publicKey(path: string): Promise<Key> {
  const jwk = readJwk(path);
  if (jwk.d !== undefined)
    throw new Mistake(`${path} is a private key. Give the public half: without d, from whoever will read the file.`);
  return importJWK(jwk, keyManagement).catch(() => {
    throw new Mistake(`${path} is no public JWK for ECDH-ES (P-256, P-384, P-521 or X25519).`);
  });
}

function readJwk(path: string): JWK {
  try {
    return strictJson(readFileSync(path, "utf8")) as JWK;
  } catch (error) {
    throw new Mistake(codeOf(error) === "ENOENT" ? `There is no file ${path}.` : `${path} holds no JWK.`);
  }
}

const toOutput: Write = async (text) => {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
};

const plainWarning =
  "Everything goes into the file in the clear: the keys of every app, phone numbers, addresses. Whoever has it and a password can log in.";

/** Says what a plain export does, and at a terminal has the organisation's name typed. */
export async function agreeToPlain(
  { to, yes, tenant }: Pick<ExportOptions, "to" | "yes" | "tenant">,
  say: (text: string) => void,
  isTerminal = process.stdin.isTTY,
  ask = confirm,
): Promise<void> {
  if (to !== null) return;
  if (yes || !isTerminal) return say(plainWarning);
  if (!(await ask(plainWarning, tenant))) throw new Mistake("Nothing was exported.");
}

export const command = helpOr(help, readOptions, async (options) => {
  const { clients, names, deployment } = await openPlace(options.place);
  if (deployment === null) throw new Mistake("Name the stage (--stage prod), or a local run (--local).");
  await agreeToPlain(options, (line) => console.error(line));
  const context = tableContext(clients, names, { clock: systemClock, random: systemRandom });
  const bus = eventBridgeBus(clients.eventBridge, deployment.eventBusName);
  const publish = async (event: PublishedEvent): Promise<void> => {
    if ((await bus.publish([event])).length > 0) throw new Error("The bus did not take the event of the export");
  };
  const target = { context, issuers: deployment.trustedIssuers, publish };
  const { users, unnamed, incomplete, sha256 } = await run(options, target, toOutput);
  console.error(`${users} users. SHA-256 of the file: ${sha256}`);
  if (unnamed > 0)
    console.error(`${unnamed} users could not be named: give their ids with --users, or they are left behind.`);
  if (incomplete > 0) console.error(`${incomplete} users have a factor that could not be read, or of a newer release.`);
  return unnamed + incomplete > 0 ? 1 : 0;
});
