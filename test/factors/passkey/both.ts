import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import {
  type Algorithm,
  algorithms,
  authenticatorFault,
  clientDataFault,
  isSignedBy,
  readAuthenticatorData,
  readClientData,
} from "../../../shared/factors/passkey/assertion.ts";
import type { RelyingParty } from "../../../shared/settings/webauthn.ts";
import { readAttestation } from "../../../shared/factors/passkey/registration.ts";

export const party: RelyingParty = {
  rpId: "example.org",
  rpName: "Example",
  origins: ["https://example.org"],
  topOrigins: [],
  relatedOrigins: false,
};

export interface Credential {
  readonly id: Uint8Array;
  readonly algorithm: Algorithm;
  readonly key: Uint8Array;
}
type Parts<Name extends string> = Readonly<Record<Name | "challenge" | "clientDataJSON", Uint8Array>>;
export type Registration = Parts<"attestationObject">;
export type Assertion = Parts<"authenticatorData" | "signature">;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

/** The credential that our code reads, or why it does not. */
export function ourRegistration({ challenge, clientDataJSON, attestationObject }: Registration) {
  const client = readClientData(clientDataJSON);
  const attested = readAttestation(attestationObject);
  if (client === null || !Buffer.from(challenge).equals(client.challenge)) return "malformed";
  const fault = clientDataFault(client, "webauthn.create", party);
  if (fault !== null) return fault;
  if (!attested.ok) return attested.fault;
  return authenticatorFault(attested.authenticator, party, false) ?? attested.credential;
}

/** Null: our code takes the assertion. */
export function ourFault(credential: Credential, { challenge, ...parts }: Assertion) {
  const client = readClientData(parts.clientDataJSON);
  const authenticator = readAuthenticatorData(parts.authenticatorData);
  if (client === null || authenticator === null || !Buffer.from(challenge).equals(client.challenge)) return "malformed";
  const fault = clientDataFault(client, "webauthn.get", party) ?? authenticatorFault(authenticator, party, false);
  return fault ?? (isSignedBy(credential, parts) ? null : "signature");
}

const expected = (challenge: Uint8Array) => ({
  expectedChallenge: text(challenge),
  expectedOrigin: [...party.origins],
  expectedRPID: party.rpId,
  requireUserVerification: false,
});

/** The credential that the oracle reads; null if it refuses. */
export async function theirRegistration(
  id: Uint8Array,
  { challenge, clientDataJSON, attestationObject }: Registration,
) {
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      ...expected(challenge),
      supportedAlgorithmIDs: [...algorithms],
      response: {
        id: text(id),
        rawId: text(id),
        type: "public-key",
        clientExtensionResults: {},
        response: { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject) },
      },
    });
    return registrationInfo?.credential ?? null;
  } catch {
    return null;
  }
}

/** Whether the oracle takes the assertion. */
export async function theirsTake(
  credential: { readonly id: string; readonly publicKey: Uint8Array },
  { challenge, clientDataJSON, authenticatorData, signature }: Assertion,
): Promise<boolean> {
  try {
    const { verified } = await verifyAuthenticationResponse({
      ...expected(challenge),
      credential: { id: credential.id, publicKey: new Uint8Array(credential.publicKey), counter: 0 },
      response: {
        id: credential.id,
        rawId: credential.id,
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: text(clientDataJSON),
          authenticatorData: text(authenticatorData),
          signature: text(signature),
        },
      },
    });
    return verified;
  } catch {
    return false;
  }
}
