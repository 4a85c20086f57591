import { createHash } from "node:crypto";
import { managedNonce } from "@noble/ciphers/utils.js";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { TOTP } from "otpauth";
import { describe, expect, it } from "vitest";
import { appOfUri } from "../../operate/import/fields.ts";
import { betterAuthRows, supertokensRows } from "../../operate/import/formats/tables.ts";
import { outcomeOf } from "../harness/at-once.ts";
import { world } from "../harness/world.ts";
import { importText, loginWith, rfcBase32, rfcKey } from "./importing.ts";
import { pskcEncrypted, pskcOfPrivacyidea, pskcPassword, pskcPlain } from "./pskc-files.ts";

const acme = world();
const hexKey = Buffer.from(rfcKey).toString("hex");
const json = JSON.stringify;
const uri = `otpauth://totp/Acme:u?secret=${rfcBase32}&issuer=Acme`;

const otp = (value: string, data: object = {}) => ({
  type: "otp",
  userLabel: "Phone",
  createdDate: 1_760_000_000_000,
  secretData: json({ value }),
  credentialData: json({ subType: "totp", digits: 6, counter: 0, period: 30, algorithm: "HmacSHA1", ...data }),
});
const django = (fields: object = {}) => ({
  model: "otp_totp.totpdevice",
  pk: 1,
  fields: { user: "django", name: "default", confirmed: true, key: hexKey, step: 30, t0: 0, digits: 6, drift: 0, last_t: -1, ...fields }, // prettier-ignore
});

/** As better-auth seals it: a nonce in front, hexadecimal. */
const betterAuthSecret = "a secret of the app";
const sealed = (text: string): string => {
  const key = new Uint8Array(createHash("sha256").update(betterAuthSecret).digest());
  return Buffer.from(managedNonce(xchacha20poly1305)(key).encrypt(new Uint8Array(Buffer.from(text)))).toString("hex");
};

/** A message of Google Authenticator's transfer: one app. */
const transfer = ({ kind = 2, algorithm = 1, digits = 1 } = {}): string => {
  const field = (number: number, bytes: Uint8Array) => [number * 8 + 2, bytes.length, ...bytes];
  const app = [
    ...field(1, Buffer.from(rfcKey)),
    ...field(2, Buffer.from("google")),
    4 * 8,
    algorithm,
    5 * 8,
    digits,
    6 * 8,
    kind,
  ];
  const message = Buffer.from([...field(1, Uint8Array.from(app)), 2 * 8, 1, 3 * 8, 1]);
  return `otpauth-migration://offline?data=${encodeURIComponent(message.toString("base64"))}`;
};

it("the key of the fixtures is that of RFC 6238, whose code at 59 seconds ends in 287082", () => {
  expect(new TOTP({ secret: rfcBase32 }).generate({ timestamp: 59_000 })).toBe("287082");
  expect(Buffer.from(appOfUri(uri, "uri").secret).toString()).toBe(rfcKey);
});

type Source = readonly [from: string, userId: string, text: string, secret?: string];
const sources: readonly Source[] = [
  ["keycloak", "kc", json({ users: [{ id: "kc", credentials: [otp(rfcKey)] }] })],
  ["keycloak", "kc3", json({ users: [{ id: "kc3", credentials: [otp(rfcBase32, { secretEncoding: "base32" })] }] })],
  ["keycloak", "kc32", json({ users: [{ id: "kc32", credentials: [otp(rfcBase32, { secretEncoding: "BASE32" })] }] })],
  ["auth0", "auth0|u1", json([{ email: "a@example.com", user_id: "auth0|u1", mfa_factors: [{ totp: { secret: rfcBase32 } }, { phone: { value: "+41791234567" } }] }])], // prettier-ignore
  ["kratos", "kratos", `${json({ id: "kratos", credentials: { totp: { config: { totp_url: uri } } } })}\n`],
  ["better-auth", "ba", json([{ userId: "ba", secret: sealed(rfcKey), backupCodes: "x" }]), betterAuthSecret],
  ["better-auth", "ba1", json([{ userId: "ba1", secret: `$ba$1$${sealed(rfcKey)}` }]), betterAuthSecret],
  ["django-otp", "django", json([django()])],
  ["supertokens", "st", json({ users: [{ externalUserId: "st", totpDevices: [{ secretKey: rfcBase32, period: 30, skew: 1 }] }] })], // prettier-ignore
  ["fusionauth", "fa", json({ users: [{ id: "fa", twoFactor: { methods: [{ method: "authenticator", secret: Buffer.from(rfcKey).toString("base64") }] } }] })], // prettier-ignore
  ["privacyidea", "pi", pskcPlain("pi")],
  ["privacyidea", "pi2", `# version: 2\npi2, resolver, realm, OATH1, ${hexKey}, TOTP, 6, 30\n`],
  ["privacyidea", "pi3@realm", `pi3@realm, TOTP0001, ${hexKey}, totp, 6, 30`],
  ["privacyidea", "TOTP0002", `n/a, TOTP0002, ${hexKey}, totp, 6, 30`],
  ["privacyidea", "TOTP0003", pskcOfPrivacyidea("TOTP0003").text, pskcOfPrivacyidea("TOTP0003").key],
  ["pskc", "pskc", pskcPlain("pskc")],
  ["pskc", "pskc-key", pskcEncrypted("pskc-key").text, pskcEncrypted("pskc-key").key],
  ["pskc", "pskc-pw", pskcPassword("pskc-pw", "qwerty"), "qwerty"],
  ["oath-csv", "oath", `oath, ${hexKey}, TOTP, 6, 30\n`],
  ["otpauth", "list", `list,${uri}\n`],
  ["otpauth", "json", `${json({ userId: "json", uri })}\n`],
  ["google-migration", "google", `${transfer()}\n`],
];

