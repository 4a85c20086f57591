import { type Account, activeTotp, type Sealed } from "../account/account.ts";
import type { Resealed } from "../account/resealed.ts";
import type { UserKey } from "../ports/stores.ts";
import type { Vault, VaultContext } from "../ports/vault.ts";
import { factorPhone, registeredPhone, totpSecret, userContact } from "./sealed-values.ts";

/** After a rotation values move to the new key when they are next used: these are the ones that a step is about to open. */

export const resealSecrets = async (vault: Vault, user: UserKey, account: Account): Promise<Resealed> => ({
  factors: await resealFactors(
    vault,
    activeTotp(account).map(({ id, secret }) => [id, totpSecret(user, id), secret]),
  ),
});

/** All by which the user is reached. */
export async function resealContacts(vault: Vault, user: UserKey, account: Account): Promise<Resealed> {
  const phones = account.factors.filter((factor) => factor.type === "sms");
  const [factors, preRegisteredPhone, contact] = await Promise.all([
    resealFactors(
      vault,
      phones.map(({ id, phone }) => [id, factorPhone(user, id), phone]),
    ),
    account.preRegisteredPhone && vault.reseal(registeredPhone(user), account.preRegisteredPhone),
    account.contact && vault.reseal(userContact(user), account.contact),
  ]);
  return { factors, preRegisteredPhone, contact };
}

async function resealFactors(
  vault: Vault,
  values: readonly (readonly [id: string, context: VaultContext, sealed: Sealed])[],
): Promise<ReadonlyMap<string, Sealed>> {
  const anew = await Promise.all(
    values.map(async ([id, context, sealed]) => [id, await vault.reseal(context, sealed)] as const),
  );
  return new Map(anew.flatMap(([id, sealed]) => (sealed === null ? [] : [[id, sealed] as const])));
}
