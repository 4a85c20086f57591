import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { emptyAccount } from "../../../shared/account/account.ts";
import { readAssertion, readRegistration } from "../../../shared/factors/passkey/response.ts";
import { confirmPasskey, enrollPasskey, verifyPasskey } from "../../../shared/factors/passkey/rules.ts";
import { accountWith, at, namedContact, passkey, pending, policy, start, totp } from "../../account/examples.ts";
import { Authenticator, type Ceremony } from "../../harness/authenticator.ts";
import { party } from "./both.ts";

const origin = "https://example.org";
const handle = randomBytes(32);
const challenge = randomBytes(32).toString("base64url");
const key = new Authenticator(origin, { signCount: 0, countsBy: 0 });
const made = key.create({ challenge, rp: { id: party.rpId }, user: { id: handle.toString("base64url") } });
const created = readRegistration(made);
if (!created.attested.ok) throw new Error(created.attested.fault);
const credential = { factorId: "key", ...created.attested.credential };
const passkeys = (changed: object = {}) => ({ ...policy, passkeys: { ...policy.passkeys, ...changed } });

describe("a passkey that is set up", () => {
  const wish = { factorId: "key", label: "Mine", policy, contact: null };
  it("is pending, counts nothing and promises nothing until the authenticator has made it", () => {
    const account = accountWith([totp("app")]);
    const { write, outcome } = enrollPasskey(account, wish, at());
    const factor = {
      type: "passkey",
      id: "key",
      label: "Mine",
      createdAt: start,
      activeSince: null,
      preferred: false,
      signCount: 0,
      backupEligible: false,
      backedUp: false,
      transports: [],
    };
    const enrolled = { ...account, factors: [totp("app"), factor] };
    expect(write).toStrictEqual({
      account: enrolled,
      event: { type: "factor.enrollment_started", data: { factorId: "key", factorType: "passkey" } },
    });
    expect(outcome).toStrictEqual({ ok: true, factor, account: enrolled });
  });
  it.each([
    ["none is allowed", passkeys({ allowed: "off" }), "factor_type_not_allowed"],
    [
      "a registered phone has to come first",
      { ...policy, phoneRegistration: "pre-registered" as const },
      "phone_not_pre_registered",
    ],
  ])("is refused where %s", (_, under, code) => {
    expect(enrollPasskey(emptyAccount, { ...wish, policy: under }, at())).toStrictEqual({
      outcome: { ok: false, refusal: { code } },
    });
  });
  it("is of no country, so that no list of countries bars it", () => {
    expect(enrollPasskey(emptyAccount, { ...wish, policy: { ...policy, smsCountries: [] } }, at()).outcome.ok).toBe(
      true,
    );
  });
  it("names the contact of a user who had none", () => {
    const contact = namedContact("a@acme.example");
    expect(enrollPasskey(emptyAccount, { ...wish, contact }, at()).write?.account.contact).toStrictEqual(
      contact.sealed,
    );
  });
});

describe("the registration of a passkey", () => {
  const factor = passkey("key", { ...pending, label: "Passkey" });
  const confirm = (registration = created, under = policy) =>
    confirmPasskey(
      accountWith([factor, totp("app")]),
      registration,
      {
        factor,
        policy: under,
        party,
        challenge: Buffer.from(challenge, "base64url"),
        registered: [],
        label: undefined,
      },
      at(),
    ).outcome;
  it("tells whether the authenticator checked who holds it, and who keeps it", () => {
    expect(confirm()).toMatchObject({ ok: true, userVerified: true, provider: null });
  });
  it("that cannot be read is malformed", () => {
    const refusal = { ok: false, refusal: { code: "passkey_refused", reason: "malformed" } };
    expect(confirm(readRegistration({ ...made, type: "password" }))).toStrictEqual(refusal);
    expect(confirm({ ...created, client: null })).toStrictEqual(refusal);
  });
  it("without a check of who holds it is refused only where the policy requires one", () => {
    const unverified = new Authenticator(origin, { userVerified: false }).create({
      challenge,
      rp: { id: party.rpId },
      user: { id: handle.toString("base64url") },
    });
    for (const userVerification of ["preferred", "discouraged"])
      expect(confirm(readRegistration(unverified), passkeys({ userVerification }))).toMatchObject({ ok: true });
    expect(confirm(readRegistration(unverified), passkeys({ userVerification: "required" }))).toMatchObject({
      ok: false,
    });
  });
});

describe("a login by passkey", () => {
  const [first, second] = [passkey("other"), passkey("key")];
  const account = accountWith([first, second]);
  const facts = { party, policy: policy.passkeys, isLive: true, userHandle: handle, credentials: [credential] };
  const ask = {
    challenge,
    rpId: party.rpId,
    allowCredentials: [{ id: Buffer.from(credential.id).toString("base64url") }],
  };
  const judge = (said: Partial<Ceremony> = {}, of = account, changed: object = {}) =>
    verifyPasskey(of, readAssertion(key.get(ask, said)), { ...facts, ...changed }, at());

  it("counts for the factor of its credential, not for the first one", () => {
    const { write } = judge({ signCount: 4 });
    expect(write?.account.factors).toMatchObject([first, { ...second, signCount: 4 }]);
  });
  it("is the first of all once, and that instant stays", () => {
    expect(judge({}, { ...account, firstPasskeyLogin: null }).write?.account.firstPasskeyLogin).toBe(start);
    expect(judge({}, { ...account, firstPasskeyLogin: 7 }).write?.account.firstPasskeyLogin).toBe(7);
  });
  it("whose signature is of other data is refused", () => {
    const assertion = readAssertion(key.get(ask, {}));
    const forged = { ...assertion, signed: { ...assertion.signed, clientDataJSON: Buffer.from("{}") } };
    expect(verifyPasskey(account, forged, facts, at()).outcome).toStrictEqual({
      ok: false,
      refusal: { code: "passkey_refused", reason: "signature" },
    });
  });
  it("of an imported passkey goes on with the handle of then, and takes no other", () => {
    const own = Buffer.from("the handle of another system");
    const imported = { ...credential, userHandleHash: createHash("sha256").update(own).digest() };
    const outcomeFor = (given: Buffer) =>
      judge({ userHandle: given.toString("base64url") }, account, { credentials: [imported] }).outcome.ok;
    expect([own, handle, Buffer.from("another")].map((given) => outcomeFor(given))).toEqual([true, false, false]);
    expect(judge({ userHandle: own.toString("base64url") }).outcome.ok).toBe(false);
    expect(judge({ userHandle: handle.toString("base64url") }).outcome.ok).toBe(true);
  });
});
