import { activeOf, type Staged } from "../../account/account.ts";
import { withoutExpiredUndo, withStagedAlone } from "../../account/undo.ts";
import type { Instant } from "../../account/instant.ts";
import type { AccountWithChallenges, UserKey } from "../../ports/stores.ts";
import type { Vault } from "../../ports/vault.ts";
import { type Factor, isActive, isOf, type PasskeyFactor } from "../../account/factor.ts";
import type { Services } from "../../runtime/services.ts";
import type { RelyingParty } from "../../settings/webauthn.ts";
import type { Shows } from "../flow.ts";
import { userHandleOf } from "./challenge.ts";
import { openCredential } from "./credential.ts";
import { providerName } from "./providers.ts";
import type { UsablePasskey } from "./options.ts";

/** A passkey, and who keeps it, where its credential was read; of one that is not made yet nobody does. */
export const passkeyShows: Shows<PasskeyFactor> = {
  async show(vault, user, factor, credentials) {
    const synced = factor.backupEligible;
    if (credentials === null && isActive(factor)) return { synced };
    const item = credentials?.find(({ factorId }) => factorId === factor.id);
    return { synced, provider: item ? providerName((await openCredential(vault, user, item)).aaguid) : null };
  },
};

/**
 * Ends the credentials of removed passkeys, and keeps that of a staged one for a while. Never throws: one that is left is a public key
 * that nothing names.
 */
export async function leaveCredentials(
  { credentials, clock }: Pick<Services, "credentials" | "clock">,
  user: UserKey,
  { gone, staged }: { readonly gone: readonly Factor[]; readonly staged: Staged | null },
): Promise<void> {
  await Promise.allSettled([
    ...gone.filter(isOf("passkey")).map(async ({ id }) => credentials.end(user, id, clock.now())),
    ...(staged && isOf("passkey")(staged.factor) ? [credentials.keep(user, staged.factor.id, staged.until)] : []),
  ]);
}

/** For the browser's Signal API: the passkeys that are still good, and a staged one, which it must not hide. Null: there are none. */
export async function knownPasskeys(
  vault: Vault,
  user: UserKey,
  state: Pick<AccountWithChallenges, "account" | "credentials">,
  party: RelyingParty | null,
  now: Instant,
) {
  if (party === null) return null;
  const { staged: kept } = withoutExpiredUndo(state.account, now);
  const staged = kept ? { ...state, account: withStagedAlone(state.account, kept) } : null;
  const known = [
    ...(await usablePasskeys(vault, user, state)),
    ...(staged ? await usablePasskeys(vault, user, staged) : []),
  ];
  if (known.length === 0) return null;
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
  return {
    rpId: party.rpId,
    userId: text(await userHandleOf(vault, user)),
    credentialIds: known.map(({ credential }) => text(credential.id)),
  };
}

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
