import { type Account, activeOf } from "../../account/account.ts";
import type { TotpFactor } from "../../account/factor.ts";
import { withResealed } from "../../account/resealed.ts";
import { openFactor, reseal } from "../../access/sealed-values.ts";
import type { UserKey } from "../../ports/stores.ts";
import type { Vault } from "../../ports/vault.ts";
import type { Confirms, Verifies } from "../flow.ts";
import type { ProofOf } from "../proof.ts";
import { confirmTotp, verifyTotp } from "./rules.ts";

export const totpVerifies: Verifies<ProofOf<"app_code">> = {
  needsChallenges: false,
  async verify(vault, user, { account }, { code }, at) {
    const [secrets, resealed] = await Promise.all([
      openSecrets(vault, user, account),
      reseal(vault, user, account, "totp"),
    ]);
    return withResealed(account, verifyTotp(account, { code, secrets }, at), resealed);
  },
};

export const totpConfirms: Confirms<TotpFactor> = {
  async confirm(vault, user, { account }, { factor, code, policy }, at) {
    return confirmTotp(account, { factor, code, policy, secret: await openFactor(vault, user, factor) }, at);
  },
};

/** The secrets of all active authenticator apps, by factor id. */
async function openSecrets(vault: Vault, user: UserKey, account: Account): Promise<ReadonlyMap<string, Uint8Array>> {
  const opened = activeOf(account, "totp").map(
    async (factor) => [factor.id, await openFactor(vault, user, factor)] as const,
  );
  return new Map(await Promise.all(opened));
}
