import { calculateJwkThumbprint, exportJWK, type JWK } from "jose";
import { createPublicKey, sign as signWith, type KeyObject, createPrivateKey } from "node:crypto";

/** A P-256 key that signs with ES256 (RFC 7518 section 3.4): kept in KMS (`kmsSigner`), or a private JWK from Secrets Manager (`jwkSigner`). */
export interface Signer {
  /** The public key, for the settings entry of the service. */
  publicJwk(): Promise<PublicJwk>;
  /** The signature's two numbers of 32 bytes, one after the other. */
  sign(input: Uint8Array): Promise<Uint8Array>;
}

export interface PublicJwk {
  readonly kty: string;
  readonly kid: string;
  readonly alg: "ES256";
  readonly [member: string]: unknown;
}

/** A public key under the name that its thumbprint gives (RFC 7638). Throws unless it is one of P-256. */
export async function namedKey(key: KeyObject): Promise<PublicJwk> {
  const { kty, crv, x, y } = await exportJWK(key);
  if (kty !== "EC" || crv !== "P-256") throw new TypeError("The key signs with ES256: it has to be of P-256");
  return { kty, crv, x, y, kid: await calculateJwkThumbprint({ kty, crv, x, y } as JWK), alg: "ES256", use: "sig" };
}

/** Signs with a private key in the form of a JWK, read once. `load` fetches its text, from Secrets Manager for one. */
export function jwkSigner(load: () => Promise<string>): Signer {
  let loaded: Promise<KeyObject> | undefined;
  const key = async (): Promise<KeyObject> => {
    loaded ??= load().then((text) => createPrivateKey({ key: JSON.parse(text) as never, format: "jwk" }));
    // A failure is not kept: the next login tries again.
    return loaded.catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
  };
  return {
    publicJwk: async () => namedKey(createPublicKey(await key())),
    sign: async (input) => signWith("sha256", input, { key: await key(), dsaEncoding: "ieee-p1363" }),
  };
}

export interface Claims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly iat: number;
  readonly exp: number;
  /** When Cognito found the password right. */
  readonly auth_time: number;
  readonly email?: string;
  readonly tenant?: string;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A first-factor token (RFC 7515 section 5.1). */
export async function firstFactorToken(signer: Signer, claims: Claims): Promise<string> {
  const { kid } = await signer.publicJwk();
  const input = `${base64url({ alg: "ES256", kid, typ: "JWT" })}.${base64url(claims)}`;
  return `${input}.${Buffer.from(await signer.sign(Buffer.from(input))).toString("base64url")}`;
}
