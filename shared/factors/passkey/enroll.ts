import { contactOf } from "../../access/contact.ts";
import { openContact } from "../../access/sealed-values.ts";
import { refuse } from "../../account/decision.ts";
import type { PasskeyFactor } from "../../account/factor.ts";
import { pendingUntil } from "../../account/activate.ts";
import { newId } from "../../runtime/id.ts";
import { relyingPartyOf } from "../../settings/webauthn.ts";
import type { Confirms, Enrolls } from "../flow.ts";
import { registrationChallenge, userHandleOf } from "./challenge.ts";
import { openCredential, sealCredential } from "./credential.ts";
import { type AuthenticatorChoice, creationOptions } from "./options.ts";
import { readRegistration } from "./response.ts";
import { confirmPasskey, enrollPasskey } from "./rules.ts";
import { usablePasskeys } from "./usable.ts";

interface PasskeySetUp {
  readonly publicKey: ReturnType<typeof creationOptions>;
}

/** Sets a passkey up: the browser makes it by the options of this answer. */
export const passkeyEnrolls: Enrolls<{ readonly authenticator?: AuthenticatorChoice | undefined }, PasskeySetUp> = {
  async enroll({ vault, random, settings }, { account, caller, headers, at, label, policy, body }) {
    const { user } = account;
    const party = relyingPartyOf(settings, caller.issuerId);
    if (party === undefined) return { ok: false, refusal: { code: "factor_type_not_allowed" } };
    const factorId = newId("fac", random);
    const contact = await contactOf(vault, user, caller, headers["accept-language"]);
    const [challenge, userHandle] = await Promise.all([
      registrationChallenge(vault, user, factorId),
      userHandleOf(vault, user),
    ]);
    const { authenticator = "any" } = body;
    let publicKey: PasskeySetUp["publicKey"] | undefined;
    const outcome = await account.change(async (state) => {
      const binding = await policy();
      const enrolled = enrollPasskey(state.account, { factorId, label, policy: binding, contact }, at);
      if (!enrolled.outcome.ok) return enrolled;
      const { factor } = enrolled.outcome;
      // A token of ours carries no e-mail address; the one known since the first factor names the user to the authenticator.
      const known = await openContact(vault, user, enrolled.outcome.account);
      publicKey = creationOptions({
        party,
        userHandle,
        name: caller.email ?? known?.email ?? caller.username ?? caller.subject,
        challenge,
        timeout: pendingUntil(factor, at.rules) - at.now,
        registered: await usablePasskeys(vault, user, state),
        authenticator,
        userVerification: binding.passkeys.userVerification,
      });
      return enrolled;
    }, true);
    if (!outcome.ok) return outcome;
    if (publicKey === undefined) throw new TypeError("The set-up was decided without its options");
    return { ok: true, account: outcome.account, factor: outcome.factor, answer: { publicKey } };
  },
};

/**
 * The credential's item comes first and the account's write after it, which is the one that counts: a lost race leaves an item that
 * nothing names.
 */
export const passkeyConfirms: Confirms<PasskeyFactor, "credential"> = {
  proof: "credential",
  async confirm({ vault, credentials }, { user, party }, state, { factor, policy, credential: json, label }, at) {
    if (party === undefined) return refuse({ code: "factor_type_not_allowed" });
    const registration = readRegistration(json);
    const [challenge, registered] = await Promise.all([
      registrationChallenge(vault, user, factor.id),
      usablePasskeys(vault, user, state),
    ]);
    const facts = { factor, policy, party, challenge, registered: registered.map((one) => one.credential), label };
    const decision = confirmPasskey(state.account, registration, facts, at);
    if (!decision.outcome.ok || !registration.attested.ok) return decision;
    const made = { factorId: factor.id, ...registration.attested.credential };
    const kept = await credentials.add(user, await sealCredential(vault, user, made));
    const found = kept && (await openCredential(vault, user, kept));
    // Another answer to the same set-up was faster.
    return found === null || !Buffer.from(found.id).equals(made.id) || !Buffer.from(found.key).equals(made.key)
      ? refuse({ code: "enrollment_expired" })
      : decision;
  },
};
