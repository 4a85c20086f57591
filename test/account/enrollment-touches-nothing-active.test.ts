import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import { enrollSms, type SmsEnrollment } from "../../shared/factors/sms/rules.ts";
import { enrollTotp, type TotpEnrollment } from "../../shared/factors/totp/rules.ts";
import type { Policy } from "../../shared/account/policy.ts";
import {
  accountWith,
  at,
  bytes,
  day,
  live,
  minute,
  namedContact,
  pending,
  policy,
  rules,
  second,
  sms,
  start,
  totp,
  withBudget,
} from "./examples.ts";
import { decideOn, expectRefused, expectWritten, granted } from "./expectations.ts";

const appSetUp: TotpEnrollment = {
  factorId: "new",
  label: "New app",
  policy,
  contact: null,
  secret: bytes("sealed new"),
};
const phoneSetUp: SmsEnrollment = {
  factorId: "new",
  label: "New phone",
  policy,
  contact: null,
  challengeId: "chl_new",
  phone: bytes("sealed new number"),
  country: "CH",
  isPreRegistered: false,
  sameNumber: undefined,
};
const app =
  (more: Partial<TotpEnrollment> = {}) =>
  (account: Account) =>
    enrollTotp(account, { ...appSetUp, ...more }, at());
const phone =
  (more: Partial<SmsEnrollment> = {}, now = start) =>
  (account: Account) =>
    enrollSms(account, { ...phoneSetUp, ...more }, at(now));

const newApp = totp("new", { label: "New app", createdAt: start, activeSince: null, secret: bytes("sealed new") });
const newPhone = sms("new", {
  label: "New phone",
  createdAt: start,
  activeSince: null,
  phone: bytes("sealed new number"),
  country: "CH",
  challenge: live("chl_new"),
  sends: { streak: 1, nextAt: start + 30 * second },
});
const active = [totp("app", { preferred: true, lastStep: 17 }), sms("phone", { challenge: live("chl_1", 2) })];

it("adds a pending app beside the active factors and changes nothing else", () => {
  const account = accountWith(active);
  const factors = [...active, newApp];
  expectWritten(account, app(), {
    changes: { factors },
    event: { type: "factor.enrollment_started", data: { factorId: "new", factorType: "totp" } },
    outcome: { factor: newApp, account: { ...account, factors } },
  });
});

it("adds a pending phone and reserves its first SMS in the same write", () => {
  const account = accountWith(active);
  const before = { challenge: null, sends: account.setUpSends };
  expectWritten(account, phone(), {
    changes: { factors: [...active, newPhone], smsDay: { ...account.smsDay, count: 3 } },
    event: { type: "sms.requested", data: { factorId: "new", purpose: "enrollment", country: "CH" } },
    outcome: { factor: newPhone, challengeId: "chl_new", resendAfterSeconds: 30, before },
  });
});

it("takes the place of an earlier pending factor of its type, and of no other", () => {
  const account = accountWith([...active, totp("old app", pending), sms("old phone", pending)]);
  const ids = (after: Account) => after.factors.map(({ id }) => id);
  expect(ids(granted(decideOn(account, app())).account)).toStrictEqual(["app", "phone", "old phone", "new"]);
  expect(ids(granted(decideOn(account, phone())).account)).toStrictEqual(["app", "phone", "old app", "new"]);
});

it("takes the token's contact where none is known, and silences nobody who is", () => {
  const contact = namedContact("newer");
  for (const known of [accountWith(active), accountWith([])])
    for (const setUp of [app(), app({ contact }), phone({ contact })])
      expect(granted(decideOn(known, setUp)).account.contact).toStrictEqual(known.contact);
  const unknown = accountWith(active, { contact: null });
  expect(granted(decideOn(unknown, app())).account.contact).toBeNull();
  expect(granted(decideOn(unknown, app({ contact }))).account).toMatchObject({
    contact: contact.sealed,
    contactMark: contact.mark,
  });
  expect(granted(decideOn(unknown, phone({ contact }))).account).toMatchObject({
    contact: contact.sealed,
    contactMark: contact.mark,
  });
});

