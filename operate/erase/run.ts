import { systemClock, systemRandom } from "../../shared/runtime/services.ts";
import { confirm as askPerson, helpOr } from "../terminal.ts";
import { userPartition } from "../../shared/aws/dynamodb/keys.ts";
import { Mistake, readFlags } from "../../client/command-line/command-line.ts";
import { openPlace, type Place, placeArgs, placeFlags, placeOf } from "../place.ts";
import { tableContext, type TableContext } from "../table.ts";
import { erasePartition, eraseTenant, keysOf, logErasure } from "./erase-items.ts";
import { exportUser } from "./export-user.ts";
import { type UserIdentity, userKey } from "../../shared/identity/tokens.ts";
import type { UserKey } from "../../shared/ports/stores.ts";

export const help = `Deletes all that is kept of a user, or of an organisation that leaves. docs/data-protection.md says what remains elsewhere
and for how long.

Usage: npm run erase -- --stage prod --tenant acme --user "login|jane@example.com"
       npm run erase -- --stage prod --tenant acme --ref usr_…
       npm run erase -- --stage prod --tenant acme --all

  --stage NAME       the stage, as described
  --local [URL]      in its place: the local run of npm start (http://127.0.0.1:8787)
  --tenant NAME      the organisation
  --user "ID|SUB"    the user, by the issuer's id and sub; the first issuer's id may be left out
  --ref usr_…        the user, as admins, events and logs name them
  --all              the whole organisation: users, policy, data keys
  --export           prints what is kept of the user as JSON, in the clear, and deletes nothing
  --table NAME, --key ARN, --audit-log NAME
                     where there is no --stage
  --yes              do not ask
  --help             this text

An erasure is written to the audit log first, so that a restored backup is erased again. It can be repeated.
`;

export type Whose =
  | { readonly kind: "user"; readonly userId: string }
  | { readonly kind: "ref"; readonly ref: string }
  | { readonly kind: "all" };

export interface EraseOptions {
  readonly place: Place;
  readonly tenant: string;
  readonly whose: Whose;
  readonly exportOnly: boolean;
  readonly yes: boolean;
}

const helpCommand = "npm run erase -- --help";
const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const flags = {
  ...placeFlags,
  tenant: text,
  user: text,
  ref: text,
  all: flag,
  export: flag,
  table: text,
  key: text,
  "audit-log": text,
  yes: flag,
  help: { ...flag, short: "h" },
} as const;

export function readOptions(args: readonly string[]): EraseOptions | "help" {
  const { help: wantsHelp, tenant, ...values } = readFlags(placeArgs(args), flags, helpCommand);
  if (wantsHelp === true) return "help";
  if (tenant === undefined) throw new Mistake("Name the organisation: --tenant acme");
  const place = placeIn(values);
  const whose = whoseOf(values);
  const exportOnly = values.export ?? false;
  if (exportOnly && whose.kind === "all") throw new Mistake("--export is for one user.");
  return { place, tenant, whose, exportOnly, yes: values.yes ?? false };
}

type Given = Omit<ReturnType<typeof readFlags<typeof flags>>, "help" | "tenant">;

function placeIn({ table, key, "audit-log": auditLog, ...given }: Given): Place {
  const whole = placeOf(given);
  if (whole !== null) return whole;
  if (table !== undefined && key !== undefined && auditLog !== undefined)
    return { kind: "parts", table, key, auditLog };
  throw new Mistake("Name the stage (--stage prod), a local run (--local), or else --table, --key and --audit-log.");
}

function whoseOf({ user, ref, all }: { user?: string; ref?: string; all?: boolean }): Whose {
  const given: Whose[] = [];
  if (user !== undefined) given.push({ kind: "user", userId: user });
  if (ref !== undefined) given.push({ kind: "ref", ref });
  if (all === true) given.push({ kind: "all" });
  const [whose, ...more] = given;
  if (whose === undefined || more.length > 0) throw new Mistake("Name one of --user, --ref and --all.");
  if (whose.kind === "ref" && !/^usr_[\w-]{22}$/.test(whose.ref))
    throw new Mistake("A reference is usr_ and 22 letters, digits, dashes or underscores.");
  return whose;
}

