import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import { type Budget, closableMethods, noGuesses } from "../../shared/account/guess-budget.ts";
import { historyOf, type LostGuesses, type LostHistory, nothingLost } from "../../shared/account/lost-history.ts";
import { failuresThatDisable, restore, shut } from "../../shared/account/restore.ts";
import { accountWith, day, hour, passkey, pending, sms, start, totp, withBudget } from "./examples.ts";

const fence = start + hour;
const lost = (more: Partial<LostHistory>): LostHistory => ({ ...nothingLost, ...more });
const lostGuesses = (more: Partial<LostGuesses>): LostHistory =>
  lost({ guesses: { ...nothingLost.guesses, totp: { ...nothingLost.guesses.totp, ...more } } });
const restored = (found: Account, history: LostHistory = nothingLost) => {
  const done = restore(found, history, fence);
  if (done === null) throw new Error("It was not restored");
  return done;
};
const account = accountWith([totp("app"), sms("phone"), passkey("key")]);

describe("a restored account", () => {
  it("must use a second factor where an admin's lost word said so, or the backup does", () => {
    expect(restored(account, lost({ required: true })).account.required).toBe(true);
    expect(restored({ ...account, required: true }).account.required).toBe(true);
    expect(restored(account).account).not.toHaveProperty("required");
  });

  it("takes no answer to a passkey's challenge of before", () => {
    expect(restored(account).account.passkeyLogins).toBe(fence);
    expect(restored({ ...account, passkeyLogins: fence + 5 }).account.passkeyLogins).toBe(fence + 5);
  });

  it("makes no room for another recovery that waits", () => {
    const trace = { mails: { since: start, count: 2 }, waitedAt: start + 5000, endedByLink: "rec_1" };
    const before = { ...account, recoveryTrace: trace };
    expect(restored(account).account).not.toHaveProperty("recoveryTrace");
    expect(restored(before).account.recoveryTrace).toStrictEqual(trace);
    expect(restored(account, lost({ recoveryWaitedAt: start })).account.recoveryTrace).toStrictEqual({
      mails: { since: 0, count: 0 },
      waitedAt: start,
    });
    for (const [at, waitedAt] of [
      [start, start + 5000],
      [start + 9000, start + 9000],
    ] as const)
      expect(restored(before, lost({ recoveryWaitedAt: at })).account.recoveryTrace).toStrictEqual({
        mails: trace.mails,
        waitedAt,
      });
  });

  it.each([
    ["has factors", account, {}, false],
    ["never had one", accountWith([]), {}, false],
    ["had only a set-up", accountWith([totp("app", pending)]), {}, false],
    ["lost its last factor", accountWith([totp("app")]), { removed: new Set(["app"]) }, true],
    ["was switched off since", account, { switchedOff: true }, false],
    ["was switched off and on again", account, { switchedOff: true, activated: new Set(["new"]) }, true],
    [
      "was switched off and on with a factor of the backup",
      account,
      { switchedOff: true, activated: new Set(["app"]) },
      false,
    ],
    ["was switched on since", accountWith([]), { activated: new Set(["new"]) }, true],
    ["was erased", account, { erased: true }, false],
  ] as const)("that %s is shut where it was on and nothing of then is left", (_, found, history, mustBeShut) => {
    const done = restored(found, lost(history));
    expect([done.mustBeShut, done.event.data.shut]).toStrictEqual([mustBeShut, mustBeShut]);
  });

  it("without backup codes gets none, and keeps its factors", () => {
    const done = restored({ ...account, backupCodes: null });
    expect([done.account.backupCodes, done.event.data.backupCodes]).toStrictEqual([null, 0]);
    expect(done.account.factors).toHaveLength(3);
  });

  it("says how much is gone", () => {
    const found = accountWith([totp("app"), sms("phone"), passkey("key"), totp("set up", pending)]);
    const { event } = restored(found, lost({ removed: new Set(["app"]) }));
    expect(event).toStrictEqual({ type: "account.restored", data: { factors: 1, backupCodes: 10, shut: false } });
  });

  it("is shut by a factor whose method takes no code, beside what it has", () => {
    const nobodys = totp("nobody's");
    expect(shut(account, nobodys)).toStrictEqual({
      ...account,
      factors: [...account.factors, { ...nobodys, disabled: true }],
      guesses: { ...account.guesses, totp: { failures: failuresThatDisable, lockedUntil: 0 } },
    });
  });
});

