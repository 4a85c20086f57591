import { activeOf, isEnabled } from "../../account/account.ts";
import { type At, refuse } from "../../account/decision.ts";
import { type Instant, seconds } from "../../account/instant.ts";
import type { PasskeyPolicy } from "../../account/policy-fields.ts";
import { withoutExpiredUndo } from "../../account/undo.ts";
import type { Random } from "../../ports/clock.ts";
import type { AccountWithChallenges, UserKey } from "../../ports/stores.ts";
import { SealBroken, type Vault } from "../../ports/vault.ts";
import type { RelyingParty } from "../../settings/webauthn.ts";
import type { Verifies } from "../flow.ts";
import type { ProofOf } from "../proof.ts";
import { isLiveChallenge, loginChallenge, requestOptions, userHandleOf } from "./challenge.ts";
import { openCredential } from "./credential.ts";
import { readAssertion } from "./response.ts";
import { verifyPasskey } from "./rules.ts";
import { usablePasskeys } from "./usable.ts";

/** Options of a login for the browser; null if the user has no passkey that this issuer's pages can use. */
export async function loginOptions(
  { vault, random }: { readonly vault: Vault; readonly random: Random },
  user: UserKey,
  state: AccountWithChallenges,
  { party, policy }: { readonly party: RelyingParty | null; readonly policy: PasskeyPolicy },
  { now, rules }: At,
) {
  if (party === null || activeOf(state.account, "passkey").length === 0) return null;
  const [usable, challenge] = await Promise.all([
    usablePasskeys(vault, user, state),
    loginChallenge({ vault, random }, user, state.account.passkeyLogins, now + seconds(rules.passkeySeconds)),
  ]);
  return requestOptions(party, usable, { challenge, userVerification: policy.userVerification });
}

export const passkeyVerifies: Verifies<ProofOf<"credential">> = {
  needsChallenges: true,
  async verify(vault, { user, party, policy }, state, { credential: json }, at) {
    if (party === null) return refuse({ code: "factor_type_not_allowed" });
    // Perhaps there is no key yet to judge anything with.
    if (!isEnabled(state.account)) return refuse({ code: "not_enrolled" });
    const assertion = readAssertion(json);
    const { passkeyLogins } = state.account;
    const challenge = assertion.client?.challenge ?? new Uint8Array();
    const [isLive, userHandle, usable, { passkeys }] = await Promise.all([
      isLiveChallenge(vault, user, passkeyLogins, challenge, at.now),
      userHandleOf(vault, user),
      usablePasskeys(vault, user, state),
      policy(),
    ]);
    const credentials = usable.map(({ credential }) => credential);
    const decision = verifyPasskey(
      state.account,
      assertion,
      { party, policy: passkeys, isLive, userHandle, credentials },
      at,
    );
    const isUnknown = !decision.outcome.ok && decision.outcome.refusal.code === "unknown_passkey";
    // The browser would hide what an undo needs.
    if (isUnknown && (await isStaged(vault, user, state, assertion.id, at.now)))
      return refuse({ code: "unknown_passkey" });
    // The browser would hide it for good, and it may be the very one whose item is missing.
    if (isUnknown && usable.length < activeOf(state.account, "passkey").length)
      throw new SealBroken("The credential of an active passkey is missing");
    return decision;
  },
};

async function isStaged(
  vault: Vault,
  user: UserKey,
  { account, credentials }: AccountWithChallenges,
  id: Uint8Array,
  now: Instant,
): Promise<boolean> {
  const { staged } = withoutExpiredUndo(account, now);
  const item = staged && credentials.find(({ factorId }) => factorId === staged.factor.id);
  return item !== undefined && Buffer.from((await openCredential(vault, user, item)).id).equals(id);
}