export interface Target {
  readonly context: TableContext;
  /** The issuers of the stage, the first one first; empty if nobody knows. */
  readonly issuerIds: readonly string[];
}
type Confirm = (question: string, word: string) => Promise<boolean>;

export async function targetOf(place: Place, ports: Pick<TableContext, "clock" | "random">): Promise<Target> {
  const { clients, names, deployment } = await openPlace(place);
  const issuerIds = deployment?.trustedIssuers.map(({ id }) => id) ?? [];
  return { context: tableContext(clients, names, ports), issuerIds };
}

/** Returns what to print. */
export async function run(
  options: Pick<EraseOptions, "tenant" | "whose" | "exportOnly" | "yes">,
  { context, issuerIds }: Target,
  confirm: Confirm,
): Promise<string> {
  const { tenant, whose } = options;
  const ask = options.yes ? async () => true : confirm;
  if (whose.kind === "all") return eraseOrganisation(context, tenant, ask);
  const user = await findUser(context, tenant, whose, issuerIds);
  if (options.exportOnly) return JSON.stringify(await exportUser(context, user), null, 2);

  const { length } = await keysOf(context.table, userPartition(user));
  if (length === 0) return `Nothing is kept of ${user.ref} in ${tenant}.`;
  if (!(await ask(`All ${String(length)} items of ${user.ref} in ${tenant} go; the user starts afresh.`, user.ref)))
    throw unchanged();
  await logErasure(context, user);
  const deleted = await erasePartition(context.table, user, { keepAccount: false });
  return `${String(deleted)} items of ${user.ref} are deleted.\n${remains}`;
}

async function eraseOrganisation(context: TableContext, tenant: string, ask: Confirm): Promise<string> {
  const question = `All users of ${tenant}, its policy and its keys go. Nobody brings them back.`;
  if (!(await ask(question, tenant))) throw unchanged();
  await logErasure(context, { tenant, ref: null });
  const deleted = await eraseTenant(context.table, tenant, () => undefined);
  return `${String(deleted)} items of ${tenant} are deleted, the data keys last.\n${remains}`;
}

const unchanged = (): Mistake => new Mistake("Nothing was deleted. Where nobody can type, --yes says it.");

const remains = `What remains: backups for 35 days; lines of the audit log, which name users by a keyed reference only; counters of SMS for a day.
Events under way may still come in: run it again in a minute, until it finds nothing.`;

/** Where the user is in the table. A reference is a keyed hash, so a name takes `kms:Decrypt` for the purpose `identity`. */
async function findUser(
  { vault, dataKeys }: Pick<TableContext, "vault" | "dataKeys">,
  tenant: string,
  whose: Exclude<Whose, { kind: "all" }>,
  issuerIds: readonly string[],
): Promise<UserKey> {
  if (whose.kind === "ref") return { tenant, ref: whose.ref };
  // Asking the vault would make a key for an organisation that is only misspelt.
  if ((await dataKeys.read(tenant, "identity", 1)) === null)
    throw new Mistake(`There is no organisation ${tenant} in this table: no user of it has ever signed in.`);
  return userKey(vault, identityOf(whose.userId, tenant, issuersFor(whose.userId, issuerIds)));
}

/** `issuer|subject`, or the subject at the first issuer. A subject may itself hold a bar: only the id of a configured issuer is read as one. */
function identityOf(userId: string, tenant: string, issuerIds: readonly string[]): UserIdentity {
  const bar = userId.indexOf("|");
  const prefix = userId.slice(0, bar);
  return bar > 0 && issuerIds.includes(prefix)
    ? { tenant, issuerId: prefix, subject: userId.slice(bar + 1) }
    : { tenant, issuerId: issuerIds[0] ?? "", subject: userId };
}

/** Without a stage nobody knows the issuers: then the name has to say its own. */
function issuersFor(userId: string, issuerIds: readonly string[]): readonly string[] {
  if (issuerIds.length > 0) return issuerIds;
  const bar = userId.indexOf("|");
  if (bar < 1) throw new Mistake('Name the issuer too: --user "login|jane@example.com"');
  return [userId.slice(0, bar)];
}

export const command = helpOr(help, readOptions, async (options) => {
  const target = await targetOf(options.place, { clock: systemClock, random: systemRandom });
  console.log(await run(options, target, askPerson));
  return 0;
});
