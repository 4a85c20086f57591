import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Clock } from "../shared/ports.ts";
import type { TrustedIssuer } from "../shared/settings.ts";
import { adminRole, type DemoUser, demoUsers } from "./demo-users.ts";

interface StoredPassword {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

export interface SignIn {
  /** Its entry among the trusted issuers. */
  readonly issuer: TrustedIssuer;
  /** A first-factor token, or null: no such user, or another password. Both take as long. */
  signIn(email: string, password: string): Promise<{ readonly token: string; readonly expiresIn: number } | null>;
}

const algorithm = "ES256";
const audience = "demo-app";
const expiresIn = 900;
const hashBytes = 32;

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

async function store(password: string): Promise<StoredPassword> {
  const salt = randomBytes(16);
  return { salt, hash: await derive(password, salt, hashBytes) };
}

const matches = async (password: string, { salt, hash }: StoredPassword): Promise<boolean> =>
  timingSafeEqual(await derive(password, salt, hashBytes), hash);

/** The same for every service of the process: hashing is slow on purpose. */
let stored:
  | Promise<{ readonly users: ReadonlyMap<string, StoredPassword>; readonly nobody: StoredPassword }>
  | undefined;

const storePasswords = async () => ({
  users: new Map(
    await Promise.all(demoUsers.map(async ({ email, password }) => [email, await store(password)] as const)),
  ),
  nobody: await store(randomBytes(16).toString("hex")),
});

/** A login as a client app would have it: checks the password and says so in a signed token. Only of the local run. */
export async function createSignIn({ url, clock }: { readonly url: string; readonly clock: Clock }): Promise<SignIn> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm);
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const issuer = `${url}/local`;
  const passwords = await (stored ??= storePasswords());

  const tokenFor = ({ email, tenant, roles }: DemoUser): Promise<string> => {
    const now = Math.floor(clock.now() / 1000);
    return new SignJWT({ email, preferred_username: email, tenant, roles, auth_time: now })
      .setProtectedHeader({ alg: algorithm, kid, typ: "JWT" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(email)
      .setIssuedAt(now)
      .setExpirationTime(now + expiresIn)
      .sign(privateKey);
  };

  return {
    issuer: {
      id: "local",
      issuer,
      audience: [audience],
      jwks: { keys: [{ ...publicJwk, kty: "EC", kid, alg: algorithm, use: "sig" }] },
      algorithms: [algorithm],
      tenantClaim: "tenant",
      rolesClaim: "roles",
      adminRole,
      operatorRole: "operator",
      authTimeFromIat: false,
    },
    signIn: async (email, password) => {
      const user = demoUsers.find((one) => one.email === email);
      const isRight = await matches(password, passwords.users.get(email) ?? passwords.nobody);
      return isRight && user !== undefined ? { token: await tokenFor(user), expiresIn } : null;
    },
  };
}
