/** @module-tag histories */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Account, activeFactors, emptyAccount, isEnabled } from "../../shared/account/account.ts";
import type { AccountEvent, EventDraft } from "../../shared/account/events.ts";
import { closed, isDisabled } from "../../shared/account/guesses.ts";
import { loginMethods, methods, noGuesses } from "../../shared/account/guess-budget.ts";
import { historyOf, nothingLost } from "../../shared/account/lost-history.ts";
import { failuresThatDisable, restore, shut } from "../../shared/account/restore.ts";
import { rulesSchema } from "../../shared/account/rules.ts";
import { totpStepAt as stepAt } from "../../shared/account/instant.ts";
import { stepUp } from "../../shared/account/step-up.ts";
import { accountWith, at, hour, live, pending, rules, sms, start, totp } from "../account/examples.ts";
const fence = start + hour;
const factorId = fc.constantFrom("a", "b", "c", "d");
const method = fc.constantFrom(...methods);
const loginMethod = fc.constantFrom(...loginMethods);

const draft: fc.Arbitrary<EventDraft> = fc.oneof(
  fc.record({
    type: fc.constant("factor.activated" as const),
    data: fc.record({ factorId, factorType: fc.constantFrom("totp" as const, "sms" as const), first: fc.boolean() }),
  }),
  fc.record({
    type: fc.constant("factor.removed" as const),
    data: fc.record({ factorId, factorType: fc.constant("totp" as const) }),
  }),
  fc.constant<EventDraft>({ type: "two_factor.disabled", data: { factors: 1, backupCodes: 1 } }),
  fc.constant<EventDraft>({ type: "account.reset", data: { factors: 1, backupCodes: 1, reason: "a reason" } }),
  fc.constant<EventDraft>({ type: "account.erased", data: {} }),
  fc.constant<EventDraft>({ type: "backup_codes.regenerated", data: { count: 10 } }),
  fc.constant<EventDraft>({ type: "phone.pre_registered", data: {} }),
  fc.record({
    type: fc.constant("login.succeeded" as const),
    data: loginMethod.map((by) => ({ method: by, backupCodesRemaining: 3, failedBefore: 0 })),
  }),
  fc.record({
    type: fc.constant("code.rejected" as const),
    data: fc.record({ method, compared: fc.constant(1), attemptsRemaining: fc.constant(1) }),
  }),
  fc.record({ type: fc.constant("method.disabled" as const), data: fc.record({ method, compared: fc.constant(1) }) }),
);
const eventAt = (one: EventDraft, index: number): AccountEvent => ({
  ...one,
  id: `evt_${String(index)}`,
  at: start + index * 1000,
  actor: { role: "user", ref: "usr_x" },
});
const events = fc.array(draft, { maxLength: 12 }).map((drafts) => drafts.map(eventAt));
const account = fc
  .record({
    factors: fc.uniqueArray(factorId, { maxLength: 3 }),
    isPhone: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    isPending: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
    epoch: fc.nat(20),
    failures: fc.nat(25),
  })
  .map(({ factors, isPhone, isPending, epoch, failures }) =>
    accountWith(
      factors.map((id, index) => ({
        ...(isPhone[index] ? sms(id, { challenge: live("chl") }) : totp(id, { lastStep: stepAt(start) })),
        ...(isPending[index] ? pending : {}),
      })),
      { epoch, guesses: { ...emptyAccount.guesses, totp: { failures, lockedUntil: 0 } } },
    ),
  );
const restored = (found: Account, lost: readonly AccountEvent[]) => {
  const done = restore(found, historyOf(lost), fence);
  if (done === null) throw new Error("It was not restored");
  return done;
};
const inOrder = (lost: readonly AccountEvent[], type: string) => lost.findLastIndex((event) => event.type === type);

