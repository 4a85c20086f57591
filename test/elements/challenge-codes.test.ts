import { describe, expect, it } from "vitest";
import { updateChallenge } from "../../web/elements/challenge/update.ts";
import { backupCodes } from "../../web/elements/factors/kinds.ts";
import {
  now,
  app,
  phone,
  after,
  codeAsked,
  result,
  prompt,
  type,
  submit,
  refuse,
  choose,
  smsSent,
  verifying,
} from "./challenge-examples.ts";

describe("a code", () => {
  it("goes out at the sixth digit", () => {
    expect(prompt(type("12345"))).toMatchObject({ request: null });
    expect(prompt(type("123 456"))).toMatchObject({ request: verifying });
  });

  it("names the app that the user chose, for the service tries no other", () => {
    const second = { id: "fac_second", type: "totp", label: "Tablet", preferred: false } as const;
    const two = after({ type: "start" }, { type: "decided", data: { ...codeAsked, factors: [app, second] }, now });
    const chosen = [choose(second), type("123456")].reduce(updateChallenge, two);
    expect(chosen).toMatchObject({ request: { ...verifying, factorId: "fac_second" } });
    const inBackupField = [choose(backupCodes), type("123456")].reduce(updateChallenge, two);
    expect(inBackupField).toMatchObject({ request: { ...verifying, factorId: null } });
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
      request: { method: "sms", challengeId: "chl_1", factorId: null },
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
