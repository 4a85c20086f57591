/** @module-tag crowds */
import { TOTP } from "otpauth";
import { describe, expect, it } from "vitest";
import { Authenticator, type Ceremony } from "../harness/authenticator.ts";
import type { Person } from "../harness/person.ts";
import { shopOrigin, withPasskeys, world } from "../harness/world.ts";

const { service, organisation: acme, organisationOf } = world({ ...withPasskeys, issuer: "shop" });
let nth = 0;
const newcomer = (claims: object = {}): Person => acme.person(`user-${(nth += 1)}`, claims);
const keyOf = (said: Partial<Ceremony> = {}) => new Authenticator(shopOrigin, said);
const phone = () => `+4179124${String(1000 + (nth += 1))}`;
const weak = { code: "insufficient_user_authentication", methods: ["passkey", "backup_code"] };

describe("a set-up", () => {
  it("asks for the authenticator that the user chose, and leaves out the keys that are there", async () => {
    const ada = newcomer();
    const first = keyOf({ transports: ["usb", "nfc"] });
    await ada.hasPasskey(first);
    const { body } = await ada.enrollPasskey({ authenticator: "security-key", label: "Blue key" });
    expect(body["factor"]).toMatchObject({ label: "Blue key", synced: false });
    expect(body["publicKey"]).toMatchObject({
      excludeCredentials: [{ type: "public-key", id: first.keys[0]?.id, transports: ["usb", "nfc"] }],
      authenticatorSelection: { residentKey: "discouraged", authenticatorAttachment: "cross-platform" },
      hints: ["security-key"],
    });
    const other = await ada.enrollPasskey({ authenticator: "this-device" });
    expect(other.body["publicKey"]).toMatchObject({
      authenticatorSelection: { residentKey: "preferred", authenticatorAttachment: "platform" },
      hints: ["client-device"],
    });
    expect((await ada.enrollPasskey({ authenticator: "fridge" })).status).toBe(400);
  });

  it("is confirmed by its own field, and by one field only", async () => {
    const ada = newcomer();
    const { body } = await ada.enrollPasskey();
    const credential = keyOf().create(body["publicKey"]);
    expect((await ada.confirm(ada.passkeyFactorId, "123456")).body).toMatchObject({
      code: "invalid_request",
      errors: [{ path: "credential" }],
    });
    const path = `/v1/factors/${ada.passkeyFactorId}/confirm`;
    for (const wrong of [{}, { code: "123456", credential }, { credential: { ...credential, id: 7 } }])
      expect((await ada.withPassword("POST", path, { body: wrong })).body["code"]).toBe("invalid_request");
    expect((await ada.confirmPasskey(ada.passkeyFactorId, credential, { label: "Mine" })).body["factor"]).toMatchObject(
      {
        label: "Mine",
        status: "active",
        provider: null,
      },
    );
    expect((await ada.confirmPasskey(ada.passkeyFactorId, credential)).body["code"]).toBe("code_already_used");
  });

  it("twice answered with different keys counts for the first, and the second is told so", async () => {
    const ada = newcomer();
    const { body } = await ada.enrollPasskey();
    const [one, other] = [keyOf().create(body["publicKey"]), keyOf().create(body["publicKey"])];
    const answers = await Promise.all([one, other].map(async (made) => ada.confirmPasskey(ada.passkeyFactorId, made)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.find(({ status }) => status !== 200)?.body["code"];
    expect(["enrollment_expired", "code_already_used"]).toContain(refused);
    expect((await ada.withPassword("POST", "/v1/login")).body["factors"]).toHaveLength(1);
  });

  it("is for those whose policy allows it, and synced keys are refused where they must stay on one device", async () => {
    const strict = organisationOf("bound");
    const usual = { userVerification: "preferred", downgrade: "allow" };
    await strict.setPolicy({ passkeys: { ...usual, allowed: "device-bound" } });
    const ada = strict.person("ada");
    const { body } = await ada.enrollPasskey();
    const synced = keyOf({ backupEligible: true }).create(body["publicKey"]);
    expect((await ada.confirmPasskey(ada.passkeyFactorId, synced)).body).toMatchObject({
      code: "passkey_refused",
      reason: "synced",
    });
    const bound = keyOf();
    await ada.confirmPasskey(ada.passkeyFactorId, bound.create(body["publicKey"]));
    await strict.setPolicy({ passkeys: { ...usual, allowed: "off" } });
    const ben = strict.person("ben");
    expect((await ben.enrollPasskey()).body["code"]).toBe("factor_type_not_allowed");
    expect((await ben.withPassword("GET", "/v1/factors")).body["policy"].factorTypes).toEqual(["totp", "sms"]);
    // Passkeys that exist go on working.
    expect((await ada.loginWithPasskey(bound)).status).toBe(200);
  });

  it("is no first factor where the organisation registers phones beforehand", async () => {
    const strict = organisationOf("registered");
    await strict.setPolicy({ phoneRegistration: "pre-registered" });
    expect((await strict.person("ada").enrollPasskey()).body["code"]).toBe("phone_not_pre_registered");
  });

  it("of an eleventh passkey is refused", async () => {
    const ada = newcomer();
    for (let made = 0; made < 10; made += 1) {
      const key = keyOf();
      await ada.hasPasskey(key);
      await ada.loginWithPasskey(key);
    }
    expect((await ada.enrollPasskey()).body["code"]).toBe("too_many_factors");
  });
});

describe("a login's challenge", () => {
  it("is dead once another tab has logged in, and after five minutes", async () => {
    const ada = newcomer();
    const key = keyOf();
    await ada.hasPasskey(key);
    const tabs = [await ada.withPassword("POST", "/v1/login"), await ada.withPassword("POST", "/v1/login")];
    const [one = {}, other = {}] = tabs.map(({ body }) => key.get(body["publicKey"]));
    expect((await ada.verifyPasskey(one)).status).toBe(200);
    expect((await ada.verifyPasskey(one)).body["code"]).toBe("challenge_expired");
    expect((await ada.verifyPasskey(other)).body["code"]).toBe("challenge_expired");
    const late = key.get((await ada.withPassword("POST", "/v1/login")).body["publicKey"]);
    service.clock.forward(300);
    expect((await ada.verifyPasskey(late)).body["code"]).toBe("challenge_expired");
    expect((await ada.loginWithPasskey(key)).status).toBe(200);
  });

  it("is good for one user alone, and for no expiry of somebody's own", async () => {
    const [ada, ben] = [newcomer(), newcomer()];
    const [hers, his] = [keyOf(), keyOf()];
    await ada.hasPasskey(hers);
    await ben.hasPasskey(his);
    const { publicKey } = (await ben.withPassword("POST", "/v1/login")).body;
    const own = (await ada.withPassword("POST", "/v1/login")).body["publicKey"];
    expect((await ada.verifyPasskey(hers.get({ ...own, challenge: publicKey.challenge }))).body["code"]).toBe(
      "challenge_expired",
    );
    const bytes = Buffer.from(own.challenge, "base64url");
    for (const at of [0, 17, 20, 21, 36]) {
      const forged = Buffer.from(bytes);
      forged[at] = (forged[at] ?? 0) ^ 1;
      const challenge = forged.toString("base64url");
      expect((await ada.verifyPasskey(hers.get({ ...own, challenge }))).body["code"]).toBe("challenge_expired");
    }
    expect((await ada.verifyPasskey(hers.get(own))).status).toBe(200);
  });
});

describe("while a user has a passkey", () => {
  it("a password, a code of an app and a stolen phone change nothing; a passkey and a backup code do", async () => {
    const ada = newcomer();
    await ada.hasTotp();
    const key = keyOf();
    await ada.hasPasskey(key);
    const { passkeyFactorId } = ada;
    const changes = [
      ["POST", "/v1/factors", { type: "totp" }],
      ["DELETE", `/v1/factors/${passkeyFactorId}`],
      ["DELETE", "/v1/factors"],
      ["POST", "/v1/backup-codes"],
    ] as const;
    await ada.loginWithTotp();
    for (const [method, path, body] of changes) {
      for (const answer of [
        await ada.withAccess(method, path, { body }),
        await ada.withPassword(method, path, { body }),
      ]) {
        expect(answer.status, `${method} ${path}`).toBe(401);
        expect(answer.body).toMatchObject(weak);
        expect(answer.headers.get("www-authenticate")).toContain('acr_values="urn:countersign:2fa"');
      }
    }
    // Rename, list and activity go on as before.
    const rename = { body: { label: "Mine" } };
    expect((await ada.withAccess("PATCH", `/v1/factors/${passkeyFactorId}`, rename)).status).toBe(200);
    expect((await ada.withAccess("GET", "/v1/activity")).status).toBe(200);

    await ada.verify(ada.backupCodes[0] ?? "");
    expect((await ada.withAccess("POST", "/v1/factors", { body: { type: "totp" } })).status).toBe(201);
    await ada.loginWithPasskey(key);
    expect((await ada.withAccess("DELETE", `/v1/factors/${ada.totpFactorId}`)).status).toBe(204);
  });

  it("an app whose set-up a thief began before it is not confirmed by a code of another app", async () => {
    const ada = newcomer();
    await ada.hasTotp();
    const begun = await ada.withAccess("POST", "/v1/factors", { body: { type: "totp" } });
    const app = new TOTP({ secret: String(begun.body["secret"]) });
    const key = keyOf();
    await ada.hasPasskey(key);
    await ada.loginWithTotp();
    const confirm = async () => {
      const code = app.generate({ timestamp: service.clock.now() });
      return ada.withAccess("POST", `/v1/factors/${String(begun.body["factor"].id)}/confirm`, { body: { code } });
    };
    const refused = await confirm();
    expect([refused.status, refused.body]).toEqual([401, expect.objectContaining(weak)]);
    await ada.loginWithPasskey(key);
    expect((await confirm()).status).toBe(200);
  });

  it("it is the one that a login asks for, and no SMS goes out by itself", async () => {
    const ada = newcomer();
    await ada.hasSms(phone());
    await ada.hasPasskey(keyOf());
    const sent = service.outbox.messages.length;
    const { body } = await ada.withPassword("POST", "/v1/login");
    expect(service.outbox.messages).toHaveLength(sent);
    expect(body).toMatchObject({ challenge: null, factors: [{ type: "sms", preferred: false }, { preferred: true }] });
  });
});
