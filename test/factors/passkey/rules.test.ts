import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Account } from "../../../shared/account/account.ts";
import type { Decision } from "../../../shared/account/decision.ts";
import type { PasskeyFactor } from "../../../shared/account/factor.ts";
import { readAssertion, readRegistration } from "../../../shared/factors/passkey/response.ts";
import {
  type AssertionFacts,
  confirmPasskey,
  type RegistrationFacts,
  verifyPasskey,
} from "../../../shared/factors/passkey/rules.ts";
import { accountWith, at, passkey, pending, policy, totp } from "../../account/examples.ts";
import { Authenticator, type Ceremony } from "../../harness/authenticator.ts";
import { party } from "./both.ts";

const origin = "https://example.org";
const handle = randomBytes(32);
const challenge = randomBytes(37);
const key = new Authenticator(origin, { signCount: 0, countsBy: 0 });
const created = readRegistration(
  key.create({
    challenge: challenge.toString("base64url"),
    rp: { id: party.rpId },
    user: { id: handle.toString("base64url") },
  }),
);
if (!created.attested.ok) throw new Error(created.attested.fault);
const credential = { factorId: "key", ...created.attested.credential };
const facts: AssertionFacts = {
  party,
  policy: { userVerification: "preferred" },
  isLive: true,
  userHandle: handle,
  credentials: [credential],
};

const accountOf = (factor: Partial<PasskeyFactor> = {}): Account => accountWith([passkey("key", factor), totp("app")]);
const assert = (said: Partial<Ceremony> = {}) =>
  readAssertion(
    key.get(
      {
        challenge: challenge.toString("base64url"),
        rpId: party.rpId,
        allowCredentials: [{ id: Buffer.from(credential.id).toString("base64url") }],
      },
      said,
    ),
  );
const judge = (
  said: Partial<Ceremony> = {},
  factor: Partial<PasskeyFactor> = {},
  changed: Partial<AssertionFacts> = {},
) => verifyPasskey(accountOf(factor), assert(said), { ...facts, ...changed }, at());
const reasonOf = ({ outcome }: Decision<object>): string =>
  outcome.ok ? "ok" : outcome.refusal.code === "passkey_refused" ? outcome.refusal.reason : outcome.refusal.code;

describe("an assertion", () => {
  it("that is right raises the counter of logins, keeps what the authenticator says, and is told once", () => {
    const { write, outcome } = judge({ signCount: 7, userVerified: false });
    expect(outcome).toMatchObject({ ok: true, method: "passkey", factorId: "key", userVerified: false });
    expect(write?.account).toMatchObject({ passkeyLogins: 6, factors: [{ id: "key", signCount: 7 }, { id: "app" }] });
    expect(write?.event).toMatchObject({ type: "login.succeeded", data: { method: "passkey", userVerified: false } });
  });

  it.each([
    [{ origin: "https://example.org.evil.example" }, "origin"],
    [{ origin: "https://login.example.org" }, "origin"],
    [{ origin: "https://example.org:8443" }, "origin"],
    [{ origin: "http://example.org" }, "origin"],
    [{ origin: "https://example.org." }, "origin"],
    [{ origin: "https://Example.org" }, "origin"],
    [{ origin: "https://xn--exmple-cua.org" }, "origin"],
    [{ origin: "null" }, "origin"],
    [{ crossOrigin: true }, "cross_origin"],
    [{ crossOrigin: true, topOrigin: "https://partner.example" }, "cross_origin"],
    [{ topOrigin: "https://partner.example" }, "cross_origin"],
    [{ type: "webauthn.create" }, "malformed"],
    [{ rpId: "evil.example" }, "rp_id"],
    [{ userPresent: false }, "user_presence"],
    [{ backedUp: true }, "synced"],
    [{ backupEligible: true }, "synced"],
    [{ userHandle: Buffer.from("another user").toString("base64url") }, "malformed"],
    [{ userHandle: "" }, "malformed"],
    [{ userHandle: null }, "ok"],
  ] as const)("with %j: %s", (said, reason) => {
    const decision = judge(said);
    expect(reasonOf(decision)).toBe(reason);
    if (reason !== "ok") expect(decision.write).toBeUndefined();
  });

  it("may come from a page in a frame of the partner that the settings name, and of no other", () => {
    const framed = { party: { ...party, topOrigins: ["https://partner.example"] } };
    const said = (topOrigin?: string): Partial<Ceremony> => ({ crossOrigin: true, ...(topOrigin && { topOrigin }) });
    expect(reasonOf(judge(said(), {}, framed))).toBe("ok");
    expect(reasonOf(judge(said("https://partner.example"), {}, framed))).toBe("ok");
    expect(reasonOf(judge(said("https://other.example"), {}, framed))).toBe("cross_origin");
  });

  it.each([
    ["required", false, "user_verification"],
    ["required", true, "ok"],
    ["preferred", false, "ok"],
    ["discouraged", false, "ok"],
  ] as const)("under user verification %s, verified %s: %s", (userVerification, userVerified, reason) => {
    expect(reasonOf(judge({ userVerified }, {}, { policy: { userVerification } }))).toBe(reason);
  });

  it("of a synced key has to go on saying so, and may lose and get back its copy", () => {
    const synced = { backupEligible: true, backedUp: true };
    expect(reasonOf(judge({}, synced))).toBe("synced");
    const { write } = judge({ backupEligible: true, backedUp: false }, synced);
    expect(write?.account.factors[0]).toMatchObject({ backupEligible: true, backedUp: false });
  });

  const counts = [0, 1, 5];
  const pairs = counts.flatMap((stored) => counts.map((said) => [stored, said] as const));
  it.each(pairs)("of a bound key that stands at %i and says %i", (stored, said) => {
    const { outcome, write } = judge({ signCount: said }, { signCount: stored });
    const isFine = said > stored || (said === 0 && stored === 0);
    expect(outcome.ok).toBe(isFine);
    expect(write?.account.passkeyLogins).toBe(6);
    expect(write?.account.factors[0]).toMatchObject({ signCount: isFine ? said : stored });
    if (!isFine) {
      expect(outcome).toMatchObject({ refusal: { code: "passkey_refused", reason: "counter" } });
      expect(write?.event).toEqual({ type: "passkey.counter_fell", data: { factorId: "key" } });
    }
  });
  it.each(pairs)("of a synced key that stands at %i and says %i: taken, and never counted down", (stored, said) => {
    const { outcome, write } = judge(
      { backupEligible: true, signCount: said },
      { backupEligible: true, signCount: stored },
    );
    expect(outcome.ok).toBe(true);
    expect(write?.account.factors[0]).toMatchObject({ signCount: Math.max(stored, said) });
  });

  it("is judged in the order of the rules", () => {
    const nobody = verifyPasskey(accountWith([]), assert({ origin: "https://evil.example" }), facts, at());
    expect(reasonOf(nobody)).toBe("not_enrolled");
    expect(reasonOf(judge({ origin: "https://evil.example" }, {}, { isLive: false, credentials: [] }))).toBe(
      "challenge_expired",
    );
    expect(reasonOf(judge({ origin: "https://evil.example" }, {}, { credentials: [] }))).toBe("unknown_passkey");
    expect(reasonOf(judge({}, pending))).toBe("unknown_passkey");
  });

  it("that cannot be read is malformed, and so is another type or another id beside", () => {
    const good = key.get({
      challenge: challenge.toString("base64url"),
      rpId: party.rpId,
      allowCredentials: [{ id: Buffer.from(credential.id).toString("base64url") }],
    });
    for (const wrong of [
      { ...good, type: "password" },
      { ...good, rawId: "AAAA" },
      { ...good, response: { ...good.response, authenticatorData: "AAAA" } },
      { ...good, response: { ...good.response, clientDataJSON: "AAAA" } },
      { ...good, response: { ...good.response, signature: "not base64url!" } },
      { ...good, response: { ...good.response, userHandle: "==" } },
    ])
      expect(reasonOf(verifyPasskey(accountOf(), readAssertion(wrong), facts, at()))).toBe("malformed");
  });
});

