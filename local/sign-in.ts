import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import type { Instant } from "../shared/account/instant.ts";
import type { Clock } from "../shared/ports/clock.ts";
import { issuerSchema, type TrustedIssuer } from "../shared/settings/issuer.ts";

export interface DemoUser {
  readonly email: string;
  readonly password: string;
  readonly tenant: string;
  readonly roles: readonly string[];
}

const adminRole = "admin";
const demoPassword = "correct horse battery staple";

/** The people of the local run. Their password is public; nothing but the local sign-in knows it. */
export const demoUsers: readonly DemoUser[] = [
  { email: "user@example.com", password: demoPassword, tenant: "acme", roles: [] },
  { email: "second@example.com", password: demoPassword, tenant: "acme", roles: [] },
  { email: "admin@example.com", password: demoPassword, tenant: "acme", roles: [adminRole] },
  { email: "user@umbrella.example", password: demoPassword, tenant: "umbrella", roles: [] },
];

interface StoredPassword {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

interface FirstFactor {
  readonly token: string;
  /** Seconds. */
  readonly expiresIn: number;
}

export interface SignIn {
  /** Its entry among the trusted issuers. */
  readonly issuer: TrustedIssuer;
  /** A first-factor token, or null: no such user, or another password. Both take as long. */
  signIn(email: string, password: string): Promise<FirstFactor | null>;
  /** Says again when somebody's password was right, for an app that keeps its users signed in. Null: no such user. */
  restate(email: string, passwordAt: Instant): Promise<FirstFactor | null>;
}

const algorithm = "ES256";
/** The client app that its tokens are for. */
export const audience = "demo-app";
export const issuerId = "local";
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

/** Where browsers open the pages: passkeys know no address such as 127.0.0.1, and localhost is this machine too (RFC 6761 section 6.3). */
export const pageUrl = (url: string): string => url.replace("127.0.0.1", "localhost");

/** A login as a client app would have it: checks the password and says so in a signed token. Only of the local run. */
export async function createSignIn({ url, clock }: { readonly url: string; readonly clock: Clock }): Promise<SignIn> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm);
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const issuer = `${url}/local`;
  const passwords = await (stored ??= storePasswords());

  const tokenFor = async ({ email, tenant, roles }: DemoUser, passwordAt: Instant): Promise<FirstFactor> => {
    const now = Math.floor(clock.now() / 1000);
    const authTime = Math.floor(passwordAt / 1000);
    const token = await new SignJWT({
      email,
      email_verified: true,
      preferred_username: email,
      tenant,
      roles,
      auth_time: authTime,
    })
      .setProtectedHeader({ alg: algorithm, kid, typ: "JWT" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(email)
      .setIssuedAt(now)
      .setExpirationTime(now + expiresIn)
      .sign(privateKey);
    return { token, expiresIn };
  };
  const userNamed = (email: string): DemoUser | undefined => demoUsers.find((one) => one.email === email);

  return {
    issuer: issuerSchema.parse({
      id: issuerId,
      issuer,
      audience: [audience],
      jwks: { keys: [{ ...publicJwk, kty: "EC", kid, alg: algorithm, use: "sig" }] },
      algorithms: [algorithm],
      tenantClaim: "tenant",
      rolesClaim: "roles",
      adminRole,
      operatorRole: "operator",
      webauthn: { rpId: "localhost", rpName: "Countersign", origins: [pageUrl(url)] },
    }),
    signIn: async (email, password) => {
      const user = userNamed(email);
      const isRight = await matches(password, passwords.users.get(email) ?? passwords.nobody);
      return isRight && user !== undefined ? tokenFor(user, clock.now()) : null;
    },
    restate: async (email, passwordAt) => {
      const user = userNamed(email);
      return user === undefined ? null : tokenFor(user, passwordAt);
    },
  };
}
