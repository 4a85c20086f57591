import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import type { Factor, TotpFactor, Challenge } from "../../shared/account/factor.ts";
import { withFirstFactor } from "../../shared/account/enroll.ts";
import { confirmSms, verifySms } from "../../shared/factors/sms/rules.ts";
import { confirmTotp, verifyTotp } from "../../shared/factors/totp/rules.ts";
import { codeOf, wrongCodeFor } from "./authenticator-codes.ts";
import {
  accountWith,
  at,
  backupSet,
  challengeFor,
  live,
  namedContact,
  day,
  macOf,
  minute,
  pending,
  policy,
  second,
  secretOf,
  sms,
  start,
  step,
  strict,
  totp,
  withBudget,
  withDay,
} from "./examples.ts";
import { decideOn, expectCounted, expectRefused, expectWritten, granted, refusedBy } from "./expectations.ts";

const app = totp("new app", pending);
const phone = sms("new phone", {
  ...pending,
  challenge: live("chl_1", 2),
  sends: { streak: 2, nextAt: start + minute },
});
const item = challengeFor("new phone", "chl_1", "004711");
const confirmApp =
  (code = codeOf("new app", start), when = at(), factor: TotpFactor = app) =>
  (account: Account) =>
    confirmTotp(account, { factor, code, secret: secretOf(factor.id), policy }, when);
const confirmPhone =
  (code = "004711", { now = start, items = [item] as readonly Challenge[], factor = phone } = {}) =>
  (account: Account) =>
    confirmSms(account, { factor, challenge: items[0], mac: macOf("new phone", "chl_1", code), policy }, at(now));
const activated = (factor: Factor, first: boolean) =>
  ({ type: "factor.activated", data: { factorId: factor.id, factorType: factor.type, first } }) as const;

describe("an app", () => {
  it("that is the first factor becomes active and preferred, and changes nothing else", () => {
    const account = accountWith([app, phone]);
    const factor = { ...app, activeSince: start, preferred: true, lastStep: start / step };
    const changes = { factors: [factor, phone] };
    expectWritten(account, confirmApp(), {
      changes,
      event: activated(app, true),
      outcome: { account: { ...account, ...changes }, factor, first: true, epoch: 3 },
    });
  });

  it("beside another factor leaves that one preferred, and the backup codes as they are", () => {
    const account = accountWith([sms("old", { preferred: true }), app]);
    const { account: after, outcome } = granted(decideOn(account, confirmApp()));
    expect(after.factors).toMatchObject([
      { id: "old", preferred: true },
      { id: "new app", preferred: false },
    ]);
    expect(outcome.first).toBe(false);
    expect(
      withFirstFactor({ write: { account: after }, outcome }, { backupCodes: backupSet("other"), contact: null }, at())
        .write?.account,
    ).toBe(after);
  });

  it("cannot log in with the code that confirmed it", () => {
    const { account } = granted(decideOn(accountWith([app]), confirmApp()));
    const again = { code: codeOf("new app", start), secret: secretOf("new app") };
    expectRefused(account, (it) => verifyTotp(it, again, at(start + step)), { code: "code_already_used" });
  });

  it("counts a wrong code, on the budget of enrolments", () => {
    const account = accountWith([app]);
    expectCounted(account, confirmApp(wrongCodeFor(["new app"], start)), {
      refusal: { code: "invalid_code", attemptsRemaining: 4, retryAt: null },
      changes: {
        guesses: {
          ...account.guesses,
          enrollment: { failures: 1, lockedUntil: 0, slow: { since: start, compared: 3 } },
          day: { since: start, count: 1 },
        },
      },
      event: { type: "code.rejected", data: { method: "enrollment", compared: 3, attemptsRemaining: 4 } },
    });
  });

  it.each([
    [-90, false, false],
    [-30, true, false],
    [0, true, true],
    [30, true, false],
    [90, false, false],
  ])("on a phone %i s off is accepted: %s; under the strict profile: %s", (off, normal, exact) => {
    const code = codeOf("new app", start + off * second);
    expect(decideOn(accountWith([app]), confirmApp(code)).outcome.ok).toBe(normal);
    expect(decideOn(accountWith([app]), confirmApp(code, at(start, strict))).outcome.ok).toBe(exact);
  });
});

