import { describe, expect, it } from "vitest";
import type { Challenge, LoginDecision } from "../../web/elements/api.ts";
import { updateChallenge } from "../../web/elements/challenge/update.ts";
import { backupCodes } from "../../web/elements/factors/backup-code/kind.ts";
import { type ChallengeMessage, type ChallengeState, type Choice } from "../../web/elements/challenge/state.ts";
import { problem } from "./problem.ts";

const now = 1_700_000_000_000;
const app = { id: "fac_app", type: "totp", label: "Authenticator app", preferred: true } as const;
const phone = { id: "fac_phone", type: "sms", label: "Phone", phoneNumber: "+41 ••• 12", preferred: false } as const;
const challenge: Challenge = {
  id: "chl_1",
  factorId: "fac_phone",
  sentTo: "+41 ••• 12",
  expiresAt: new Date(now + 300_000).toISOString(),
  resendAfter: 30,
  resendAt: new Date(now + 30_000).toISOString(),
};
const asked: LoginDecision = {
  decision: "challenge",
  factors: [app, phone],
  backupCodes: { remaining: 10 },
  recoveryHelp: null,
  challenge: null,
};
const result = { assertion: "a.b.c", accessToken: "d.e.f", expiresAt: "2026-11-21T10:00:00Z", method: "totp" } as const;

const after = (...messages: readonly ChallengeMessage[]): ChallengeState =>
  messages.reduce(updateChallenge, { view: "waiting", request: null });
const prompt = (...messages: readonly ChallengeMessage[]): ChallengeState =>
  after({ type: "start" }, { type: "decided", data: asked, now }, ...messages);
const type = (text: string): ChallengeMessage => ({ type: "typed", text, now });
const submit: ChallengeMessage = { type: "submitted", now };
const refuse = (...args: Parameters<typeof problem>): ChallengeMessage => ({
  type: "refused",
  problem: problem(...args),
  now,
});
const choose = (choice: Choice): ChallengeMessage => ({
  type: "chosen",
  choice,
  now,
});
const smsSent: ChallengeMessage = { type: "sms-sent", challenge, now };
const verifying = { call: "verify", code: "123456", method: "totp", challengeId: null };

describe("the decision", () => {
  it("allow completes at once", () => {
    const data: LoginDecision = { decision: "allow", assertion: "a.b.c", expiresAt: "x" };
    expect(after({ type: "start" }, { type: "decided", data, now })).toMatchObject({
      view: "done",
      result: { assertion: "a.b.c", method: null },
    });
  });

  it("challenge asks for a code of the preferred method", () => {
    expect(prompt()).toMatchObject({ view: "prompt", page: "code", chosen: app, request: null });
  });

  it("challenge with a code on its way asks for that one", () => {
    expect(after({ type: "start" }, { type: "decided", data: { ...asked, challenge }, now })).toMatchObject({
      chosen: phone,
      sent: { challenge, resendAt: now + 30_000 },
    });
  });

  it("enroll goes on to the set-up", () => {
    const offer = { factorTypes: ["totp"], phoneRegistration: "self", preRegisteredPhone: null } as const;
    const data: LoginDecision = { decision: "enroll", enrollment: { ...offer, factorTypes: ["totp"] } };
    expect(after({ type: "start" }, { type: "decided", data, now })).toMatchObject({ view: "enrollment" });
  });

  it("that did not come can be asked for again, after the wait that the service wants", () => {
    const failed = after({ type: "start" }, refuse("temporarily_unavailable", { retryAfter: 5 }));
    expect(failed).toMatchObject({ view: "failed", code: "temporarily_unavailable", until: now + 5000 });
    expect(updateChallenge(failed, { type: "retry", now: now + 4999 })).toBe(failed);
    expect(updateChallenge(failed, { type: "retry", now: now + 5000 })).toMatchObject({ request: { call: "login" } });
  });

  it("names an SMS that could not go out", () => {
    const data = { ...asked, sms: { unavailable: "sms_limit_reached" } };
    expect(after({ type: "start" }, { type: "decided", data, now })).toMatchObject({
      trouble: { code: "sms_limit_reached" },
    });
  });
});