describe("a registration", () => {
  const factor = passkey("new", { ...pending, label: "Passkey", transports: [] });
  const usual: RegistrationFacts = { factor, policy, party, challenge, registered: [], label: undefined };
  const register = (said: Partial<Ceremony> = {}, changed: Partial<RegistrationFacts> = {}) => {
    const made = new Authenticator(origin, said).create({
      challenge: challenge.toString("base64url"),
      rp: { id: party.rpId },
      user: { id: "dXNlcg" },
    });
    return confirmPasskey(
      accountWith([factor, totp("app", { preferred: true })]),
      readRegistration(made),
      { ...usual, ...changed },
      at(),
    );
  };

  it("activates the factor as the authenticator says, and makes it the one that logins ask for", () => {
    const { write } = register({ backupEligible: true, backedUp: true, transports: ["hybrid", "internal", "cable"] });
    expect(write?.account.factors).toMatchObject([
      { id: "new", preferred: true, backupEligible: true, backedUp: true, transports: ["hybrid", "internal"] },
      { id: "app", preferred: false },
    ]);
    expect(write?.event).toMatchObject({ type: "factor.activated", data: { factorType: "passkey", synced: true } });
  });

  it("is named by the user, else by its provider, else a passkey", () => {
    const labelOf = (...given: Parameters<typeof register>) => register(...given).write?.account.factors[0]?.label;
    const aaguid = "bada5566-a7aa-401f-bd96-45619a55120d";
    expect(labelOf({ aaguid })).toBe("1Password");
    expect(labelOf({ aaguid }, { label: "Mine" })).toBe("Mine");
    expect(labelOf({ aaguid }, { factor: { ...factor, label: "Blue key" } })).toBe("Blue key");
    expect(labelOf()).toBe("Passkey");
  });

  it.each([
    [{ origin: "https://evil.example" }, {}, "origin"],
    [{ crossOrigin: true }, {}, "cross_origin"],
    [{ type: "webauthn.get" }, {}, "malformed"],
    [{ rpId: "evil.example" }, {}, "rp_id"],
    [{ userPresent: false }, {}, "user_presence"],
    [{ userVerified: false }, { userVerification: "required" }, "user_verification"],
    [{ backedUp: true }, {}, "synced"],
    [{ backupEligible: true }, { allowed: "device-bound" }, "synced"],
    [{}, { allowed: "device-bound" }, "ok"],
    [{}, { allowed: "off" }, "factor_type_not_allowed"],
    [{ idLength: 1023 }, {}, "ok"],
    [{ idLength: 1024 }, {}, "malformed"],
  ] as const)("with %j under %j: %s", (said, changed, reason) => {
    expect(reasonOf(register(said, { policy: { ...policy, passkeys: { ...policy.passkeys, ...changed } } }))).toBe(
      reason,
    );
  });

  it("of another challenge is expired, and one of a key that is there already is refused", () => {
    expect(reasonOf(register({}, { challenge: randomBytes(32) }))).toBe("challenge_expired");
    const id = Buffer.from(credential.id);
    expect(reasonOf(register({ id }, { registered: [credential] }))).toBe("passkey_already_registered");
  });
});
