import * as z from "zod";

/** The JSON of WebAuthn Level 3, sections 5.1.8 to 5.1.10: base64url without padding, as browsers make and take it. */

const base64url = z.string().meta({ description: "Base64url without padding", example: "dGhlIGlkIG9mIGEga2V5" });
const transport = z.string().meta({ example: "internal" });
const descriptor = z.object({
  type: z.literal("public-key"),
  id: base64url,
  transports: z.array(transport).optional(),
});
const userVerification = z.enum(["required", "preferred", "discouraged"]);

/** For `navigator.credentials.create()`. */
export const creationOptions = z
  .object({
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: base64url, name: z.string(), displayName: z.string() }),
    challenge: base64url,
    pubKeyCredParams: z.array(z.object({ type: z.literal("public-key"), alg: z.int() })),
    timeout: z.int().meta({ description: "Milliseconds" }),
    attestation: z.literal("none"),
    excludeCredentials: z.array(descriptor),
    authenticatorSelection: z.object({
      residentKey: z.enum(["preferred", "discouraged"]),
      userVerification,
      authenticatorAttachment: z.enum(["platform", "cross-platform"]).optional(),
    }),
    hints: z.array(z.enum(["client-device", "security-key"])),
  })
  .meta({ id: "PasskeyCreationOptions" });

/** For `navigator.credentials.get()`. */
export const requestOptions = z
  .object({
    challenge: base64url,
    rpId: z.string(),
    allowCredentials: z.array(descriptor),
    userVerification,
    timeout: z.int().meta({ description: "Milliseconds" }),
  })
  .meta({ id: "PasskeyRequestOptions" });

/** Long enough for every credential: an id has at most 1,023 bytes, and a body at most 8 KiB. */
const part = z.string().min(1).max(8192);
const id = z.string().min(1).max(1364);
const credential = { id, rawId: id, type: z.string() };

/** Loose: browsers and native SDKs add members. */
export const registrationCredential = z
  .looseObject({
    ...credential,
    response: z.looseObject({
      clientDataJSON: part,
      attestationObject: part,
      transports: z.array(z.string().max(40)).max(20).optional(),
    }),
  })
  .meta({ id: "PasskeyRegistration" });

export const authenticationCredential = z
  .looseObject({
    ...credential,
    response: z.looseObject({
      clientDataJSON: part,
      authenticatorData: part,
      signature: part,
      userHandle: z.string().max(200).nullish(),
    }),
  })
  .meta({ id: "PasskeyAssertion" });

/** For the browser's Signal API: the passkeys that are still good. */
export const knownPasskeys = z.object({ rpId: z.string(), userId: base64url, credentialIds: z.array(base64url) });