describe("a factor of a newer type", () => {
  const passkey = { id: "fac_key", type: "passkey", label: "Laptop", preferred: true } as const;

  it("is listed, and the others are offered", () => {
    const state = after({ type: "start" }, { type: "decided", data: { ...asked, factors: [passkey, app] }, now });
    expect(state).toMatchObject({ view: "prompt", page: "code", chosen: app, factors: [passkey, app] });
    expect(updateChallenge(state, choose(passkey))).toMatchObject({ chosen: app });
  });

  it("alone leaves the backup codes", () => {
    const data = { ...asked, factors: [passkey] };
    expect(after({ type: "start" }, { type: "decided", data, now })).toMatchObject({ chosen: backupCodes });
  });

  it("alone and without backup codes shows no field for a code", () => {
    const data = { ...asked, factors: [passkey], backupCodes: { remaining: 0 } };
    expect(after({ type: "start" }, { type: "decided", data, now })).toMatchObject({ page: "methods" });
  });

  it("as a decision is told instead of thrown", () => {
    const data = JSON.parse('{"decision":"wait"}') as LoginDecision;
    expect(after({ type: "start" }, { type: "decided", data, now })).toMatchObject({ code: "unexpected" });
  });
});

describe("a code", () => {
  it("goes out at the sixth digit", () => {
    expect(prompt(type("12345"))).toMatchObject({ request: null });
    expect(prompt(type("123 456"))).toMatchObject({ request: verifying });
  });

  it("goes out once, whatever is typed or pressed meanwhile", () => {
    const busy = prompt(type("123456"));
    for (const message of [type("654321"), type("123456"), submit, choose(phone)])
      expect(updateChallenge(busy, message).request).toBe(busy.request);
  });

  it("that is typed while another one is checked is not lost", () => {
    const refused = prompt(type("123456"), type("654321"), refuse("invalid_code", { attemptsRemaining: 4 }));
    expect(refused).toMatchObject({ request: null, entry: { text: "654321", error: { code: "invalid_code" } } });
    expect(updateChallenge(refused, submit)).toMatchObject({ request: { code: "654321" } });
  });

  it("that was refused stays in its field, and costs no second try by an Enter", () => {
    const wrong = prompt(type("123456"), refuse("invalid_code", { attemptsRemaining: 4 }));
    expect(wrong).toMatchObject({ entry: { text: "123456", error: { attemptsRemaining: 4 } } });
    expect(updateChallenge(wrong, submit)).toBe(wrong);
    const emptied = updateChallenge(wrong, type(""));
    expect(updateChallenge(emptied, submit)).toMatchObject({
      request: null,
      entry: { error: { code: "invalid_code", attemptsRemaining: 4 } },
    });
  });

  it("that was refused and typed once more says so, and does not go out", () => {
    const wrong = prompt(type("123456"), refuse("invalid_code", { attemptsRemaining: 4 }));
    const again = [type("12345"), type("123456")].reduce(updateChallenge, wrong);
    expect(updateChallenge(again, submit)).toMatchObject({ request: null, entry: { error: { code: "invalid_code" } } });
  });

  it("of no known shape stays here", () => {
    expect(prompt(type("12"), submit)).toMatchObject({ request: null, entry: { error: { code: "shape" } } });
  });

  it("answers the SMS that was sent, and nothing else does", () => {
    const waiting = prompt(choose(phone), smsSent);
    expect(updateChallenge(waiting, type("123456"))).toMatchObject({
      request: { method: "sms", challengeId: "chl_1" },
    });
    expect(updateChallenge(updateChallenge(waiting, choose(app)), type("123456"))).toMatchObject({
      request: { method: "totp", challengeId: null },
    });
  });

  it("of the backup kind fits every field", () => {
    const waiting = prompt(choose(phone), smsSent, type("0abc-defg-hjkm"), submit);
    expect(waiting).toMatchObject({ request: { code: "0ABCDEFGHJKM", method: "backup_code", challengeId: null } });
  });

  it("that is right completes the login", () => {
    expect(prompt(type("123456"), { type: "verified", result })).toEqual({ view: "done", request: null, result });
  });
});

