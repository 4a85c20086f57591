import type { AssertionJson, CredentialJson, RegistrationJson } from "../proof.ts";
import {
  type AuthenticatorData,
  bytesOf,
  type ClientData,
  readAuthenticatorData,
  readClientData,
} from "./assertion.ts";
import { type Attested, readAttestation } from "./registration.ts";

/** Null fields could not be read. */
export interface Registration {
  readonly client: ClientData | null;
  readonly attested: Attested;
  readonly transports: readonly string[];
}

export interface Assertion {
  readonly id: Uint8Array;
  readonly userHandle: Uint8Array | null;
  readonly client: ClientData | null;
  readonly authenticator: AuthenticatorData | null;
  readonly signed: Readonly<Record<"authenticatorData" | "clientDataJSON" | "signature", Uint8Array>>;
}

const isConsistent = ({ id, rawId, type }: CredentialJson<unknown>): boolean => id === rawId && type === "public-key";

/** The id of the attested data counts; the one beside it only has to be the same. */
export function readRegistration(json: RegistrationJson): Registration {
  const [id, clientDataJSON, attestationObject] = [
    json.id,
    json.response.clientDataJSON,
    json.response.attestationObject,
  ].map(bytesOf);
  const { transports = [] } = json.response;
  const unread = { client: null, attested: { ok: false, fault: "malformed" }, transports } as const;
  if (!isConsistent(json) || !id || !clientDataJSON || !attestationObject) return unread;
  const attested = readAttestation(attestationObject);
  if (attested.ok && !Buffer.from(id).equals(attested.credential.id)) return unread;
  return { client: readClientData(clientDataJSON), attested, transports };
}

export function readAssertion(json: AssertionJson): Assertion {
  const { response } = json;
  const [id, clientDataJSON, authenticatorData, signature, handle] = [
    json.id,
    response.clientDataJSON,
    response.authenticatorData,
    response.signature,
    response.userHandle ?? "",
  ].map(bytesOf);
  const nothing = new Uint8Array();
  const isRead = isConsistent(json) && id && clientDataJSON && authenticatorData && signature && handle;
  return {
    id: id ?? nothing,
    // Not null: an empty one names nobody.
    userHandle: (response.userHandle ?? null) === null ? null : (handle ?? nothing),
    client: isRead ? readClientData(clientDataJSON) : null,
    authenticator: isRead ? readAuthenticatorData(authenticatorData) : null,
    signed: {
      authenticatorData: authenticatorData ?? nothing,
      clientDataJSON: clientDataJSON ?? nothing,
      signature: signature ?? nothing,
    },
  };
}
