/** @module-tag histories */
import fc from "fast-check";
import { expect, it } from "vitest";
import { totpSecretBytes, totpSecretText, totpUri } from "../../shared/factors/totp/rules.ts";
import { systemRandom } from "../../shared/runtime/services.ts";

const secret = Uint8Array.from({ length: 20 }, (_, index) => index * 13);

/** Reads base 32 (RFC 4648 section 6) bit by bit, as an authenticator app does. */
function fromBase32(text: string): Uint8Array {
  const bits = [...text]
    .map((char) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(char).toString(2).padStart(5, "0"))
    .join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

function parts(uri: string) {
  const [, label = "", query = ""] = /^otpauth:\/\/totp\/([^/?#]+)\?([^?#]+)$/.exec(uri) ?? [];
  return { label, parameters: Object.fromEntries(query.split("&").map((pair) => pair.split("="))) };
}

it("makes secrets of 160 bits, counted on the bytes that the app reads", () => {
  const made = systemRandom.bytes(totpSecretBytes);
  expect(made.length * 8).toBe(160);
  expect(totpSecretText(made)).toMatch(/^[A-Z2-7]{32}$/);
  expect(Buffer.from(fromBase32(totpSecretText(made)))).toStrictEqual(Buffer.from(made));
});

it("writes the URI that authenticator apps know", () => {
  expect(totpUri(secret, { issuer: "Acme & Söhne", account: "user+2@example.com" })).toBe(
    `otpauth://totp/Acme%20%26%20S%C3%B6hne:user%2B2%40example.com?issuer=Acme%20%26%20S%C3%B6hne&secret=${totpSecretText(secret)}&algorithm=SHA1&digits=6&period=30`,
  );
});

it("survives any issuer and any account name", () => {
  const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
  const issuer = name.filter((text) => !text.includes(":"));
  fc.assert(
    fc.property(issuer, name, fc.uint8Array({ minLength: 20, maxLength: 20 }), (issuedBy, account, bytes) => {
      const uri = totpUri(bytes, { issuer: issuedBy, account });
      expect(uri).toMatch(/^[\x21-\x7e]+$/);
      const { label, parameters } = parts(uri);
      const [prefix = "", ...rest] = label.split(":");
      expect([prefix, ...rest].map(decodeURIComponent)).toStrictEqual([issuedBy, account]);
      expect(parameters).toStrictEqual({
        issuer: prefix,
        secret: totpSecretText(bytes),
        algorithm: "SHA1",
        digits: "6",
        period: "30",
      });
      expect(Buffer.from(fromBase32(parameters["secret"] ?? ""))).toStrictEqual(Buffer.from(bytes));
    }),
  );
});
