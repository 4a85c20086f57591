import { withPrepared } from "../../access/account-access.ts";
import { contactOf, openContact } from "../../access/sealed-values.ts";
import { refuse } from "../../account/decision.ts";
import type { PasskeyFactor } from "../../account/factor.ts";
import { pendingUntil } from "../../account/enroll.ts";
import { newId } from "../../runtime/services.ts";
import type { Confirms, Enrolls } from "../flow.ts";
import { type AuthenticatorChoice, creationOptions, registrationChallenge, userHandleOf } from "./challenge.ts";
import { openCredential, sealCredential } from "./credential.ts";
import { readRegistration } from "./response.ts";
import { confirmPasskey, enrollPasskey } from "./rules.ts";
import { usablePasskeys } from "./usable.ts";

interface PasskeySetUp {
  readonly publicKey: ReturnType<typeof creationOptions>;
}

/** Sets a passkey up: the browser makes it by the options of this answer. */
export const passkeyEnrolls: Enrolls<{ readonly authenticator?: AuthenticatorChoice | undefined }, PasskeySetUp> = {
  async enroll({ vault, random }, { account, caller, headers, at, label, policy, body, view }) {
    const { user } = account;
    const { party } = caller;
    if (party === null) return { ok: false, refusal: { code: "factor_type_not_allowed" } };
    const factorId = newId("fac", random);
    const [challenge, userHandle] = await Promise.all([
      registrationChallenge(vault, user, factorId),
      userHandleOf(vault, user),
    ]);
    const { authenticator = "any" } = body;
    const outcome = await account.change(async (state) => {
      const binding = await policy();
      const contact = await contactOf(vault, user, { caller, headers }, state.account);
      const decision = enrollPasskey(state.account, { factorId, label, policy: binding, contact }, at);
      return withPrepared(decision, async ({ factor, account: enrolled }) => {
        // A token of ours carries no e-mail address; the one known since the first factor names the user to the authenticator.
        const known = await openContact(vault, user, enrolled);
        const publicKey = creationOptions({
          party,
          userHandle,
          name: caller.email ?? known?.email ?? caller.username ?? caller.subject,
          challenge,
          timeout: pendingUntil(factor, at.rules) - at.now,
          registered: await usablePasskeys(vault, user, state),
          authenticator,
          userVerification: binding.passkeys.userVerification,
        });
        return { view: await view(enrolled, factor), publicKey };
      });
    }, true);
    return outcome.ok ? { ok: true, view: outcome.view, answer: { publicKey: outcome.publicKey } } : outcome;
  },
};

/**
 * The credential's item comes first and the account's write after it, which is the one that counts: a lost race leaves an item that
 * nothing names.
 */
export const passkeyConfirms: Confirms<PasskeyFactor, "credential"> = {
  field: "credential",
  async confirm({ vault, credentials }, { user, party }, state, { factor, policy, proof, label }, at) {
    if (party === null) return refuse({ code: "factor_type_not_allowed" });
    const registration = readRegistration(proof);
    const [challenge, registered] = await Promise.all([
      registrationChallenge(vault, user, factor.id),
      usablePasskeys(vault, user, state),
    ]);
    const facts = { factor, policy, party, challenge, registered: registered.map((one) => one.credential), label };
    const decision = confirmPasskey(state.account, registration, facts, at);
    if (!decision.outcome.ok || !registration.attested.ok) return decision;
    const made = { factorId: factor.id, ...registration.attested.credential };
    const stored = await credentials.add(user, await sealCredential(vault, user, made));
    const found = stored && (await openCredential(vault, user, stored));
    // Another answer to the same set-up was faster.
    return found === null || !Buffer.from(found.id).equals(made.id) || !Buffer.from(found.key).equals(made.key)
      ? refuse({ code: "enrollment_expired" })
      : decision;
  },
};
