import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Credential, ourFault, ourRegistration, theirRegistration, theirsTake } from "./both.ts";

const hex = z.string().transform((text) => new Uint8Array(Buffer.from(text, "hex")));
const file = z.object({
  vectors: z.array(
    z.object({
      name: z.string(),
      credentialId: hex,
      registration: z.object({ challenge: hex, clientDataJSON: hex, attestationObject: hex }),
      authentication: z.object({
        challenge: hex,
        clientDataJSON: hex,
        authenticatorData: hex,
        signature: hex,
      }),
    }),
  ),
});
/** WebAuthn Level 3, section 16 (test vectors): those of the three algorithms that are offered. */
const { vectors } = file.parse(
  JSON.parse(readFileSync(new URL("webauthn-level-3-vectors.json", import.meta.url), "utf8")),
);
const framed = vectors.filter(({ name }) => /crossOrigin|topOrigin/.test(name));
const plain = vectors.filter((vector) => !framed.includes(vector));

const credentialOf = (read: ReturnType<typeof ourRegistration>): Credential => {
  if (typeof read === "string") throw new Error(`Refused: ${read}`);
  return read;
};

describe("the W3C's test vectors", () => {
  it("are those that were shipped", () => {
    expect(plain).toHaveLength(10);
    expect(framed).toHaveLength(2);
  });

  it.each(plain)("$name: registered and signed in with, as the oracle does", async (vector) => {
    const credential = credentialOf(ourRegistration(vector.registration));
    expect(credential.id).toEqual(vector.credentialId);
    expect(ourFault(credential, vector.authentication)).toBeNull();
    const theirs = await theirRegistration(vector.credentialId, vector.registration);
    // The oracle looks at attestation statements too, and trusts no test root.
    if (theirs !== null) expect(await theirsTake(theirs, vector.authentication)).toBe(true);
    else expect(vector.name).toMatch(/^(packed|tpm|android-key|apple|fido-u2f)-/);
  });

  it.each(framed)("$name: refused, since no page may frame ours", (vector) => {
    expect(ourRegistration(vector.registration)).toBe("cross_origin");
    const registered = vectors.find(({ name }) => name === "none-es256");
    expect(registered).toBeDefined();
    if (registered)
      expect(ourFault(credentialOf(ourRegistration(registered.registration)), vector.authentication)).toBe(
        "cross_origin",
      );
  });
});
