import { describe, expect, it } from "vitest";
import { decodeJwt } from "jose";
import { Authenticator } from "../harness/authenticator.ts";
import { shopOrigin, withPasskeys, world } from "../harness/world.ts";

const { service, organisation: acme } = world(withPasskeys);
const iCloud = "fbfc3007-154e-4ecc-8c0b-6e020557d7bd";
const synced = { backupEligible: true, backedUp: true, countsBy: 0, transports: ["internal", "hybrid"] };

describe("a passkey as the first and only factor", () => {
  it("is set up, brings backup codes, and is what the next login asks for", async () => {
    const ada = acme.person("ada", { email: "ada@example.com" });
    const phone = new Authenticator(shopOrigin, { ...synced, aaguid: iCloud });
    const offered = await ada.withPassword("GET", "/v1/factors");
    expect(offered.body["policy"].factorTypes).toEqual(["totp", "sms", "passkey"]);
    expect(offered.body).not.toHaveProperty("passkeys");

    const enrolled = await ada.enrollPasskey();
    const { factor, publicKey } = enrolled.body;
    expect(enrolled.status).toBe(201);
    expect(factor).toMatchObject({
      type: "passkey",
      label: "Passkey",
      status: "pending",
      synced: false,
      provider: null,
    });
    // Each passkey of the list has both fields, the one that is not made yet too.
    expect((await ada.withPassword("GET", "/v1/factors")).body["factors"]).toEqual([factor]);
    expect(publicKey).toEqual({
      rp: { id: "shop.example", name: "Shop" },
      user: { id: expect.stringMatching(/^[\w-]{43}$/), name: "ada@example.com", displayName: "ada@example.com" },
      challenge: expect.stringMatching(/^[\w-]{43}$/),
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
      timeout: 300_000,
      attestation: "none",
      excludeCredentials: [],
      authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
      hints: [],
    });

    const confirmed = await ada.confirmPasskey(factor.id, phone.create(publicKey));
    expect(confirmed.status).toBe(200);
    expect(confirmed.body["backupCodes"]).toHaveLength(10);
    expect(confirmed.body["factor"]).toMatchObject({ label: "iCloud Keychain", status: "active", preferred: true });
    expect(confirmed.body["factor"]).toMatchObject({ synced: true, provider: "iCloud Keychain" });
    expect(decodeJwt(String(confirmed.body["assertion"]))).toMatchObject({ factor: "passkey", phr: true, uv: true });

    const login = await ada.withPassword("POST", "/v1/login");
    expect(login.body["factors"]).toEqual([
      { id: factor.id, type: "passkey", label: "iCloud Keychain", preferred: true },
    ]);
    const { publicKey: asked } = login.body;
    expect(asked).toEqual({
      challenge: expect.stringMatching(/^[\w-]{50}$/),
      rpId: "shop.example",
      allowCredentials: [{ type: "public-key", id: phone.keys[0]?.id, transports: ["hybrid", "internal"] }],
      userVerification: "preferred",
      timeout: 300_000,
    });
    const verified = await ada.verifyPasskey(phone.get(asked));
    expect(verified.status).toBe(200);
    expect(verified.body).toMatchObject({ method: "passkey", backupCodes: { remaining: 10 }, failedSinceLastLogin: 0 });
    expect(decodeJwt(String(verified.body["assertion"]))).toMatchObject({
      factor: "passkey",
      factorId: factor.id,
      acr: "urn:countersign:2fa",
      amr: ["pwd", "pop", "mfa"],
      phr: true,
      uv: true,
    });

    // The cost of a login with an app: one read, one conditional write, no KMS.
    const again = await service.aws.during(async () => ada.withPassword("POST", "/v1/login"));
    expect(again).toEqual(["Query"]);
    const answer = phone.get((await ada.withPassword("POST", "/v1/login")).body["publicKey"]);
    expect(await service.aws.during(async () => ada.verifyPasskey(answer))).toEqual(["Query", "Put"]);

    const { body: own } = await ada.withPassword("GET", "/v1/factors");
    expect(own["factors"]).toEqual([
      expect.objectContaining({ type: "passkey", synced: true, provider: "iCloud Keychain", preferred: true }),
    ]);
    expect(own["passkeys"]).toEqual({
      rpId: "shop.example",
      userId: publicKey.user.id,
      credentialIds: [phone.keys[0]?.id],
    });
  });
});
