import { accept, type Verified } from "../../account/accept.ts";
import { type Account, activeOf, isEnabled, type NamedContact, replaceFactor } from "../../account/account.ts";
import { type At, type Decision, type PasskeyFault, refuse } from "../../account/decision.ts";
import { activate, type Confirmed, pendingRefused, registrationRefused, withPending } from "../../account/enroll.ts";
import { type PasskeyFactor, transports } from "../../account/factor.ts";
import { kinds } from "../../account/kinds.ts";
import type { Policy } from "../../account/policy.ts";
import type { PasskeyPolicy } from "../../account/policy-fields.ts";
import type { RelyingParty } from "../../settings/webauthn.ts";
import { authenticatorFault, clientDataFault, isSignedBy, sha256 } from "./assertion.ts";
import type { Credential } from "./credential.ts";
import { providerName } from "./usable.ts";
import type { Assertion, Registration } from "./response.ts";

const refusePasskey = (reason: PasskeyFault): Decision<never> => refuse({ code: "passkey_refused", reason });

export interface PasskeyEnrollment {
  readonly factorId: string;
  readonly label: string;
  readonly policy: Policy;
  /** Where the token says that the user is told of changes; null if it does not. */
  readonly contact: NamedContact | null;
}

/** Sets a passkey up: pending until the authenticator has made it. */
export function enrollPasskey(
  account: Account,
  { factorId: id, label, policy, contact }: PasskeyEnrollment,
  at: At,
): Decision<{ readonly factor: PasskeyFactor; readonly account: Account }> {
  const refusal = registrationRefused(account, { type: "passkey", isPreRegistered: false, country: null }, policy, at);
  if (refusal) return refuse(refusal);
  const factor: PasskeyFactor = {
    type: "passkey",
    id,
    label,
    createdAt: at.now,
    activeSince: null,
    preferred: false,
    signCount: 0,
    backupEligible: false,
    backedUp: false,
    transports: [],
  };
  const enrolled = withPending(account, factor, contact);
  return {
    write: {
      account: enrolled,
      event: { type: "factor.enrollment_started", data: { factorId: id, factorType: factor.type } },
    },
    outcome: { ok: true, factor, account: enrolled },
  };
}

/** Facts that a registration is judged by, besides what the authenticator and its browser say. */
export interface RegistrationFacts {
  readonly factor: PasskeyFactor;
  readonly policy: Policy;
  readonly party: RelyingParty;
  readonly challenge: Uint8Array;
  /** Credentials of the user's other active passkeys. */
  readonly registered: readonly Credential[];
  readonly label: string | undefined;
}

/** The passkey that the authenticator made activates its factor. A wrong one costs no guess: nothing can be guessed. */
export function confirmPasskey(
  account: Account,
  { client, attested, transports: told }: Registration,
  { factor, policy, party, challenge, registered, label }: RegistrationFacts,
  at: At,
): Decision<Confirmed> {
  const refusal = pendingRefused(account, factor, policy, at);
  if (refusal) return refuse(refusal);
  if (client === null) return refusePasskey("malformed");
  if (!Buffer.from(challenge).equals(client.challenge)) return refuse({ code: "challenge_expired" });
  const requiresVerification = policy.passkeys.userVerification === "required";
  const fault =
    clientDataFault(client, "webauthn.create", party) ??
    (attested.ok ? authenticatorFault(attested.authenticator, party, requiresVerification) : attested.fault);
  if (fault !== null || !attested.ok) return refusePasskey(fault ?? "malformed");
  const { authenticator, credential } = attested;
  if (registered.some(({ id }) => Buffer.from(id).equals(credential.id)))
    return refuse({ code: "passkey_already_registered" });
  const { backupEligible, backedUp, signCount, userVerified } = authenticator;
  if (backupEligible && policy.passkeys.allowed === "device-bound") return refusePasskey("synced");
  const provider = providerName(credential.aaguid);
  const made: PasskeyFactor = {
    ...factor,
    // Where the user gave no name, the provider's.
    label: label ?? (factor.label === kinds.passkey.defaultLabel ? (provider ?? factor.label) : factor.label),
    signCount,
    backupEligible,
    backedUp,
    transports: transports.filter((transport) => told.includes(transport)),
  };
  return activate(account, made, at, { userVerified, provider });
}

/** Facts that an assertion is judged by, besides what the authenticator and its browser say. */
export interface AssertionFacts {
  readonly party: RelyingParty;
  readonly policy: Pick<PasskeyPolicy, "userVerification">;
  /** Whether the challenge is this user's, made since the last passkey login, and in its time. */
  readonly isLive: boolean;
  readonly userHandle: Uint8Array;
  /** Credentials of the user's active passkeys. */
  readonly credentials: readonly Credential[];
}

/** WebAuthn Level 3 section 7.2, in its order. The type is not counted, so it is never closed. */
export function verifyPasskey(
  account: Account,
  { id, userHandle, client, authenticator, signed }: Assertion,
  facts: AssertionFacts,
  at: At,
): Decision<Verified> {
  if (!isEnabled(account)) return refuse({ code: "not_enrolled" });
  if (client === null || authenticator === null) return refusePasskey("malformed");
  if (!facts.isLive) return refuse({ code: "challenge_expired" });
  const { rpId } = facts.party;
  const credential = facts.credentials.find((one) => Buffer.from(one.id).equals(id));
  const factor = activeOf(account, "passkey").find((one) => one.id === credential?.factorId);
  if (!credential || !factor)
    return refuse({ code: "unknown_passkey", rpId, credentialId: Buffer.from(id).toString("base64url") });
  if (userHandle !== null && !isHandleOf(credential, userHandle, facts.userHandle)) return refusePasskey("malformed");
  const requiresVerification = facts.policy.userVerification === "required";
  const fault =
    clientDataFault(client, "webauthn.get", facts.party) ??
    authenticatorFault(authenticator, facts.party, requiresVerification) ??
    (factor.isUnseen || authenticator.backupEligible === factor.backupEligible ? null : "synced") ??
    (isSignedBy(credential, signed) ? null : "signature");
  if (fault !== null) return refusePasskey(fault);
  const counted: Account = { ...account, passkeyLogins: account.passkeyLogins + 1 };
  const { signCount, backedUp, userVerified, backupEligible } = authenticator;
  const hasFallen = signCount <= factor.signCount && (signCount !== 0 || factor.signCount !== 0);
  // A synced key has many devices, and providers count oddly: there a fall says nothing.
  if (hasFallen && !backupEligible)
    return {
      write: { account: counted, event: { type: "passkey.counter_fell", data: { factorId: factor.id } } },
      outcome: { ok: false, refusal: { code: "passkey_refused", reason: "counter" } },
    };
  const { isUnseen: _, ...known } = factor;
  const used: PasskeyFactor = {
    ...known,
    backupEligible,
    backedUp,
    signCount: hasFallen ? factor.signCount : signCount,
  };
  const firstPasskeyLogin = account.firstPasskeyLogin ?? at.now;
  return accept({ ...replaceFactor(counted, used), firstPasskeyLogin }, "passkey", used, { userVerified });
}

/** An imported passkey goes on with the handle that its authenticator was given then. */
const isHandleOf = ({ userHandleHash }: Credential, given: Uint8Array, ours: Uint8Array): boolean =>
  userHandleHash === undefined ? Buffer.from(given).equals(ours) : sha256(given).equals(userHandleHash);