describe("each format's app logs in once, and not twice", () => {
  it.each(sources.map((source) => ({ source, name: source.slice(0, 2).join(", user ") })))(
    "$name",
    async ({ source }) => {
      const [from, userId, text, secret = ""] = source;
      const imported = await importText(acme, from, text, { secret });
      expect(imported).toMatchObject({ rows: 1, done: 1, failed: 0, kept: 0, already: 0 });
      expect((await loginWith(acme, userId)).status).toBe(200);
      expect(outcomeOf(await loginWith(acme, userId))).toBe("code_already_used");
    },
  );
});

const other = (digit: string): string => (digit === "0" ? "1" : "0");
describe("what nobody can take along is refused, by line and field, without the secret", () => {
  it.each([
    ["keycloak", json({ users: [{ id: "x", credentials: [otp(rfcKey, { algorithm: "HmacSHA256" })] }] }), "algorithm"],
    ["keycloak", json({ users: [{ id: "x", credentials: [otp(rfcKey, { digits: 8 })] }] }), "digits"],
    ["keycloak", json({ users: [{ id: "x", credentials: [otp(rfcKey, { subType: "hotp" })] }] }), "subType"],
    [
      "keycloak",
      json({ users: [{ id: "x", credentials: [otp("1nope1", { secretEncoding: "BASE32" })] }] }),
      "secretData.value",
    ],
    ["auth0", json([{ user_id: "x", mfa_factors: [{ totp: { secret: "1nope1" } }] }]), "mfa_factors.0.totp.secret"],
    ["auth0", json([{ user_id: "x", mfa_factors: [{ phone: { value: "1nope1" } }] }]), "phoneNumber"],
    ["django-otp", json([django({ t0: 7 })]), "t0"],
    ["django-otp", json([django({ step: 60 })]), "period"],
    ["django-otp", json([django({ digits: 8 })]), "digits"],
    ["django-otp", json([django({ key: "1nope1x" })]), "key"],
    ["better-auth", json([{ userId: "x", secret: sealed(rfcKey).replace(/^./, other) }]), "secret"],
    [
      "kratos",
      json({ id: "x", credentials: { totp: { config: { totp_url: `${uri}&algorithm=SHA256` } } } }),
      "algorithm",
    ],
    ["otpauth", `x,${uri}&digits=8`, "digits"],
    ["otpauth", `x,otpauth://hotp/a?secret=${rfcBase32}&counter=1`, "uri"],
    ["otpauth", uri, "userId"],
    ["oath-csv", `x, ${hexKey}, HOTP, 6`, "type"],
    ["oath-csv", `x, 1nope1, TOTP, 6, 30`, "hexseed"],
    ["google-migration", transfer({ kind: 1 }), "type"],
    ["google-migration", transfer({ digits: 2 }), "digits"],
    ["pskc", pskcPlain("x").replace("pskc:totp", "pskc:hotp"), "Algorithm"],
    ["privacyidea", pskcOfPrivacyidea("x", { hash: "sha256" }).text, "algorithm"],
    ["privacyidea", `x@realm, TOTP1, ${hexKey}, totp, 8, 30`, "digits"],
    ["privacyidea", `x@realm, OATH1, ${hexKey}, hotp, 6`, "type"],
    ["pskc", pskcEncrypted("x").text.replace(/(?<=<ValueMAC>)./, (first) => (first === "A" ? "B" : "A")), "ValueMAC"],
  ])("%s %#", async (from, text, field) => {
    const secret = from === "better-auth" ? betterAuthSecret : pskcEncrypted("x").key;
    const { failed, done, said } = await importText(acme, from, text, { secret });
    expect({ failed, done }).toEqual({ failed: 1, done: 0 });
    expect(said.join("\n")).toMatch(/^Line 1, /);
    expect(said.join("\n")).toContain(field);
    for (const canary of [rfcKey, rfcBase32, hexKey, "1nope1"]) expect(said.join("\n")).not.toContain(canary);
    expect((await acme.organisation.person("x").withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
  });

  it("a document type in a PSKC file, whatever it says", async () => {
    const evil = `<!DOCTYPE x [<!ENTITY a "b">]>${pskcPlain("x")}`;
    await expect(importText(acme, "pskc", evil)).rejects.toThrow("document type");
  });
});

describe("passkeys", () => {
  const key = Buffer.from("a COSE key, which a later check reads");
  const id = Buffer.from("an id of a credential");
  const aaguid = Buffer.from("00112233445566778899aabbccddeeff", "hex");
  const length = Buffer.from([0, id.length]);
  const betterAuth = {
    userId: "ba-key",
    name: "Laptop",
    credentialID: id.toString("base64url"),
    publicKey: key.toString("base64"),
    counter: 7,
    deviceType: "multiDevice",
    backedUp: true,
    transports: "internal,hybrid",
    aaguid: "00112233-4455-6677-8899-aabbccddeeff",
    createdAt: "2026-01-02T03:04:05.000Z",
  };
  const supertokens = {
    id: id.toString("base64url"),
    app_id: "public",
    rp_id: "shop.example",
    user_id: "st-key".padEnd(36),
    counter: 7,
    public_key: `\\x${Buffer.concat([aaguid, length, id, key]).toString("hex")}`,
    transports: '["INTERNAL","hybrid"]',
    created_at: Date.parse("2026-01-02T03:04:05.000Z"),
  };

  it("of better-auth and SuperTokens are read from their tables", async () => {
    const [fromBetterAuth] = await betterAuthRows([betterAuth], async () => Promise.reject(new Error("not needed")));
    const [fromSupertokens] = supertokensRows([supertokens]);
    const inOurOrder = ["hybrid", "internal"];
    const same = {
      type: "passkey",
      credentialId: new Uint8Array(id),
      publicKey: new Uint8Array(key),
      aaguid: new Uint8Array(aaguid),
      signCount: 7,
      createdAt: Date.parse("2026-01-02T03:04:05.000Z"),
    };
    expect(fromBetterAuth?.user?.factors).toEqual([
      { ...same, label: "Laptop", backupEligible: true, transports: inOurOrder },
    ]);
    expect(fromSupertokens).toMatchObject({ userId: "st-key", user: { factors: [{ ...same, rpId: "shop.example" }] } });
    expect(fromSupertokens?.user?.factors[0]).toMatchObject({ transports: inOurOrder });
  });

  it("that are cut short, or are not the credential that their row names, are refused", () => {
    const faults = supertokensRows([
      { ...supertokens, user_id: "cut", public_key: supertokens.public_key.slice(0, 40) },
      { ...supertokens, user_id: "empty", public_key: "\\x00" },
      { ...supertokens, user_id: "other", id: Buffer.from("another id").toString("base64url") },
    ]);
    expect(faults.map((row) => (row.user === null ? row.field : null))).toEqual(["public_key", "public_key", "id"]);
  });

  it("of another site than the import's are refused", async () => {
    const { said, failed } = await importText(acme, "supertokens", json([supertokens]), {
      options: ["--rp-id", "other.example"],
    });
    expect(failed).toBe(1);
    expect(said.join()).toMatch(/rpId/);
  });
});

it("a device of SuperTokens' table is one of its bulk import's, and one that was never verified is left", async () => {
  const device = { user_id: "st-row".padEnd(36), device_name: "Phone", secret_key: rfcBase32, period: 30, skew: 1 };
  const rows = [
    { ...device, verified: true },
    { ...device, user_id: "st-unverified", verified: false },
  ];
  expect(await importText(acme, "supertokens", json({ totp_user_devices: rows }))).toMatchObject({ rows: 2, done: 2 });
  expect((await loginWith(acme, "st-row")).status).toBe(200);
  expect((await acme.organisation.person("st-unverified").withPassword("POST", "/v1/login")).body["decision"]).toBe(
    "allow",
  );
});

it("a set-up of better-auth that was begun and not confirmed is no factor", async () => {
  const row = { userId: "begun", secret: sealed(rfcKey), twoFactorEnabled: false };
  await importText(acme, "better-auth", json([row]), { secret: betterAuthSecret });
  expect((await acme.organisation.person("begun").withPassword("POST", "/v1/login")).body["decision"]).toBe("allow");
});

it("two devices of one user are one row, and a wrong one refuses both", async () => {
  const both = await importText(
    acme,
    "django-otp",
    json([django({ user: "two" }), django({ user: "two", key: "ab".repeat(20) })]),
  );
  expect(both).toMatchObject({ rows: 1, done: 1 });
  const person = acme.organisation.person("two");
  expect((await person.withPassword("POST", "/v1/login")).body["factors"]).toHaveLength(2);
  const wrong = await importText(
    acme,
    "django-otp",
    json([django({ user: "one" }), django({ user: "one", digits: 8 })]),
  );
  expect(wrong).toMatchObject({ rows: 1, failed: 1 });
});
