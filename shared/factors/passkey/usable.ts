import { activeOf } from "../../account/account.ts";
import { withoutExpiredUndo, withStagedAlone } from "../../account/undo.ts";
import type { Instant } from "../../account/instant.ts";
import type { AccountWithChallenges, UserKey } from "../../ports/stores.ts";
import type { Vault } from "../../ports/vault.ts";
import { isActive, type PasskeyFactor } from "../../account/factor.ts";
import type { RelyingParty } from "../../settings/webauthn.ts";
import type { Shows } from "../flow.ts";
import { type UsablePasskey, userHandleOf } from "./challenge.ts";
import { openCredential } from "./credential.ts";

/**
 * The passkey providers that most people use, by the AAGUID of their public metadata. For the name in a list only: nobody vouches for
 * what an authenticator says of itself without attestation.
 */
const names: Readonly<Record<string, string>> = {
  "fbfc3007-154e-4ecc-8c0b-6e020557d7bd": "iCloud Keychain",
  "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4": "Google Password Manager",
  "08987058-cadc-4b81-b6e1-30de50dcbe96": "Windows Hello",
  "9ddd1817-af5a-4672-a2b9-3e3dd95000a9": "Windows Hello",
  "6028b017-b1d4-4c02-b4b3-afcdafc96bb2": "Windows Hello",
  "bada5566-a7aa-401f-bd96-45619a55120d": "1Password",
  "d548826e-79b4-db40-a3d8-11116f7e8349": "Bitwarden",
  "531126d6-e717-415c-9320-3d9aa6981239": "Dashlane",
  "53414d53-554e-4700-0000-000000000000": "Samsung Pass",
  "50726f74-6f6e-5061-7373-50726f746f6e": "Proton Pass",
  "b84e4048-15dc-4dd0-8640-f4f60813c8af": "NordPass",
};

export const providerName = (aaguid: Uint8Array): string | null =>
  names[
    Buffer.from(aaguid)
      .toString("hex")
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")
  ] ?? null;

/** A passkey, and who keeps it, where its credential was read; of one that is not made yet nobody does. */
export const passkeyShows: Shows<PasskeyFactor> = {
  async show(vault, user, factor, credentials) {
    const synced = factor.backupEligible;
    if (credentials === null && isActive(factor)) return { synced };
    const item = credentials?.find(({ factorId }) => factorId === factor.id);
    return { synced, provider: item ? providerName((await openCredential(vault, user, item)).aaguid) : null };
  },
};

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