describe("a phone", () => {
  it("says of which country it is, which a phone from before countries were kept cannot, nor an app", () => {
    const eventOf = (country: { readonly country?: string }): unknown => {
      const factor = { ...phone, ...country };
      return decideOn(accountWith([factor]), confirmPhone("004711", { factor })).write?.event?.data;
    };
    expect(eventOf({ country: "CH" })).toStrictEqual({ ...activated(phone, true).data, country: "CH" });
    expect(eventOf({})).toStrictEqual(activated(phone, true).data);
    const foreign = { ...app, country: "CH" };
    expect(
      decideOn(accountWith([foreign]), confirmApp(codeOf("new app", start), at(), foreign)).write?.event?.data,
    ).toStrictEqual(activated(app, true).data);
  });

  it("becomes active; its code is used up and its waits end", () => {
    const account = accountWith([app, phone]);
    const factor = {
      ...phone,
      activeSince: start,
      preferred: true,
      challenge: live("chl_1", 2, true),
      sends: { streak: 0, nextAt: 0 },
    };
    const changes = { factors: [app, factor], setUpSends: { streak: 0, nextAt: 0 } };
    const after = expectWritten(account, confirmPhone(), {
      changes,
      event: activated(phone, true),
      outcome: { account: { ...account, ...changes }, factor, first: true, epoch: 3 },
    });
    const again = { challengeId: "chl_1", challenges: [item], mac: macOf("new phone", "chl_1", "004711") };
    expectRefused(after, (it) => verifySms(it, again, at()), { code: "code_already_used" });
  });

  it("counts a wrong code on the challenge and on the budget of enrolments", () => {
    const account = accountWith([phone]);
    expectCounted(account, confirmPhone("4711"), {
      refusal: { code: "invalid_code", attemptsRemaining: 4, retryAt: null },
      changes: {
        factors: [{ ...phone, challenge: live("chl_1", 3) }],
        guesses: {
          ...account.guesses,
          enrollment: { failures: 1, lockedUntil: 0, slow: { since: start, compared: 1 } },
          day: { since: start, count: 1 },
        },
      },
      event: { type: "code.rejected", data: { method: "enrollment", compared: 1, attemptsRemaining: 4 } },
    });
  });

  it("is not confirmed by a code that is late, tried out, used or of no challenge", () => {
    const account = accountWith([phone]);
    const expired = { code: "challenge_expired" } as const;
    expectRefused(account, confirmPhone("004711", { now: item.expiresAt }), expired);
    expectRefused(account, confirmPhone("004711", { items: [] }), expired);
    expectRefused(account, confirmPhone("004711", { items: [{ ...item, id: "chl_0" }] }), expired);
    expectRefused(account, confirmPhone("004711", { factor: { ...phone, challenge: null } }), expired);
    expectRefused(account, confirmPhone("004711", { factor: { ...phone, challenge: live("chl_1", 5) } }), expired);
    const used = { ...phone, challenge: live("chl_1", 0, true) };
    expectRefused(account, confirmPhone("004711", { factor: used }), { code: "code_already_used" });
  });
});

it("brings a disabled method back, and no other one; the day's count stays (NIST SP 800-63B-4 section 3.2.2)", () => {
  const methods = ["totp", "sms", "backup_code"] as const;
  const closed = methods.reduce(
    (state, method) => withBudget(state, method, { failures: 20, lockedUntil: start + minute }),
    withDay(withBudget(accountWith([totp("app"), app, phone]), "enrollment", { failures: 3 }), 23),
  );
  for (const [decide, back] of [
    [confirmApp(), "totp"],
    [confirmPhone(), "sms"],
  ] as const) {
    const { guesses } = granted(decideOn(closed, (it) => decide(it))).account;
    for (const method of methods) expect(guesses[method].failures).toBe(method === back ? 0 : 20);
    expect(guesses.enrollment).toStrictEqual({ failures: 0, lockedUntil: 0 });
    expect(guesses.day).toStrictEqual(closed.guesses.day);
  }
});

describe("backup codes", () => {
  const set = backupSet("new");

  it("come in the very write that activates the first factor", () => {
    const decision = confirmApp()(accountWith([app]));
    const { account } = granted(decision);
    expect(withFirstFactor(decision, { backupCodes: set, contact: null }, at())).toStrictEqual({
      ...decision,
      write: { ...decision.write, account: { ...account, backupCodes: set } },
    });
  });

  it("do not come with a refusal", () => {
    const account = accountWith([app]);
    const wrong = confirmApp(wrongCodeFor(["new app"], start))(account);
    expect(withFirstFactor(wrong, { backupCodes: set, contact: null }, at())).toStrictEqual(wrong);
    expect(
      refusedBy(account, withFirstFactor(wrong, { backupCodes: set, contact: null }, at())).account.backupCodes,
    ).toBeNull();
  });

  it("work, though those of an earlier time were guessed at until the method was disabled", () => {
    const account = withBudget(accountWith([app]), "backup_code", { failures: 20, lockedUntil: start + minute });
    const after = withFirstFactor(confirmApp()(account), { backupCodes: set, contact: null }, at()).write?.account;
    expect(after?.guesses.backup_code).toStrictEqual({ failures: 0, lockedUntil: 0 });
  });
});

describe("the contact that the token names", () => {
  const set = backupSet("first");
  const contact = namedContact("newer");

  it("is taken over in the very write that activates the first factor, whose old image still has the earlier one", () => {
    const decision = confirmApp()(accountWith([app]));
    const { account } = granted(decision);
    expect(withFirstFactor(decision, { backupCodes: set, contact }, at())).toStrictEqual({
      ...decision,
      write: {
        ...decision.write,
        account: {
          ...account,
          backupCodes: set,
          contact: contact.sealed,
          contactMark: contact.mark,
          formerContacts: [{ contact: account.contact, until: start + 30 * day }],
        },
      },
    });
    const silent = withFirstFactor(decision, { backupCodes: set, contact: null }, at());
    expect(silent.write?.account.contact).toBe(account.contact);
  });

  it("is not taken over by a further factor or by a wrong code", () => {
    const further = confirmApp()(accountWith([sms("old", { preferred: true }), app]));
    const wrong = confirmApp(wrongCodeFor(["new app"], start))(accountWith([app]));
    for (const decision of [further, wrong])
      expect(withFirstFactor(decision, { backupCodes: set, contact }, at())).toBe(decision);
  });
});
