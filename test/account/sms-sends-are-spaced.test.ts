import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import type { SmsFactor } from "../../shared/account/factor.ts";
import type { Decision } from "../../shared/account/decision.ts";
import { enrollSms, verifySms } from "../../shared/factors/sms/rules.ts";
import { abandonSend, reserveSend, type ReservedSend } from "../../shared/factors/sms/reserve-send.ts";
import { preRegister } from "../../shared/factors/sms/flows.ts";
import {
  accountWith,
  at,
  bytes,
  challengeFor,
  day,
  hour,
  live,
  macOf,
  minute,
  pending,
  policy,
  second,
  sms,
  start,
  totp,
} from "./examples.ts";
import { decideOn, expectRefused, expectWritten, granted } from "./expectations.ts";

const fresh = { smsDay: { since: 0, count: 0 } };
const phoneIn = (account: Account, id = "phone"): SmsFactor => {
  const factor = account.factors.find((one) => one.id === id);
  if (factor?.type !== "sms") throw new Error("no such phone");
  return factor;
};
const send =
  (now = start, challengeId = "chl_new", id = "phone") =>
  (account: Account): Decision<ReservedSend> =>
    reserveSend(account, { factor: phoneIn(account, id), challengeId }, at(now));
const sent = (account: Account, now = start, id = "phone") =>
  granted(decideOn(account, send(now, `chl_${now}_${id}`, id)));

describe.each([
  ["login", sms("phone", { challenge: live("chl_old", 3), sends: { streak: 1, nextAt: start } })],
  ["enrollment", sms("phone", { ...pending, challenge: live("chl_old", 3), sends: { streak: 1, nextAt: start } })],
] as const)("a send for %s", (purpose, factor) => {
  it("takes the old code's place, begins the wait and counts, all in the write that comes first", () => {
    const account = accountWith([totp("app"), factor]);
    const sending = { ...factor, challenge: live("chl_new"), sends: { streak: 2, nextAt: start + minute } };
    const changes = { factors: [totp("app"), sending], smsDay: { since: start - hour, count: 3 } };
    expectWritten(account, send(), {
      changes,
      event: { type: "sms.requested", data: { factorId: "phone", purpose } },
      outcome: {
        account: { ...account, ...changes },
        factor: sending,
        challengeId: "chl_new",
        resendAfterSeconds: 60,
        before: { challenge: factor.challenge, sends: factor.sends },
      },
    });
  });
});

it("waits 30, 60, then 120 s between sends, and may go at the very instant that was named", () => {
  let account = accountWith([sms("phone")], fresh);
  let now = start;
  for (const wait of [30, 60, 120, 120, 120]) {
    account = sent(account, now).account;
    const retryAt = now + wait * second;
    for (const early of [now, retryAt - 1]) expectRefused(account, send(early), { code: "sms_limit_reached", retryAt });
    now = retryAt;
  }
});

it("starts the waits over after an hour without a send, not before", () => {
  const tired = accountWith([sms("phone", { sends: { streak: 5, nextAt: start } })], fresh);
  expect(sent(tired, start + hour).outcome.resendAfterSeconds).toBe(120);
  expect(sent(tired, start + hour + 1).outcome.resendAfterSeconds).toBe(30);
});

it("starts the waits over after a right code: whoever holds the phone waits for nothing", () => {
  const waiting = accountWith([
    sms("phone", { challenge: live("chl"), sends: { streak: 3, nextAt: start + 2 * minute } }),
  ]);
  const mac = macOf("phone", "chl", "123456");
  const challenges = [challengeFor("phone", "chl", "123456")];
  const { account } = granted(verifySms(waiting, { challengeId: "chl", challenges, mac }, at()));
  expect(sent(account).outcome.resendAfterSeconds).toBe(30);
});

it("gives each phone its own waits", () => {
  const both = accountWith([sms("phone", { sends: { streak: 1, nextAt: start + 1 } }), sms("other")]);
  expect(decideOn(both, send()).outcome.ok).toBe(false);
  expect(decideOn(both, send(start, "chl_new", "other")).outcome.ok).toBe(true);
});

it("sends ten a day to one user, over all phones, active and pending", () => {
  let account = accountWith([sms("phone"), sms("other"), sms("new", pending)], fresh);
  for (let count = 0; count < 10; count += 1)
    account = sent(account, start + count * 2 * minute, ["phone", "other", "new"][count % 3]).account;
  for (const id of ["phone", "other", "new"])
    expectRefused(account, send(start + day - 1, "chl", id), { code: "sms_limit_reached", retryAt: start + day });
  expect(sent(account, start + day).account.smsDay).toStrictEqual({ since: start + day, count: 1 });
});

