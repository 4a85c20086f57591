import type { TotpFactor } from "../../account/factor.ts";
import { withResealed } from "../../account/resealed.ts";
import { openFactor, reseal } from "../../access/sealed-values.ts";
import type { Confirms, Verifies } from "../flow.ts";
import type { ProofOf } from "../proof.ts";
import { appToTry, confirmTotp, verifyTotp } from "./rules.ts";

export const totpVerifies: Verifies<ProofOf<"app_code">> = {
  needsChallenges: false,
  async verify(vault, user, { account }, { code, factorId }, at) {
    const tried = appToTry(account, factorId);
    const [secret, resealed] = await Promise.all([
      tried.ok && tried.app ? openFactor(vault, user, tried.app) : undefined,
      reseal(vault, user, account, "totp"),
    ]);
    return withResealed(account, verifyTotp(account, { code, factorId, secret }, at), resealed);
  },
};

export const totpConfirms: Confirms<TotpFactor> = {
  async confirm(vault, user, { account }, { factor, code, policy }, at) {
    return confirmTotp(account, { factor, code, policy, secret: await openFactor(vault, user, factor) }, at);
  },
};