describe("the factors of a method", () => {
  const disabledOf = ({ account: { factors } }: ReturnType<typeof restored>) =>
    factors.filter(({ disabled }) => disabled === true).map(({ id }) => id);
  const both = accountWith([totp("app"), sms("phone"), totp("off", { disabled: true }), passkey("key")]);

  it("are disabled where the log says so, and no others", () => {
    expect(disabledOf(restored(both, lostGuesses({ disabled: true })))).toStrictEqual(["app", "off"]);
  });

  it("stay as they were where it says nothing, and are able again where it was reopened", () => {
    expect(disabledOf(restored(both))).toStrictEqual(["off"]);
    const reopened = { reopenedAt: start, onTrial: true };
    const done = restored(both, lostGuesses({ reopened }));
    expect(disabledOf(done)).toStrictEqual([]);
    expect(done.account.factors.every((factor) => !("disabled" in factor))).toBe(true);
    expect(done.account.factors.map(({ id }) => id)).toStrictEqual(["app", "phone", "off", "key"]);
  });
});

describe("the budget of a method", () => {
  const closing = { closedAt: start - day, reopenedAt: start - 2 * day, onTrial: true };
  const budget = (before: Partial<Budget>, more: Partial<LostGuesses>): Budget =>
    restored(withBudget(account, "totp", before), lostGuesses(more)).account.guesses.totp;

  it("has no reopening and no slow codes where neither side knows of any", () => {
    expect(budget({}, {})).toStrictEqual({ failures: 0, lockedUntil: 0 });
  });

  it("knows when wrong codes closed it, by the backup or by the log", () => {
    const lately = { closedAt: start, reopenedAt: 0, onTrial: false };
    expect(budget({}, { closedAt: start }).closing).toStrictEqual(lately);
    expect(budget({ closing }, {}).closing).toStrictEqual(closing);
    expect(budget({ closing }, { closedAt: start }).closing).toStrictEqual({ ...closing, closedAt: start });
    expect(budget({ closing }, { closedAt: start - 3 * day }).closing).toStrictEqual(closing);
  });

  it("was reopened as late as either says, so that no reopening comes twice", () => {
    const reopened = { reopenedAt: start, onTrial: true };
    expect(budget({}, { reopened }).closing).toStrictEqual({ closedAt: 0, reopenedAt: start, onTrial: true });
    expect(budget({ closing }, { reopened }).closing).toStrictEqual({ ...closing, reopenedAt: start });
    const earlier = { reopenedAt: start - 3 * day, onTrial: true };
    expect(budget({ closing }, { reopened: earlier }).closing).toStrictEqual(closing);
  });

  it("is on trial until the log tells of a right code", () => {
    const over = { reopenedAt: 0, onTrial: false };
    expect(budget({ closing }, { cleared: true }).closing?.onTrial).toBe(false);
    expect(budget({ closing }, { reopened: over }).closing?.onTrial).toBe(false);
    expect(budget({ closing: { ...closing, onTrial: false } }, {}).closing?.onTrial).toBe(false);
  });
});

describe("the counts of an account", () => {
  const counts = { failedSinceLogin: 4, lockedAt: start - day };

  it("of wrong codes since the last login, and the time of a lock, stay as the backup has them", () => {
    const { guesses } = restored({ ...account, guesses: { ...noGuesses, ...counts } }).account;
    expect(guesses).toMatchObject(counts);
    for (const name of ["failedSinceLogin", "lockedAt"])
      expect(restored(account).account.guesses).not.toHaveProperty(name);
  });

  it.each(closableMethods)("of a lock of %s that the backup does not know is one of the fence", (method) => {
    for (const more of [{ lockedUntil: start }, { closedAt: start }]) {
      const guesses = { ...nothingLost.guesses, [method]: { ...nothingLost.guesses[method], ...more } };
      expect(restored(account, lost({ guesses })).account.guesses.lockedAt).toBe(fence);
    }
  });

  it("of a day go on while it lasts, and else begin with the first of the last day", () => {
    const smsDay = (since: number, smsAt: readonly number[]) =>
      restored({ ...account, smsDay: { since, count: 2 } }, lost({ smsAt })).account.smsDay;
    expect(smsDay(start - day, [])).toStrictEqual({ since: start - day, count: 2 });
    expect(smsDay(start, [start + 1, start + 2, start + 3])).toStrictEqual({ since: start, count: 5 });
    expect(smsDay(fence - day, [start + 1])).toStrictEqual({ since: start + 1, count: 1 });
    expect(smsDay(fence - day + 1, [start + 1])).toStrictEqual({ since: fence - day + 1, count: 3 });
    expect(smsDay(0, [fence - day - 1, fence - day, fence - day + 1, start])).toStrictEqual({
      since: fence - day + 1,
      count: 2,
    });
    expect(smsDay(start - 3 * day, [start - 2 * day])).toStrictEqual({ since: start - 3 * day, count: 2 });
  });
});

it("an account of the fence's own time is left alone", () => {
  expect(restore({ ...account, epoch: fence }, nothingLost, fence)).toBeNull();
  expect(restore({ ...account, epoch: fence - 1 }, historyOf([]), fence)).not.toBeNull();
});