it("names the later of the wait and the day's end", () => {
  const spent = { smsDay: { since: start - day + second, count: 10 } };
  const both = accountWith([sms("phone", { sends: { streak: 1, nextAt: start + 30 * second } })], spent);
  expectRefused(both, send(), { code: "sms_limit_reached", retryAt: start + 30 * second });
  expectRefused(accountWith([sms("phone")], spent), send(), { code: "sms_limit_reached", retryAt: start + second });
});

describe("a send that did not go out", () => {
  const phone = sms("phone", { challenge: live("chl_old", 3), sends: { streak: 1, nextAt: start } });
  const before = accountWith([totp("app"), phone]);
  const reserved = sent(before);

  it("is taken back to the byte, and the earlier code goes on working with the tries that it had left", () => {
    const { factors, smsDay } = before;
    const restored = expectWritten(reserved.account, (it) => abandonSend(it, reserved.outcome, "sms_delivery_failed"), {
      changes: { factors, smsDay },
      event: { type: "sms.failed", data: { factorId: "phone", reason: "sms_delivery_failed" } },
      outcome: {},
    });
    expect(restored).toStrictEqual(before);
  });

  const setUp = (account: Account) =>
    granted(
      enrollSms(
        account,
        {
          factorId: "new",
          challengeId: "chl_new",
          label: "New",
          phone: bytes("n"),
          policy,
          contact: null,
          country: "CH",
          isPreRegistered: false,
          sameNumber: undefined,
        },
        at(),
      ),
    );

  it("leaves nothing of a set-up that could not begin, and puts the one back whose place it took", () => {
    for (const earlier of [[], [sms("old", pending)]]) {
      const account = accountWith([totp("app"), ...earlier]);
      const begun = setUp(account);
      expect(granted(abandonSend(begun.account, begun.outcome, "x")).account.factors).toStrictEqual(account.factors);
    }
  });

  it("does not bring a set-up of the registered phone back that an admin's new word has ended meanwhile", () => {
    const registered = sms("old", { ...pending, preRegistered: true });
    const account = { ...accountWith([totp("app"), registered]), preRegisteredPhone: bytes("r") };
    const begun = setUp(account);
    const abandoned = (meanwhile: Account) => granted(abandonSend(meanwhile, begun.outcome, "x")).account.factors;
    expect(abandoned(begun.account)).toStrictEqual(account.factors);
    for (const word of [null, bytes("another")])
      expect(abandoned(granted(preRegister(begun.account, word)).account)).toStrictEqual([totp("app")]);
  });

  it("keeps what else happened meanwhile", () => {
    const meanwhile = {
      ...reserved.account,
      version: 9,
      epoch: 4,
      guesses: { ...before.guesses, day: { since: start, count: 1 } },
    };
    const { account } = granted(abandonSend(meanwhile, reserved.outcome, "x"));
    expect(account).toStrictEqual({ ...before, version: 9, epoch: 4, guesses: meanwhile.guesses });
  });

  it("gives back its own count and not that of another phone's send meanwhile", () => {
    const two = accountWith([phone, sms("other")]);
    const first = sent(two);
    const second_ = sent(first.account, start + 1, "other");
    const { account } = granted(abandonSend(second_.account, first.outcome, "x"));
    expect(account.smsDay).toStrictEqual({ since: two.smsDay.since, count: two.smsDay.count + 1 });
  });

  it("takes nothing from the count of a day that began after it: that would be an eleventh SMS", () => {
    const first = sent(accountWith([phone, sms("other")]));
    const nextDay = sent(first.account, start + 2 * day, "other");
    const { account } = granted(abandonSend(nextDay.account, first.outcome, "x"));
    expect(account.smsDay).toStrictEqual({ since: start + 2 * day, count: 1 });
  });

  it.each([
    ["a newer one took its place", sent(reserved.account, start + minute).account],
    ["the phone is gone", accountWith([totp("app")])],
    ["an app has its id", accountWith([totp("phone")])],
    ["an admin has reset the user", accountWith([])],
  ])("is left alone when %s", (_, meanwhile) => {
    expect(decideOn(meanwhile, (it) => abandonSend(it, reserved.outcome, "x"))).toStrictEqual({
      outcome: { ok: true },
    });
  });
});
