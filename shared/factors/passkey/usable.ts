import { activeOf } from "../../account/account.ts";
import type { AccountWithChallenges, UserKey } from "../../ports/stores.ts";
import type { Vault } from "../../ports/vault.ts";
import { openCredential } from "./credential.ts";
import type { UsablePasskey } from "./options.ts";

/** The user's active passkeys with their credentials. One whose item is missing is left out; one that does not open rejects. */
export async function usablePasskeys(
  vault: Vault,
  user: UserKey,
  { account, credentials }: Pick<AccountWithChallenges, "account" | "credentials">,
): Promise<readonly UsablePasskey[]> {
  const opened = activeOf(account, "passkey").map(async (factor) => {
    const item = credentials.find(({ factorId }) => factorId === factor.id);
    return item ? [{ factor, credential: await openCredential(vault, user, item) }] : [];
  });
  return (await Promise.all(opened)).flat();
}