describe("whatever the backup and the log say", () => {
  it("no proof of an earlier epoch counts, and a second run finds nothing to do", () => {
    fc.assert(
      fc.property(account, events, (found, lost) => {
        const done = restored(found, lost).account;
        expect(done.epoch).toBeGreaterThan(found.epoch);
        expect(restore(done, historyOf(lost), fence)).toBeNull();
        if (!isEnabled(done)) return;
        for (const epoch of [found.epoch, found.epoch + 5]) {
          const secondFactor = { epoch, factorId: "fac_a", tokenId: "of before", method: "totp" };
          expect(stepUp(done, { passwordAt: fence, secondFactor, takesPasskeys: true }, "user", at(fence))?.code).toBe(
            "unauthenticated",
          );
        }
      }),
    );
  });

  it("no code of before is left: backup codes, live SMS codes, steps, set-ups under way", () => {
    fc.assert(
      fc.property(account, events, (found, lost) => {
        const done = restored(found, lost).account;
        expect(done.backupCodes).toBeNull();
        for (const factor of done.factors) {
          expect(factor.activeSince).not.toBeNull();
          if (factor.type === "sms") expect(factor.challenge).toBeNull();
          if (factor.type === "totp") expect(factor.lastStep).toBeGreaterThanOrEqual(stepAt(fence) + rules.totpWindow);
        }
      }),
    );
  });

  it("a factor that was removed, or went with a reset, is gone", () => {
    fc.assert(
      fc.property(account, events, (found, lost) => {
        const kept = restored(found, lost).account.factors.map(({ id }) => id);
        const off = Math.max(
          ...["account.reset", "two_factor.disabled", "account.erased"].map((type) => inOrder(lost, type)),
        );
        const since = lost.slice(off + 1);
        for (const event of since) if (event.type === "factor.removed") expect(kept).not.toContain(event.data.factorId);
        const activated = since.flatMap((event) => (event.type === "factor.activated" ? [event.data.factorId] : []));
        if (off >= 0) expect(activated).toEqual(expect.arrayContaining(kept));
      }),
    );
  });

  it("2FA that was on stays on: with a factor of then, or shut", () => {
    fc.assert(
      fc.property(account, events, (found, lost) => {
        const off = Math.max(
          ...["account.reset", "two_factor.disabled", "account.erased"].map((type) => inOrder(lost, type)),
        );
        const gone = new Set<string>();
        const on = new Set(off < 0 ? activeFactors(found).map(({ id }) => id) : []);
        for (const event of lost.slice(off + 1)) {
          if (event.type === "factor.activated") on.add(event.data.factorId);
          if (event.type === "factor.removed") gone.add(event.data.factorId);
        }
        const { account: done, mustBeShut } = restored(found, lost);
        // The log says of a factor that was removed that others remained.
        const wasOn = on.size > 0 && (off < 0 ? true : [...on].some((id) => !gone.has(id)));
        if (wasOn && ![...on].every((id) => gone.has(id))) expect(isEnabled(done) || mustBeShut).toBe(true);
        if (isEnabled(done)) expect(mustBeShut).toBe(false);
      }),
    );
  });

  it("a shut account takes no code at all, in any deployment", () => {
    fc.assert(
      fc.property(account, events, (found, lost) => {
        const { account: done } = restored(found, lost);
        const safe = shut(done, totp("nobody's", { createdAt: fence, activeSince: fence }));
        for (const disableAfterGuesses of [10, 100])
          expect(closed(safe, "totp", at(fence, { ...rules, disableAfterGuesses }))?.code).toBe("method_disabled");
        expect(isEnabled(safe)).toBe(true);
      }),
    );
  });

  it("the log may come twice and in any order", () => {
    fc.assert(
      fc.property(
        account,
        events.chain((lost) =>
          fc.tuple(fc.constant(lost), fc.shuffledSubarray([...lost, ...lost], { minLength: lost.length * 2 })),
        ),
        (found, [lost, shuffled]) => {
          expect(restored(found, shuffled)).toEqual(restored(found, lost));
        },
      ),
    );
  });

  it("what was made after the fence stays", () => {
    const codes = { ...accountWith([totp("a")]).backupCodes, generatedAt: fence };
    const made = accountWith([totp("a"), sms("b", { createdAt: fence, activeSince: null })]);
    const found = { ...made, backupCodes: made.backupCodes && { ...made.backupCodes, ...codes } };
    const done = restored(found, []).account;
    expect(done.backupCodes).toEqual(found.backupCodes);
    expect(done.factors.map(({ id }) => id)).toEqual(["a", "b"]);
  });
});

