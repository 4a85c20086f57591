import * as z from "zod/mini";
import { documented } from "../account/rules.ts";

/** The JSON of WebAuthn Level 3, sections 5.1.8 to 5.1.10: base64url without padding, as browsers make and take it. */

const base64url = documented(z.string(), { description: "Base64url without padding", example: "dGhlIGlkIG9mIGEga2V5" });
const transport = documented(z.string(), { example: "internal" });
const descriptor = z.object({
  type: z.literal("public-key"),
  id: base64url,
  transports: z.optional(z.array(transport)),
});
const userVerification = z.enum(["required", "preferred", "discouraged"]);

/** For `navigator.credentials.create()`. */
export const creationOptions = documented(
  z.object({
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: base64url, name: z.string(), displayName: z.string() }),
    challenge: base64url,
    pubKeyCredParams: z.array(z.object({ type: z.literal("public-key"), alg: z.int() })),
    timeout: documented(z.int(), "Milliseconds"),
    attestation: z.literal("none"),
    excludeCredentials: z.array(descriptor),
    authenticatorSelection: z.object({
      residentKey: z.enum(["preferred", "discouraged"]),
      userVerification,
      authenticatorAttachment: z.optional(z.enum(["platform", "cross-platform"])),
    }),
    hints: z.array(z.enum(["client-device", "security-key"])),
  }),
  { id: "PasskeyCreationOptions" },
);

/** For `navigator.credentials.get()`. */
export const requestOptions = documented(
  z.object({
    challenge: base64url,
    rpId: z.string(),
    allowCredentials: z.array(descriptor),
    userVerification,
    timeout: documented(z.int(), "Milliseconds"),
  }),
  { id: "PasskeyRequestOptions" },
);

/** Long enough for every credential: an id has at most 1,023 bytes, and a body at most 8 KiB. */
const part = z.string().check(z.minLength(1), z.maxLength(8192));
const id = z.string().check(z.minLength(1), z.maxLength(1364));
const credential = { id, rawId: id, type: z.string() };

/** Loose: browsers and native SDKs add members. */
export const registrationCredential = documented(
  z.looseObject({
    ...credential,
    response: z.looseObject({
      clientDataJSON: part,
      attestationObject: part,
      transports: z.optional(z.array(z.string().check(z.maxLength(40))).check(z.maxLength(20))),
    }),
  }),
  { id: "PasskeyRegistration" },
);

export const authenticationCredential = documented(
  z.looseObject({
    ...credential,
    response: z.looseObject({
      clientDataJSON: part,
      authenticatorData: part,
      signature: part,
      userHandle: z.nullish(z.string().check(z.maxLength(200))),
    }),
  }),
  { id: "PasskeyAssertion" },
);

/** For the browser's Signal API: the passkeys that are still good. */
export const knownPasskeys = z.object({ rpId: z.string(), userId: base64url, credentialIds: z.array(base64url) });
