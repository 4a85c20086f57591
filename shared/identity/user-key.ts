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

/** `userId` of the admin calls: the subject at the first issuer, or `issuerId|subject`. */
export function parseUserId(userId: string, tenant: string, issuerIds: readonly string[]): UserIdentity {
  const [first = ""] = issuerIds;
  const bar = userId.indexOf("|");
  const prefix = userId.slice(0, bar);
  // A subject may itself hold a bar (`auth0|123`): only the id of a configured issuer is read as one.
  if (bar > 0 && issuerIds.includes(prefix)) return { tenant, issuerId: prefix, subject: userId.slice(bar + 1) };
  return { tenant, issuerId: first, subject: userId };
}

export const formatUserId = ({ issuerId, subject }: UserIdentity, issuerIds: readonly string[]): string =>
  issuerId === issuerIds[0] && !issuerIds.some((id) => subject.startsWith(`${id}|`))
    ? subject
    : `${issuerId}|${subject}`;
