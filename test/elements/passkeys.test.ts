import { describe, expect, it } from "vitest";
import type { Enrolled, EnrollmentOffer, TwoFactor } from "../../web/elements/api.ts";
import type { ChallengeMessage } from "../../web/elements/challenge/state.ts";
import { updateChallenge } from "../../web/elements/challenge/update.ts";
import { type EnrollmentMessage, startEnrollment, updateEnrollment } from "../../web/elements/enrollment/update.ts";
import { backupCodes } from "../../web/elements/factors/kinds.ts";
import { emptyOverview, updateSettings, withoutTwoFactor } from "../../web/elements/settings/update.ts";
import { acceptedNow } from "../../web/elements/settings/effects.ts";
import { provenCall } from "../../web/elements/step-up/step-up-prompt.ts";
import type { Need } from "../../web/elements/step-up/update.ts";
import { after, app, choose, codeAsked, now, refuse, result } from "./challenge-examples.ts";
import { problem } from "./problem.ts";

const key = { id: "fac_key", type: "passkey", label: "Laptop", preferred: true } as const;
const publicKey = {
  challenge: "Y2hhbGxlbmdl",
  rpId: "localhost",
  allowCredentials: [{ type: "public-key", id: "a2V5" }],
  userVerification: "preferred",
  timeout: 300_000,
} as const;
const keyAsked = {
  ...codeAsked,
  factors: [{ ...app, preferred: false }, key],
  publicKey: { ...publicKey, allowCredentials: [...publicKey.allowCredentials] },
};
const decided = (data: typeof codeAsked | typeof keyAsked = keyAsked): ChallengeMessage => ({
  type: "decided",
  data,
  now,
});
const prompted = (...messages: readonly ChallengeMessage[]) => after({ type: "start" }, decided(), ...messages);
const press: ChallengeMessage = { type: "ceremony-wanted" };

describe("the prompt for a passkey", () => {
  it("begins nothing until the button is pressed, and then once", () => {
    const state = prompted();
    expect(state).toMatchObject({ chosen: key, request: null });
    const busy = updateChallenge(state, press);
    expect(busy).toMatchObject({ request: { call: "ceremony", publicKey } });
    expect(updateChallenge(busy, press)).toBe(busy);
    expect(updateChallenge(busy, { type: "verified", result })).toMatchObject({ view: "done" });
  });

  it("without options for the browser is no way to go on", () => {
    const data = { ...codeAsked, factors: [key, { ...app, preferred: false }] };
    const state = after({ type: "start" }, { type: "decided", data, now });
    expect(state).toMatchObject({ chosen: { id: app.id } });
    expect(updateChallenge(state, choose(key))).toBe(state);
    expect(updateChallenge(state, press)).toBe(state);
    const alone = after({ type: "start" }, { type: "decided", data: { ...data, factors: [key] }, now });
    expect(alone).toMatchObject({ chosen: backupCodes });
  });

  it("offers another try after a cancelled dialog, without trouble", () => {
    const state = prompted(press, { type: "ceremony-ended", end: "cancelled" });
    expect(state).toMatchObject({ request: null, ceremonyEnded: true, trouble: null });
    expect(updateChallenge(state, press)).toMatchObject({ ceremonyEnded: false, request: { call: "ceremony" } });
  });

  it("tells of a dialog that failed in another way", () => {
    expect(prompted(press, { type: "ceremony-ended", end: "failed" })).toMatchObject({
      ceremonyEnded: false,
      trouble: { code: "unexpected" },
    });
  });

  it("asks for another challenge once, for the passkey alone, and waits for the next press", () => {
    const asking = prompted(press, refuse("challenge_expired"));
    expect(asking).toMatchObject({ view: "prompt", request: { call: "login", factorId: key.id } });
    const renewed = updateChallenge(asking, decided());
    expect(renewed).toMatchObject({ request: null, renewed: true, ceremonyEnded: true });
    const again = updateChallenge(updateChallenge(renewed, press), refuse("challenge_expired"));
    expect(again).toMatchObject({ request: null, trouble: { code: "challenge_expired" } });
  });

  it("of a passkey that is gone says so and stays", () => {
    expect(prompted(press, refuse("unknown_passkey"))).toMatchObject({
      view: "prompt",
      request: null,
      trouble: { code: "unknown_passkey", retry: null },
    });
  });
});

const offer: EnrollmentOffer = { factorTypes: ["passkey"], phoneRegistration: "self", preRegisteredPhone: null };
const begun: Enrolled = {
  factor: { id: "fac_key", type: "passkey", label: "Passkey", status: "pending", preferred: false, createdAt: "x" },
  publicKey: {
    rp: { id: "localhost", name: "Larch" },
    user: { id: "dXNlcg", name: "robin", displayName: "robin" },
    challenge: "Y2hhbGxlbmdl",
    pubKeyCredParams: [{ type: "public-key", alg: -7 }],
    timeout: 300_000,
    attestation: "none",
    excludeCredentials: [],
    authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
    hints: [],
  },
};
const setUp = (...messages: readonly EnrollmentMessage[]) => messages.reduce(updateEnrollment, startEnrollment(offer));
const want: EnrollmentMessage = { type: "key-wanted" };
const enrolled: EnrollmentMessage = { type: "enrolled", data: begun, now };

