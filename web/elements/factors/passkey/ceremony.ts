import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  sendSignal,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";
import type { CreationOptions, KnownPasskeys, RequestOptions } from "../../api.ts";
import type { Hindrance } from "../../method/kind.ts";

/** Why no credential came: the user or the time ended it, the authenticator has one already, or anything else. */
export type CeremonyEnd = "cancelled" | "registered" | "failed";

type Ceremony<T> = { readonly credential: T } | { readonly end: CeremonyEnd };

/** An address takes the place of a domain, which an RP ID must be (WebAuthn Level 3 section 5.1.2). */
const isAddress = (host: string): boolean => /^[\d.]+$|^\[/.test(host);

/** Null: the browser can make and use passkeys on this page. */
export function hindrance(): Hindrance | null {
  if (isAddress(globalThis.location.hostname)) return "passkeyAddress";
  return browserSupportsWebAuthn() ? null : "passkeyUnsupported";
}

/** Browsers skip values that are newer than they are; the library's types only know today's. */
export const usePasskey = async (options: RequestOptions) =>
  ceremony(async () => {
    const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON;
    const { response, ...credential } = await startAuthentication({ optionsJSON });
    return { ...credential, response: { ...response } };
  });

export const makePasskey = async (options: CreationOptions) =>
  ceremony(async () => {
    const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON;
    const { response, ...credential } = await startRegistration({ optionsJSON });
    return { ...credential, response: { ...response } };
  });

async function ceremony<T>(run: () => Promise<T>): Promise<Ceremony<T>> {
  try {
    return { credential: await run() };
  } catch (error) {
    return { end: ends[error instanceof Error ? error.name : ""] ?? "failed" };
  }
}

/** By the names of WebAuthn Level 3 sections 5.1.3 and 5.1.4. */
const ends: Readonly<Record<string, CeremonyEnd>> = {
  NotAllowedError: "cancelled",
  AbortError: "cancelled",
  InvalidStateError: "registered",
};

/** Signals are a courtesy to the user's passkey manager: a browser without them changes nothing. */
const signal = async (...[options]: Parameters<typeof sendSignal>): Promise<void> =>
  sendSignal(options).catch(() => undefined);

export const signalUnknown = async (rpID: string, credentialID: string): Promise<void> =>
  signal({ signalName: "unknownCredential", rpID, credentialID });

export const signalAccepted = async ({ rpId, userId, credentialIds }: KnownPasskeys): Promise<void> =>
  signal({
    signalName: "allAcceptedCredentials",
    rpID: rpId,
    userID: userId,
    allAcceptedCredentialIDs: [...credentialIds],
  });