describe("limits", () => {
  const only = (...factorTypes: Policy["factorTypes"]): Policy => ({ ...policy, factorTypes });
  const apps = (count: number) => Array.from({ length: count }, (_, index) => totp(`app ${index}`));
  const phones = (count: number) => Array.from({ length: count }, (_, index) => sms(`phone ${index}`));

  it("are five apps and two phones, active ones counted", () => {
    const tooMany = { code: "too_many_factors" } as const;
    expectRefused(accountWith(apps(5)), app(), tooMany);
    expectRefused(accountWith(phones(2)), phone(), tooMany);
    for (const roomy of [accountWith([...apps(4), totp("set up", pending), ...phones(2)]), accountWith(phones(2))])
      expect(decideOn(roomy, app()).outcome.ok).toBe(true);
    for (const roomy of [accountWith([...phones(1), sms("set up", pending), ...apps(5)]), accountWith(apps(5))])
      expect(decideOn(roomy, phone()).outcome.ok).toBe(true);
    const own = at(start, { ...rules, maxTotpFactors: 1, maxSmsFactors: 1 });
    expectRefused(accountWith(apps(1)), (it) => enrollTotp(it, appSetUp, own), tooMany);
    expectRefused(accountWith(phones(1)), (it) => enrollSms(it, phoneSetUp, own), tooMany);
  });

  it("come from the policy: types and countries", () => {
    const account = accountWith(active);
    expectRefused(account, app({ policy: only("sms") }), { code: "factor_type_not_allowed" });
    expectRefused(account, phone({ policy: only("totp") }), { code: "factor_type_not_allowed" });
    expectRefused(account, phone({ country: "FR" }), { code: "country_not_allowed" });
  });
});

describe("the first SMS of a set-up", () => {
  it("waits as long as the earlier set-up with the same number has to, which then stays as it is", () => {
    const earlier = sms("old", {
      ...pending,
      challenge: live("chl_old"),
      sends: { streak: 2, nextAt: start + minute },
    });
    const account = accountWith([totp("app"), earlier]);
    expectRefused(account, phone({ sameNumber: earlier }), { code: "sms_limit_reached", retryAt: start + minute });
    const { outcome } = granted(decideOn(account, phone({ sameNumber: earlier }, start + minute)));
    expect(outcome.factor.sends).toStrictEqual({ streak: 3, nextAt: start + 3 * minute });
    expect(outcome.before.sends).toStrictEqual(earlier.sends);
  });

  it("goes out at once when a mistyped number is corrected, but the waits go on when numbers keep changing", () => {
    const mistyped = (streak: number) =>
      accountWith([totp("app"), sms("old", { ...pending, sends: { streak, nextAt: start + minute } })]);
    const { outcome } = granted(decideOn(mistyped(1), phone()));
    expect(outcome.factor.sends).toStrictEqual({ streak: 2, nextAt: start + minute });
    expectRefused(mistyped(2), phone(), { code: "sms_limit_reached", retryAt: start + minute });
  });

  it("finds the waits of a set-up that was removed: once it goes out at once, then the waits go on", () => {
    const left = (streak: number) => accountWith(active, { setUpSends: { streak, nextAt: start + minute } });
    expect(granted(decideOn(left(1), phone())).outcome.factor.sends.streak).toBe(2);
    expectRefused(left(2), phone(), { code: "sms_limit_reached", retryAt: start + minute });
  });

  it("counts in the user's day", () => {
    const spent = accountWith(active, { smsDay: { since: start - minute, count: 10 } });
    expectRefused(spent, phone(), { code: "sms_limit_reached", retryAt: start - minute + day });
  });

  it("stops while confirmations are locked, but not for a locked or disabled login by SMS", () => {
    const account = accountWith(active);
    const locked = withBudget(account, "enrollment", { failures: 6, lockedUntil: start + minute });
    expectRefused(locked, phone(), { code: "too_many_attempts", retryAt: start + minute });
    expect(
      decideOn(withBudget(account, "sms", { failures: 20, lockedUntil: start + minute }), phone()).outcome.ok,
    ).toBe(true);
  });
});
