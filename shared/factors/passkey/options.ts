import type { PasskeyFactor } from "../../account/factor.ts";
import type { PasskeyPolicy } from "../../account/policy-fields.ts";
import type { RelyingParty } from "../../settings/webauthn.ts";
import { algorithms } from "./assertion.ts";
import type { Credential } from "./credential.ts";

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const longestTimeout = 300_000;
const publicKey = "public-key" as const;

/** An active passkey with its credential. */
export interface UsablePasskey {
  readonly factor: PasskeyFactor;
  readonly credential: Credential;
}

const descriptor = ({ factor, credential }: UsablePasskey) => ({
  type: publicKey,
  id: text(credential.id),
  ...(factor.transports.length > 0 && { transports: [...factor.transports] }),
});

/** The `authenticator` that a set-up asks for. The slots of a security key are few, so none is taken without need. */
const selections = {
  any: { residentKey: "preferred", hints: [] },
  "this-device": { residentKey: "preferred", attachment: "platform", hints: ["client-device"] },
  "security-key": { residentKey: "discouraged", attachment: "cross-platform", hints: ["security-key"] },
} as const satisfies Record<string, Selection>;
interface Selection {
  readonly residentKey: "preferred" | "discouraged";
  readonly attachment?: "platform" | "cross-platform";
  readonly hints: readonly ("client-device" | "security-key")[];
}
export type AuthenticatorChoice = keyof typeof selections;

/** WebAuthn Level 3 section 5.4. `timeout`: milliseconds that are left of the set-up. */
export function creationOptions({
  party: { rpId, rpName },
  userHandle,
  name,
  challenge,
  timeout,
  registered,
  authenticator,
  userVerification,
}: {
  readonly party: RelyingParty;
  readonly userHandle: Uint8Array;
  readonly name: string;
  readonly challenge: Uint8Array;
  readonly timeout: number;
  readonly registered: readonly UsablePasskey[];
  readonly authenticator: AuthenticatorChoice;
  readonly userVerification: PasskeyPolicy["userVerification"];
}) {
  const selection: Selection = selections[authenticator];
  return {
    rp: { id: rpId, name: rpName },
    user: { id: text(userHandle), name, displayName: name },
    challenge: text(challenge),
    pubKeyCredParams: algorithms.map((alg) => ({ type: publicKey, alg })),
    timeout: Math.min(timeout, longestTimeout),
    attestation: "none" as const,
    excludeCredentials: registered.map(descriptor),
    authenticatorSelection: {
      residentKey: selection.residentKey,
      userVerification,
      ...(selection.attachment && { authenticatorAttachment: selection.attachment }),
    },
    hints: [...selection.hints],
  };
}

/** Section 5.5. Null where no passkey is usable: an empty list would ask for any passkey of the site. */
export function requestOptions(
  { rpId }: RelyingParty,
  usable: readonly UsablePasskey[],
  { challenge, userVerification }: { readonly challenge: Uint8Array } & Pick<PasskeyPolicy, "userVerification">,
) {
  if (usable.length === 0) return null;
  const preferredFirst = usable.toSorted((one, other) => Number(other.factor.preferred) - Number(one.factor.preferred));
  return {
    challenge: text(challenge),
    rpId,
    allowCredentials: preferredFirst.map(descriptor),
    userVerification,
    timeout: longestTimeout,
  };
}
