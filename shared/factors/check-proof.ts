import type { Verified } from "../account/accept.ts";
import type { At, Decision, Outcome } from "../account/decision.ts";
import type { AccountAccess } from "../access/account-access.ts";
import type { Vault } from "../ports/vault.ts";
import { verifierOf } from "./index.ts";
import type { Proof } from "./proof.ts";

/**
 * Judges a proof at a login and redeems it. `prepare` starts on the answer to a right one while the redeeming write is on its way;
 * its result counts only if the write wins.
 */
export async function checkProof<R>(
  { vault }: { readonly vault: Vault },
  account: AccountAccess,
  proof: Proof,
  at: At,
  prepare: (verified: Verified) => R,
): Promise<Outcome<Verified & { readonly prepared: R }>> {
  const verifier = verifierOf(proof);
  return account.change(
    async (state) => withPrepared(await verifier.verify(vault, account.user, state, proof, at), prepare),
    verifier.needsChallenges,
  );
}

const withPrepared = <R>(
  { outcome, ...decision }: Decision<Verified>,
  prepare: (verified: Verified) => R,
): Decision<Verified & { readonly prepared: R }> => ({
  ...decision,
  outcome: outcome.ok ? { ...outcome, prepared: prepare(outcome) } : outcome,
});
