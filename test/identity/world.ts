import {
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import type { FetchImplementation } from "jose";
import type { SigningKeyRecord, SigningKeyStore } from "../../shared/ports/stores.ts";
import type { Vault, VaultContext } from "../../shared/ports/vault.ts";
import type { WithdrawingKeyStore } from "../../shared/aws/dynamodb/key-stores.ts";
import { issuerSchema } from "../../shared/settings/issuer.ts";
import type { Caller, Tokens } from "../../shared/identity/caller.ts";
import { isRefused } from "../../shared/identity/verify-jwt.ts";
import { createTokens } from "../../shared/identity/tokens.ts";

export const now = Date.UTC(2026, 9, 14, 12);
export const seconds = now / 1000;
export const day = 86_400_000;
export const serviceIssuer = "https://2fa.example.com";

/** An issuer's key with what it takes to sign by hand: the tests make tokens that no library would make. */
export function ecKey(kid: string) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    alg: "ES256",
    kid,
    publicKey,
    privateKey,
    publicJwk: { ...publicKey.export({ format: "jwk" }), kid, alg: "ES256" },
  };
}
export function rsaKey(kid: string, modulusLength = 2048) {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength });
  return { alg: "RS256", kid, publicKey, privateKey, publicJwk: { ...publicKey.export({ format: "jwk" }), kid } };
}

export const base64url = (value: unknown): string =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

export function signedBy(privateKey: KeyObject, header: object, claims: object | string): string {
  const input = `${base64url(header)}.${base64url(claims)}`;
  return `${input}.${sign("sha256", Buffer.from(input), { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

interface Key {
  readonly alg: string;
  readonly kid: string;
  readonly privateKey: KeyObject;
}
export const tokenOf = (key: Key, claims: object | string, header: object = {}): string =>
  signedBy(key.privateKey, { alg: key.alg, kid: key.kid, typ: "JWT", ...header }, claims);

export const acmeKey = ecKey("acme-1");
const acme = {
  id: "acme",
  issuer: "https://login.acme.example",
  audience: ["shop", "bank"],
  accessTokenFor: ["shop", "bank"],
  adminFor: ["shop", "bank"],
  jwks: { keys: [acmeKey.publicJwk] },
  algorithms: ["ES256"],
  tenantClaim: "org",
  rolesClaim: "roles",
  adminRole: "2fa-admin",
  operatorRole: "2fa-operator",
};
export const goodClaims = {
  iss: acme.issuer,
  sub: "alice",
  aud: "shop",
  iat: seconds - 5,
  exp: seconds + 60,
  auth_time: seconds - 10,
  org: "acme-corp",
  email: "alice@acme.example",
  preferred_username: "alice",
  roles: ["2fa-admin", "reader"],
};

export const acmeIssuer = (changed: object = {}) => issuerSchema.parse({ ...acme, ...changed });

/** Remembers what it was asked, and opens a value only in the context that it was sealed for. */
export function fakeVault(macKey = "the vault's own") {
  const calls: string[] = [];
  const seal = (context: VaultContext, plain: Uint8Array) =>
    Buffer.concat([Buffer.from(`${JSON.stringify(context)}\n`), plain]);
  const vault: Vault = {
    seal: async (context, plain) => {
      calls.push("seal");
      return seal(context, plain);
    },
    open: async (context, sealed) => {
      calls.push("open");
      const prefix = seal(context, new Uint8Array());
      if (!prefix.equals(sealed.subarray(0, prefix.length))) throw new Error("sealed for another context");
      return sealed.subarray(prefix.length);
    },
    reseal: () => Promise.reject(new Error("not needed")),
    mac: async (context, bytes) => {
      calls.push("mac");
      return createHmac("sha256", macKey).update(JSON.stringify(context)).update(bytes).digest();
    },
    limitedTo: () => vault,
  };
  return { vault, calls };
}

export function memoryStore() {
  const records = new Map<string, SigningKeyRecord>();
  const withdrawn = new Set<string>();
  const expiries = new Map<string, number>();
  const calls = { list: 0, add: 0 };
  let down = false;
  const store: WithdrawingKeyStore = {
    list: async () => {
      calls.list += 1;
      if (down) throw new Error("table down");
      return { keys: [...records.values()], withdrawn: [...withdrawn] };
    },
    add: async (key, expiresAt) => {
      calls.add += 1;
      await Promise.resolve();
      if (records.has(key.kid) || withdrawn.has(key.kid)) return "conflict";
      records.set(key.kid, key);
      expiries.set(key.kid, expiresAt);
      return "written";
    },
    withdraw: async (kid, _at, expiresAt) => {
      records.delete(kid);
      withdrawn.add(kid);
      expiries.set(kid, expiresAt);
    },
  };
  return { store, records, expiries, calls, setDown: (value: boolean) => (down = value) };
}

const noFetch: FetchImplementation = () => Promise.reject(new Error("nothing should be fetched"));

/** One process; processes of one deployment share the store. */
export function tokensWith(
  given: {
    readonly issuers?: readonly ReturnType<typeof acmeIssuer>[];
    readonly store?: SigningKeyStore;
    readonly vault?: Vault;
    readonly fetchJwks?: FetchImplementation;
    readonly serviceIssuer?: string;
  } = {},
) {
  const tokens = createTokens({
    settings: {
      serviceIssuer: given.serviceIssuer ?? serviceIssuer,
      trustedIssuers: [...(given.issuers ?? [acmeIssuer()])],
      assertionSeconds: 300,
      accessTokenSeconds: 300,
    },
    vault: given.vault ?? fakeVault().vault,
    signingKeys: given.store ?? memoryStore().store,
    fetchJwks: given.fetchJwks ?? noFetch,
  });
  return {
    ...tokens,
    examine: tokens.identify,
    /** Null: the token proves nothing. */
    identify: async (...call: Parameters<Tokens["identify"]>): Promise<Caller | null> => {
      const caller = await tokens.identify(...call);
      return isRefused(caller) ? null : caller;
    },
    faultOf: async (...call: Parameters<Tokens["identify"]>) => {
      const caller = await tokens.identify(...call);
      return isRefused(caller) ? caller.fault : null;
    },
  };
}

export const noise = (bytes: number): string => randomBytes(bytes).toString("base64url");

export const claimsIn = (token: string): Record<string, unknown> => parsed(token, 1);
export const headerIn = (token: string): Record<string, unknown> => parsed(token, 0);
const parsed = (token: string, part: number): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[part] ?? "", "base64url").toString()) as Record<string, unknown>;

export const privateKeyOf = (jwk: Uint8Array): KeyObject =>
  createPrivateKey({ key: JSON.parse(Buffer.from(jwk).toString()) as JsonWebKey, format: "jwk" });

export const callerFor = (claims: object, issuer: object = {}, header: object = {}) =>
  tokensWith({ issuers: [acmeIssuer(issuer)] }).identify(tokenOf(acmeKey, { ...goodClaims, ...claims }, header), now);