describe("the set-up of a passkey", () => {
  it("asks the service, then the browser, after one press", () => {
    expect(setUp()).toMatchObject({ view: "passkey", request: null });
    expect(setUp(want)).toMatchObject({
      request: { call: "enroll", input: { type: "passkey", authenticator: "any" } },
    });
    expect(setUp(want, enrolled)).toMatchObject({ request: { call: "create", factorId: "fac_key" } });
  });

  it("keeps where the passkey should be, and begins anew for another place", () => {
    const chosen: EnrollmentMessage = { type: "place-chosen", place: "security-key" };
    expect(setUp(chosen, want)).toMatchObject({ request: { input: { authenticator: "security-key" } } });
    const cancelled = setUp(chosen, want, enrolled, { type: "not-made", end: "cancelled" });
    expect(cancelled).toMatchObject({ place: "security-key", isCancelled: true, trouble: null });
    expect(updateEnrollment(cancelled, want)).toMatchObject({ request: { call: "create" } });
    const elsewhere = updateEnrollment(cancelled, { type: "place-chosen", place: "this-device" });
    expect(updateEnrollment(elsewhere, want)).toMatchObject({
      request: { call: "enroll", input: { authenticator: "this-device" } },
    });
  });

  it("sends a credential that may not have arrived again, and makes no second one", () => {
    const credential = {
      id: "a2V5",
      rawId: "a2V5",
      type: "public-key",
      response: { clientDataJSON: "e30", attestationObject: "oA" },
    };
    const made = setUp(want, enrolled, { type: "made", credential });
    expect(made).toMatchObject({ request: { call: "attest", factorId: "fac_key", credential } });
    const lost = updateEnrollment(made, { type: "refused", problem: { code: "offline" }, now });
    expect(updateEnrollment(lost, want)).toMatchObject({ request: { call: "attest", credential } });
    const refusal = updateEnrollment(made, { type: "refused", problem: problem("passkey_refused"), now });
    expect(updateEnrollment(refusal, want)).toMatchObject({ request: { call: "create" }, made: null });
    const twice = updateEnrollment(made, { type: "refused", problem: problem("code_already_used"), now });
    expect(twice).toMatchObject({ view: "used" });
  });

  it("tells of an authenticator that has one already", () => {
    expect(setUp(want, enrolled, { type: "not-made", end: "registered" })).toMatchObject({
      request: null,
      trouble: { code: "passkey_already_registered" },
    });
  });
});

describe("the passkeys that the browser is told of", () => {
  const known = { rpId: "localhost", userId: "dXNlcg", credentialIds: ["a2V5"] };
  const listed: TwoFactor = {
    enabled: true,
    required: false,
    canDisable: true,
    factors: [],
    backupCodes: null,
    preRegisteredPhone: null,
    passkeys: known,
    policy: { factorTypes: ["passkey"], phoneRegistration: "self", trustedDevices: { days: 0 } },
  };
  const ready = emptyOverview(listed);

  it("are those of each new list", () => {
    expect(acceptedNow({ view: "waiting", request: null }, ready)).toEqual(listed.passkeys);
    expect(acceptedNow(ready, { ...ready, changes: 1 })).toBeNull();
  });

  it("are those that the service keeps for an undo once the last is removed, and none when it keeps none", () => {
    const off = updateSettings(ready, { type: "disabled" });
    expect(off).toMatchObject({ request: { call: "list" }, done: "switchedOff" });
    expect(off.view === "ready" && acceptedNow(ready, off)).toBeNull();
    const { passkeys: _kept, ...rest } = withoutTwoFactor(ready).twoFactor;
    const told = (data: TwoFactor) => updateSettings(off, { type: "listed", data, unfinished: null });
    const kept = told({ ...rest, passkeys: { ...known } });
    expect(kept.view === "ready" && acceptedNow(off, kept)).toEqual(known);
    const none = told(rest);
    expect(none.view === "ready" && acceptedNow(off, none)).toMatchObject({ rpId: "localhost", credentialIds: [] });
    expect(none).toMatchObject({ done: "switchedOff" });
  });

  it("stay as they are where the service only cannot use them any more", () => {
    const { passkeys: _passkeys, ...twoFactor } = listed;
    const left = { ...begun.factor, status: "active" } as const;
    expect(acceptedNow(ready, { ...ready, twoFactor: { ...twoFactor, factors: [left] } })).toBeNull();
    expect(
      acceptedNow(ready, { ...ready, twoFactor: { ...twoFactor, factors: [{ ...left, type: "unknown" }] } }),
    ).toBeNull();
  });
});

it("a call that names its methods has the prompt offer these alone", async () => {
  const methods = ["passkey", "backup_code"];
  const refusal = { ...problem("insufficient_user_authentication"), methods };
  const needs: Need[] = [];
  await provenCall(
    async () => ({ problem: refusal }),
    async (need) => {
      needs.push(need);
      return false;
    },
  );
  expect(needs).toMatchObject([{ methods }]);
});
