import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import { beginCallerCheck, confirmCallerCheck } from "../../shared/account/help-desk.ts";
import { accountWith, at, bytes, day, minute, second, start, totp } from "./examples.ts";
import { decideOn, expectRefused, expectWritten } from "./expectations.ts";

const words = bytes("olive harbour");
const account = accountWith([totp("app")]);
const sent = (state: Account, now = start): Account =>
  decideOn(state, (it) => beginCallerCheck(it, { by: "phone", mac: words }, at(now))).write?.account ?? state;
const expired = { code: "challenge_expired" } as const;
const checked = { type: "caller.checked", data: { by: "phone" } } as const;
const spent = (state: Account): Account => ({
  ...state,
  callerCheck: { day: { since: start, count: 1 }, ...state.callerCheck, words: null },
});

describe("two words for a caller", () => {
  it("are good for five minutes, and an SMS that carries them is told of in the same write", () => {
    const event = { type: "sms.requested", data: { factorId: "phone", purpose: "caller_check" } } as const;
    const until = start + 5 * minute;
    const callerCheck = {
      day: { since: start, count: 1 },
      words: { by: "phone", mac: words, until, wrong: 0 },
    } as const;
    expectWritten(account, (it) => beginCallerCheck(it, { by: "phone", mac: words, event }, at()), {
      changes: { callerCheck },
      event,
      outcome: { until },
    });
    const byMail = decideOn(account, (it) => beginCallerCheck(it, { by: "email", mac: words }, at()));
    expect(byMail).toStrictEqual({
      write: { account: { ...account, callerCheck: { ...callerCheck, words: { ...callerCheck.words, by: "email" } } } },
      outcome: { ok: true, until },
    });
  });

  it("are sent three times in a day, that of the first one", () => {
    const third = sent(sent(sent(account), start + minute), start + 2 * minute);
    expect(third.callerCheck?.day).toStrictEqual({ since: start, count: 3 });
    const again = (now: number) => (it: Account) => beginCallerCheck(it, { by: "phone", mac: words }, at(now));
    for (const now of [start + 3 * minute, start + day - 1])
      expectRefused(third, again(now), { code: "too_many_attempts", retryAt: start + day });
    expect(sent(third, start + day).callerCheck?.day).toStrictEqual({ since: start + day, count: 1 });
    expect(sent(sent(account), start + day - 1).callerCheck?.day).toStrictEqual({ since: start, count: 2 });
  });
});

describe("the words that a caller says", () => {
  const waiting = sent(account);

  it("count once where they are right, until the last millisecond", () => {
    for (const now of [start, start + 5 * minute - 1]) {
      const after = expectWritten(waiting, (it) => confirmCallerCheck(it, words, at(now)), {
        changes: { callerCheck: { day: { since: start, count: 1 }, words: null } },
        event: checked,
        outcome: {},
      });
      expectRefused(after, (it) => confirmCallerCheck(it, words, at(now)), expired);
    }
  });

  it("are refused where none were sent, or they are five minutes old, or newer ones replaced them", () => {
    expectRefused(account, (it) => confirmCallerCheck(it, words, at()), expired);
    expectRefused(spent(account), (it) => confirmCallerCheck(it, words, at()), expired);
    for (const late of [0, second])
      expectRefused(waiting, (it) => confirmCallerCheck(it, words, at(start + 5 * minute + late)), expired);
    const newer = decideOn(waiting, (it) => beginCallerCheck(it, { by: "phone", mac: bytes("other words!!") }, at()));
    const { outcome } = confirmCallerCheck(newer.write?.account ?? account, words, at());
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "invalid_code" } });
  });

  it.each([
    ["of the same length", bytes("olive harbouR")],
    ["cut short", words.subarray(0, -1)],
    ["that are none", new Uint8Array()],
  ])("%s end the check with the third wrong guess", (_, guess) => {
    let state = waiting;
    for (const attemptsRemaining of [2, 1, 0]) {
      const { write, outcome } = decideOn(state, (it) => confirmCallerCheck(it, guess, at()));
      expect(outcome).toStrictEqual({ ok: false, refusal: { code: "invalid_code", attemptsRemaining, retryAt: null } });
      expect(write?.event).toBeUndefined();
      const left = waiting.callerCheck?.words ?? null;
      const counted = attemptsRemaining === 0 ? null : left && { ...left, wrong: 3 - attemptsRemaining };
      const day1 = { since: start, count: 1 };
      expect(write?.account).toStrictEqual({ ...account, callerCheck: { day: day1, words: counted } });
      state = write?.account ?? state;
    }
    expectRefused(state, (it) => confirmCallerCheck(it, words, at()), expired);
    const secondTry = decideOn(waiting, (it) => confirmCallerCheck(it, guess, at())).write?.account ?? account;
    expect(decideOn(secondTry, (it) => confirmCallerCheck(it, words, at())).write?.event).toStrictEqual(checked);
  });
});