describe("too many wrong codes", () => {
  const locked = prompt(type("123456"), refuse("too_many_attempts", { retryAfter: 30 }));

  it("close the field until the wait is over", () => {
    expect(updateChallenge(locked, { type: "typed", text: "222222", now: now + 29_999 })).toMatchObject({
      request: null,
    });
    expect(updateChallenge(locked, { type: "typed", text: "222222", now: now + 30_000 })).toMatchObject({
      request: { code: "222222" },
    });
  });

  it("leave the other methods open, and are remembered on the way back", () => {
    const backup = updateChallenge(locked, choose(backupCodes));
    expect(backup).toMatchObject({ entry: { lock: null } });
    expect(updateChallenge(backup, choose(app))).toMatchObject({ entry: { lock: { until: now + 30_000 } } });
  });

  it("among the backup codes leave the app's field open", () => {
    const typedHere = prompt(type("0abc-defg-hjkm"), submit, refuse("too_many_attempts", { retryAfter: 30 }));
    expect(typedHere).toMatchObject({ entry: { lock: null, error: { code: "too_many_attempts" } } });
    expect(updateChallenge(typedHere, choose(backupCodes))).toMatchObject({
      entry: { lock: { until: now + 30_000 } },
    });
  });
});

describe("a text message", () => {
  it("goes out when its phone is chosen, and not again while its code is awaited", () => {
    expect(prompt(choose(phone))).toMatchObject({ request: { call: "sendSms", factorId: "fac_phone" } });
    expect(prompt(choose(phone), smsSent, choose(app), choose(phone))).toMatchObject({ request: null });
  });

  it("can be sent again after the wait, not before", () => {
    const waiting = prompt(choose(phone), smsSent);
    expect(updateChallenge(waiting, { type: "resend", now: now + 29_999 })).toBe(waiting);
    expect(updateChallenge(waiting, { type: "resend", now: now + 30_000 })).toMatchObject({
      request: { call: "sendSms" },
    });
  });

  it("whose code has expired asks for a new one", () => {
    const expired = prompt(choose(phone), smsSent, type("123456"), refuse("challenge_expired"));
    expect(expired).toMatchObject({ sent: { end: "expired" }, entry: { error: null }, request: null });
    const sentAgain = updateChallenge(updateChallenge(expired, { type: "resend", now: now + 30_000 }), smsSent);
    expect(sentAgain).toMatchObject({ sent: { end: null }, request: null });
  });

  it("is used up by its last wrong try: only a new one helps", () => {
    const last = refuse("invalid_code", { attemptsRemaining: 0, retryAfter: 60 });
    const usedUp = prompt(choose(phone), smsSent, type("123456"), last);
    expect(usedUp).toMatchObject({ sent: { end: "used-up" }, entry: { error: null, lock: { until: now + 60_000 } } });
    const fresh = [{ type: "resend", now: now + 60_000 } as const, smsSent].reduce(updateChallenge, usedUp);
    expect(fresh).toMatchObject({ sent: { end: null } });
  });

  it("that could not be sent can be tried again, or another way be chosen", () => {
    const failed = prompt(choose(phone), refuse("sms_delivery_failed"));
    expect(failed).toMatchObject({ trouble: { code: "sms_delivery_failed" }, sent: null });
    expect(updateChallenge(failed, { type: "retry", now })).toMatchObject({ request: { call: "sendSms" } });
    expect(updateChallenge(failed, choose(app))).toMatchObject({ trouble: null, chosen: app });
  });
});

describe("without an answer", () => {
  it("what was typed is kept, and goes out again when asked", () => {
    const offline = prompt(type("123456"), { type: "refused", problem: { code: "offline" }, now });
    expect(offline).toMatchObject({ entry: { text: "123456" }, trouble: { code: "offline" }, request: null });
    const again = updateChallenge(offline, { type: "retry", now });
    expect(again).toMatchObject({ request: verifying, trouble: null });
  });
});

describe("a token that is over", () => {
  it.each(["unauthenticated", "insufficient_user_authentication"] as const)("%s goes back to the password", (code) => {
    expect(prompt(type("123456"), refuse(code))).toEqual({ view: "signed-out", request: null });
    expect(after({ type: "start" }, refuse(code))).toEqual({ view: "signed-out", request: null });
  });

  it("a new one starts anew", () => {
    expect(prompt(type("123456"), refuse("unauthenticated"), { type: "start" })).toMatchObject({
      view: "starting",
      request: { call: "login" },
    });
  });
});

it("an account that was reset meanwhile is asked for anew what it needs", () => {
  expect(prompt(type("123456"), refuse("not_enrolled"))).toMatchObject({
    view: "starting",
    request: { call: "login" },
  });
});

it("an assertion that ran out while the codes were saved costs one more code, and says so", () => {
  const late = prompt({ type: "enrolled", result, onTime: false }, { type: "decided", data: asked, now });
  expect(late).toMatchObject({ view: "prompt", late: true });
});
