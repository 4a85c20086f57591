import * as z from "zod";
import { type Account, activeTotp, type Sealed, type SmsFactor, type TotpFactor } from "../account/account.ts";
import type { UserKey } from "../ports/stores.ts";
import type { Vault, VaultContext } from "../ports/vault.ts";

/** Where each sealed value of an account belongs. A value moved to another user, factor or field does not open. */
export const totpSecret = ({ tenant, ref }: UserKey, factorId: string): VaultContext => ({
  tenant,
  purpose: "totp",
  about: [ref, factorId],
});
export const factorPhone = ({ tenant, ref }: UserKey, factorId: string): VaultContext => ({
  tenant,
  purpose: "contact",
  about: [ref, "phone", factorId],
});
export const registeredPhone = ({ tenant, ref }: UserKey): VaultContext => ({
  tenant,
  purpose: "contact",
  about: [ref, "pre-registered"],
});
export const userContact = ({ tenant, ref }: UserKey): VaultContext => ({
  tenant,
  purpose: "contact",
  about: [ref, "contact"],
});

/** How to reach a user when something about the second factor changes. */
export interface Contact {
  readonly email: string;
  readonly language: string;
}

export const sealTotpSecret = async (
  vault: Vault,
  user: UserKey,
  factorId: string,
  secret: Uint8Array,
): Promise<Sealed> => vault.seal(totpSecret(user, factorId), secret);

export const openTotpSecret = async (vault: Vault, user: UserKey, factor: TotpFactor): Promise<Uint8Array> =>
  vault.open(totpSecret(user, factor.id), factor.secret);

/** The secrets of all active authenticator apps, by factor id. */
export async function openTotpSecrets(
  vault: Vault,
  user: UserKey,
  account: Account,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const opened = activeTotp(account).map(
    async (factor) => [factor.id, await openTotpSecret(vault, user, factor)] as const,
  );
  return new Map(await Promise.all(opened));
}

export const sealPhone = async (vault: Vault, user: UserKey, factorId: string, e164: string): Promise<Sealed> =>
  vault.seal(factorPhone(user, factorId), Buffer.from(e164));

export const openPhone = async (vault: Vault, user: UserKey, factor: SmsFactor): Promise<string> =>
  text(await vault.open(factorPhone(user, factor.id), factor.phone));

export const sealPreRegisteredPhone = async (vault: Vault, user: UserKey, e164: string): Promise<Sealed> =>
  vault.seal(registeredPhone(user), Buffer.from(e164));

export const openPreRegisteredPhone = async (vault: Vault, user: UserKey, account: Account): Promise<string | null> =>
  account.preRegisteredPhone && text(await vault.open(registeredPhone(user), account.preRegisteredPhone));

export const sealContact = async (vault: Vault, user: UserKey, contact: Contact): Promise<Sealed> =>
  vault.seal(userContact(user), Buffer.from(JSON.stringify(contact)));

const contactSchema = z.object({ email: z.string(), language: z.string() });

export const openContact = async (
  vault: Vault,
  user: UserKey,
  account: Pick<Account, "contact">,
): Promise<Contact | null> =>
  account.contact && contactSchema.parse(JSON.parse(text(await vault.open(userContact(user), account.contact))));

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
