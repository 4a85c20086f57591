/** @module-tag histories */
import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Authenticator } from "../../harness/authenticator.ts";
import { type Assertion, ourFault, ourRegistration, party, theirRegistration, theirsTake } from "./both.ts";

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "base64url"));
const key = new Authenticator("https://example.org");
const challenges = { create: randomBytes(32), get: randomBytes(37) };
const created = key.create({
  challenge: challenges.create.toString("base64url"),
  rp: { id: party.rpId },
  user: { id: "dXNlcg" },
});
const registration = {
  challenge: challenges.create,
  clientDataJSON: bytes(created.response.clientDataJSON),
  attestationObject: bytes(created.response.attestationObject),
};
const { response } = key.get({
  challenge: challenges.get.toString("base64url"),
  rpId: party.rpId,
  allowCredentials: [{ id: created.id }],
});
const assertion: Assertion = {
  challenge: challenges.get,
  clientDataJSON: bytes(response.clientDataJSON),
  authenticatorData: bytes(response.authenticatorData),
  signature: bytes(response.signature),
};
const ours = ourRegistration(registration);
if (typeof ours === "string") throw new Error(ours);
const theirs = await theirRegistration(ours.id, registration);
if (theirs === null) throw new Error("The oracle refuses");

const flipped = (whole: Uint8Array, bit: number): Uint8Array => {
  const changed = new Uint8Array(whole);
  const at = bit % (whole.length * 8);
  changed[at >> 3] = (changed[at >> 3] ?? 0) ^ (1 << (at & 7));
  return changed;
};

/** The oracle's DER reader is lax with the tags and lengths of the signature's sequence and of its two numbers; OpenSSL is not. */
function isFrameOf(name: keyof Assertion, bit: number): boolean {
  if (name !== "signature") return false;
  const { signature } = assertion;
  const second = 4 + (signature[3] ?? 0);
  return [0, 1, 2, 3, second, second + 1].includes((bit % (signature.length * 8)) >> 3);
}

describe("an assertion", () => {
  it("is taken as it was signed, by us and by the oracle", async () => {
    expect(ourFault(ours, assertion)).toBeNull();
    expect(await theirsTake(theirs, assertion)).toBe(true);
  });

  it("with one bit changed is refused by both", async () => {
    const part = fc.constantFrom("clientDataJSON" as const, "authenticatorData" as const, "signature" as const);
    await fc.assert(
      fc.asyncProperty(part, fc.nat(), async (name, bit) => {
        const changed = { ...assertion, [name]: flipped(assertion[name], bit) };
        expect(ourFault(ours, changed)).not.toBeNull();
        if (!isFrameOf(name, bit)) expect(await theirsTake(theirs, changed)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it("is refused by another key, one bit away, by both", async () => {
    const cose = theirs.publicKey;
    // The oracle's copy of the key is COSE, whose frame is not the key.
    const [x, y] = [ours.key.subarray(0, 32), ours.key.subarray(32)].map((part) => Buffer.from(cose).indexOf(part));
    expect([x, y]).toEqual([expect.toSatisfy((at) => at > 0), expect.toSatisfy((at) => at > 0)]);
    await fc.assert(
      fc.asyncProperty(fc.nat(511), async (bit) => {
        // A changed point is hardly ever on the curve; then the key cannot even be read.
        expect(() => expect(ourFault({ ...ours, key: flipped(ours.key, bit) }, assertion)).toBeNull()).toThrow();
        const at = 8 * ((bit < 256 ? x : y) ?? 0) + (bit % 256);
        expect(await theirsTake({ ...theirs, publicKey: flipped(cose, at) }, assertion)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});

describe("an attestation object", () => {
  it("that ends early is malformed, wherever it ends", () => {
    const { attestationObject: whole } = registration;
    for (let length = 0; length < whole.length; length += 1)
      expect(ourRegistration({ ...registration, attestationObject: whole.slice(0, length) })).toBe("malformed");
  });

  it("never throws, whatever is in it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(), (noise, bit) => {
        const changes = [noise, flipped(registration.attestationObject, bit)];
        for (const attestationObject of changes) ourRegistration({ ...registration, attestationObject });
        expect(ourRegistration({ ...registration, attestationObject: noise })).toBe("malformed");
      }),
      { numRuns: 500 },
    );
  });
});
