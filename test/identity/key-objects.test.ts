import { constants, createSecretKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fitsAlgorithm, isSignedBy, keyObject, readJws } from "../../shared/identity/verify-jwt.ts";
import { acmeKey, goodClaims, tokenOf } from "./world.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const keys: Readonly<Record<string, KeyObject>> = {
  rsa: rsa.publicKey,
  "short rsa": generateKeyPairSync("rsa", { modulusLength: 2040 }).publicKey,
  "P-256": generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey,
  "P-384": generateKeyPairSync("ec", { namedCurve: "P-384" }).publicKey,
  "P-521": generateKeyPairSync("ec", { namedCurve: "P-521" }).publicKey,
  ed25519: generateKeyPairSync("ed25519").publicKey,
  x25519: generateKeyPairSync("x25519").publicKey,
  "a private rsa": rsa.privateKey,
  "a secret": createSecretKey(Buffer.alloc(64)),
};

describe("a key fits the algorithms of its own kind alone (RFC 7518 section 3.1)", () => {
  it.each([
    ["RS256", "rsa"],
    ["RS384", "rsa"],
    ["RS512", "rsa"],
    ["PS256", "rsa"],
    ["PS384", "rsa"],
    ["PS512", "rsa"],
    ["ES256", "P-256"],
    ["ES384", "P-384"],
    ["ES512", "P-521"],
    ["EdDSA", "ed25519"],
    ["Ed25519", "ed25519"],
    ["ES256K", undefined],
    ["HS256", undefined],
    ["none", undefined],
  ])("%s: %s", (alg, fitting) => {
    const fits = Object.keys(keys).filter((name) => fitsAlgorithm(alg, keys[name] ?? rsa.privateKey));
    expect(fits).toEqual(fitting === undefined ? [] : [fitting]);
  });
});

describe("a signature is that of its own algorithm alone", () => {
  const pairs = {
    rsa,
    "P-256": generateKeyPairSync("ec", { namedCurve: "P-256" }),
    "P-384": generateKeyPairSync("ec", { namedCurve: "P-384" }),
    "P-521": generateKeyPairSync("ec", { namedCurve: "P-521" }),
    ed25519: generateKeyPairSync("ed25519"),
  };
  const pkcs = { padding: constants.RSA_PKCS1_PADDING };
  const pss = (saltLength: number) => ({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
  const ec = { dsaEncoding: "ieee-p1363" } as const;
  const signatures = [
    ["RS256", "rsa", "sha256", pkcs],
    ["RS384", "rsa", "sha384", pkcs],
    ["RS512", "rsa", "sha512", pkcs],
    ["PS256", "rsa", "sha256", pss(32)],
    ["PS384", "rsa", "sha384", pss(48)],
    ["PS512", "rsa", "sha512", pss(64)],
    ["ES256", "P-256", "sha256", ec],
    ["ES384", "P-384", "sha384", ec],
    ["ES512", "P-521", "sha512", ec],
    ["EdDSA", "ed25519", null, {}],
    ["Ed25519", "ed25519", null, {}],
  ] as const;
  const text = "header.claims";
  const jwsOf = (signature: Buffer) => ({ header: {}, claims: {}, signed: text, signature });
  const right = (alg: string) => (alg === "EdDSA" || alg === "Ed25519" ? ["EdDSA", "Ed25519"] : [alg]);

  it.each(signatures)("%s", (alg, name, hash, how) => {
    const { publicKey, privateKey } = pairs[name];
    const jws = jwsOf(sign(hash, Buffer.from(text), { key: privateKey, ...how }));
    const own = signatures.filter(([, of]) => of === name).map(([other]) => other);
    expect(own.filter((other) => isSignedBy(publicKey, other, jws))).toEqual(right(alg));
    expect(isSignedBy(publicKey, alg, { ...jws, signed: `${text}.` })).toBe(false);
  });
  it("whose salt is as long as its hash (RFC 7518 section 3.5)", () => {
    const jws = jwsOf(sign("sha256", Buffer.from(text), { key: rsa.privateKey, ...pss(20) }));
    expect(isSignedBy(rsa.publicKey, "PS256", jws)).toBe(false);
  });
});

it("under an algorithm that is not known nothing is signed", () => {
  const jws = readJws(tokenOf(acmeKey, goodClaims));
  if (jws === null) throw new Error("no token");
  expect(["ES256", "HS256", "none"].map((alg) => isSignedBy(acmeKey.publicKey, alg, jws))).toEqual([
    true,
    false,
    false,
  ]);
});

it("a key of a set is turned into one of Node's once, and that one is itself", async () => {
  const { publicKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
  expect(keyObject(publicKey)).toBe(keyObject(publicKey));
  expect(keyObject(acmeKey.publicKey)).toBe(acmeKey.publicKey);
});
