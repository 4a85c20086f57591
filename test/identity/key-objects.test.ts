import { createSecretKey, generateKeyPairSync, type KeyObject } from "node:crypto";
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
