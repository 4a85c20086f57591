import { systemClock, systemRandom } from "../../shared/runtime/services.ts";
import { confirm as askPerson, helpOr } from "../terminal.ts";
import { userPartition } from "../../shared/aws/dynamodb/keys.ts";
import { Mistake } from "../../client/command-line/command-line.ts";
import { openPlace, type Place } from "../place.ts";
import { tableContext, type TableContext } from "../table.ts";
import { erasePartition, keysOf, eraseTenant } from "./erase-items.ts";
import { exportUser } from "./export-user.ts";
import { logErasure } from "./log-erasure.ts";
import { type EraseOptions, help, readOptions, type Whose } from "./options.ts";
import { type UserIdentity, userKey } from "../../shared/identity/tokens.ts";
import type { UserKey } from "../../shared/ports/stores.ts";

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
