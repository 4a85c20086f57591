import type { UserKey } from "../ports/stores.ts";
import type { Vault } from "../ports/vault.ts";

/** A user as the login knows it: the same subject of two issuers is two users. */
export interface UserIdentity {
  readonly tenant: string;
  readonly issuerId: string;
  readonly subject: string;
}

/**
 * The user's address in the table. A keyed hash names the user, because subjects are often e-mail addresses
 * and because no subject can then be written so that it reaches another key.
 */
export async function userKey(vault: Vault, { tenant, issuerId, subject }: UserIdentity): Promise<UserKey> {
  const bytes = Buffer.from(JSON.stringify([issuerId, subject]));
  const mac = await vault.mac({ tenant, purpose: "identity", about: [] }, bytes);
  return { tenant, ref: `usr_${Buffer.from(mac).toString("base64url").slice(0, 22)}` };
}
