import { parseUserId, userKey } from "../../shared/identity/user-key.ts";
import type { UserKey } from "../../shared/ports/stores.ts";
import { Mistake } from "../mistake.ts";
import type { TableWorld } from "../restore/world.ts";
import type { Whose } from "./options.ts";

/** Where the user is in the table. A reference is a keyed hash, so a name takes `kms:Decrypt` for the purpose `identity`. */
export async function findUser(
  { vault, dataKeys }: Pick<TableWorld, "vault" | "dataKeys">,
  tenant: string,
  whose: Exclude<Whose, { kind: "all" }>,
  issuerIds: readonly string[],
): Promise<UserKey> {
  if (whose.kind === "ref") return { tenant, ref: whose.ref };
  // Asking the vault would make a key for an organisation that is only misspelt.
  if ((await dataKeys.read(tenant, "identity", 1)) === null)
    throw new Mistake(`There is no organisation ${tenant} in this table: no user of it has ever signed in.`);
  return userKey(vault, parseUserId(whose.userId, tenant, issuersFor(whose.userId, issuerIds)));
}

/** Without a stage nobody knows the issuers: then the name has to say its own. */
function issuersFor(userId: string, issuerIds: readonly string[]): readonly string[] {
  if (issuerIds.length > 0) return issuerIds;
  const bar = userId.indexOf("|");
  if (bar < 1) throw new Mistake('Name the issuer too: --user "login|jane@example.com"');
  return [userId.slice(0, bar)];
}