describe("guesses", () => {
  const wrong = (count: number, from = 0): readonly AccountEvent[] =>
    Array.from({ length: count }, (_, index) =>
      eventAt({ type: "code.rejected", data: { method: "totp", compared: 1, attemptsRemaining: 1 } }, from + index),
    );

  it("go on from where the lost table was", () => {
    const found = accountWith([totp("a")], {
      guesses: { ...emptyAccount.guesses, totp: { failures: 3, lockedUntil: 5 } },
    });
    expect(restored(found, wrong(4)).account.guesses.totp.failures).toBe(7);
    expect(restored(found, wrong(4)).account.guesses.day).toEqual({ since: start, count: 4 });
    const success = eventAt(
      { type: "login.succeeded", data: { method: "totp", backupCodesRemaining: 1, failedBefore: 0 } },
      4,
    );
    expect(restored(found, [...wrong(4), success, ...wrong(2, 5)]).account.guesses.totp).toEqual({
      failures: 2,
      lockedUntil: 0,
      slow: { since: fence, compared: 6 },
    });
  });

  it("are forgotten after a reset", () => {
    const found = accountWith([totp("a")], {
      guesses: { ...emptyAccount.guesses, sms: { failures: 3, lockedUntil: fence + hour } },
    });
    const reset = eventAt({ type: "account.reset", data: { factors: 1, backupCodes: 0, reason: "lost it" } }, 9);
    const { guesses } = restored(found, [...wrong(4), reset]).account;
    expect([guesses.sms, guesses.totp]).toEqual([noGuesses.sms, noGuesses.totp]);
    expect(guesses.day.count).toBe(0);
  });

  it("keep a lock until its time, and a disabled method disabled", () => {
    const until = new Date(fence + hour).toISOString();
    const locked = eventAt({ type: "method.locked", data: { method: "sms", compared: 1, until } }, 1);
    const disabled = eventAt({ type: "method.disabled", data: { method: "totp", compared: 1 } }, 2);
    const done = restored(accountWith([totp("a"), sms("b")]), [locked, disabled]).account;
    expect(closed(done, "sms", at(fence))).toEqual({ code: "too_many_attempts", retryAt: fence + hour });
    expect(isDisabled(done, "totp", at(fence))).toBe(true);
  });

  it("are more than any deployment allows where a method is disabled, and steps reach as far as any accepts", () => {
    expect(rulesSchema.safeParse({ disableAfterGuesses: failuresThatDisable }).success).toBe(true);
    expect(rulesSchema.safeParse({ disableAfterGuesses: failuresThatDisable + 1 }).success).toBe(false);
    expect(rulesSchema.safeParse({ totpWindow: 2 }).success).toBe(false);
  });
});

it("an account without a history keeps its factors", () => {
  const done = restore(accountWith([totp("a"), sms("b")]), nothingLost, fence);
  expect([done?.mustBeShut, done?.account.factors.map(({ id }) => id)]).toEqual([false, ["a", "b"]]);
});

it("ends all remembered devices: their counts may have gone back, so that an old token would be the newest again", () => {
  const before = accountWith([totp("app")]);
  expect(before.devices).toHaveLength(1);
  expect(restore(before, nothingLost, fence)?.account.devices).toEqual([]);
});
