import { foreseeRecovery } from "../../shared/account/recovery-rehearsal.ts";
import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import { lapsedBy, offersRecovery } from "../../shared/account/recovery-standing.ts";
import {
  asRecovering,
  askRecovery,
  beforeRecovered,
  confirmRecovery,
  judgeCompletion,
  recoveryTold,
} from "../../shared/account/recovery.ts";
import { activate, pendingRefused, withFirstFactor } from "../../shared/account/enroll.ts";
import { backupSet, bytes, passkey, pending, start, totp } from "./examples.ts";
import { after, approval, at, delay, off, owner } from "./recovering.ts";

/** Answers to whoever asks for a recovery and types its first code, and what they put down. */
const ask = (account: Account, hours: number, id = "AAAAAAAAAAA") =>
  askRecovery(account, { id, canMail: true }, delay, at(hours));
const asked = after(owner, ask(owner, 0));
const untold = after(asked, confirmRecovery(asked, true, delay, at()));
const waiting = after(untold, recoveryTold(untold, 2, delay, at().now));
const refusal = (code: string, more: object = {}) => ({ ok: false, refusal: { code, ...more } });

describe("asking", () => {
  it("is for whoever has a factor, and mails the code that is due", () => {
    const answer = (account: Account, hours = 0) => ask(account, hours, "BBBBBBBBBBB").outcome;
    expect(answer({ ...owner, factors: [totp("fac_new", pending)] })).toEqual(refusal("not_enrolled"));
    expect(answer(owner)).toEqual({
      ok: true,
      recovery: { state: "asked", expiresAt: at(24).now },
      mail: { of: "confirm", recoveryId: "BBBBBBBBBBB", key: String(start) },
    });
    expect(answer(asked, 23)).toMatchObject({ mail: { recoveryId: "AAAAAAAAAAA", key: String(start) } });
    expect(answer(waiting)).toMatchObject({ recovery: { state: "waiting" }, mail: null });
    expect(answer(waiting, 72)).toMatchObject({ mail: { of: "complete", recoveryId: "AAAAAAAAAAA", key: "" } });
  });

  it("tells the log of a new one, after the end of the one before, and not of a code asked for again", () => {
    expect(ask(owner, 0).write).toMatchObject({ event: { type: "recovery.asked", data: {} } });
    expect(ask(owner, 0).write).not.toHaveProperty("also");
    expect(ask(asked, 1).write).not.toHaveProperty("event");
    expect(ask(asked, 168, "BBBBBBBBBBB").write).toMatchObject({
      event: { type: "recovery.cancelled", data: { by: "time" } },
      also: [{ type: "recovery.asked", data: {} }],
    });
  });

  it("in the very moment of a new policy begins one that lasts a day, for all that is known", () => {
    const { outcome } = askRecovery(
      owner,
      { id: "AAAAAAAAAAA", canMail: true },
      { ...delay, recoveryFrom: start },
      at(),
    );
    expect(outcome).toMatchObject({ recovery: { state: "asked", expiresAt: at(24).now } });
  });

  it("while no mail can be sent ends nothing that is under way", () => {
    const unsent = askRecovery(asked, { id: "BBBBBBBBBBB", canMail: false }, delay, at(1));
    expect(unsent).toStrictEqual({ outcome: refusal("recovery_not_offered") });
  });

  it("is offered where the address is verified and did not change lately, by a policy that has it on", () => {
    const { contactMark: _, ...unmarked } = owner;
    const hash = bytes("hash");
    const offered: readonly (readonly [Account, typeof delay, boolean])[] = [
      [owner, delay, true],
      [owner, off, false],
      [unmarked, delay, false],
      [{ ...owner, contact: null }, delay, false],
      [{ ...owner, contactMark: { hash, verified: false } }, delay, false],
    ];
    for (const [account, policy, is] of offered) expect(offersRecovery(account, policy, true, start)).toBe(is);
  });
});

describe("a policy that ends it", () => {
  it("is one that is off, and one that was on again only after it was asked for", () => {
    const { recoveryFrom: _, ...plainlyOff } = off;
    expect(lapsedBy(waiting, plainlyOff, at(1).now)).toBe("policy");
    expect(lapsedBy(waiting, { ...delay, recoveryFrom: start }, at(1).now)).toBe("policy");
    expect(lapsedBy(waiting, { ...delay, recoveryFrom: start - 1 }, at(1).now)).toBeNull();
  });
});

describe("a code that is wrong", () => {
  const { freeGuesses } = at().rules;
  const wrong = (account: Account, now = start) => confirmRecovery(account, false, delay, { ...at(), now });
  it("says how many are left, and then how long to wait, in which no other is judged", () => {
    let account = asked;
    for (let left = freeGuesses - 1; left > 0; left -= 1) {
      const { outcome } = wrong(account);
      expect(outcome).toEqual(refusal("invalid_code", { attemptsRemaining: left, retryAt: null }));
      account = after(account, wrong(account));
    }
    const retryAt = start + 30_000;
    expect(wrong(account).outcome).toEqual(refusal("invalid_code", { attemptsRemaining: 0, retryAt }));
    account = after(account, wrong(account));
    expect(wrong(account, retryAt - 1)).toEqual({ outcome: refusal("too_many_attempts", { retryAt }) });
    expect(wrong(account, retryAt).outcome).toMatchObject(refusal("invalid_code", { attemptsRemaining: 0 }));
    const right = after(account, confirmRecovery(account, true, delay, at()));
    expect(right.recovery?.wrong).toEqual({ failures: 0, until: 0 });
  });
});

it("an approval is due by the policy or for a suspect, each alone, and says so at once", () => {
  const suspect: Account = { ...asked, heldRole: true };
  const confirm = (account: Account, policy = delay) => confirmRecovery(account, true, policy, at());
  for (const [decision, needsApproval] of [
    [confirm(asked), false],
    [confirm(asked, approval), true],
    [confirm(suspect), true],
  ] as const) {
    expect(decision.outcome).toMatchObject({ recovery: { state: "waiting", needsApproval } });
    expect(decision.write?.event).toMatchObject({ data: { needsApproval } });
    expect(decision.write?.account.recovery?.wait).toMatchObject({ needsApproval });
  }
});

it("the second code that comes too early hears when, where a delay runs", () => {
  const judge = (account: Account, hours: number) => judgeCompletion(account, true, delay, at(hours)).outcome;
  expect(judge(asked, 1)).toEqual(refusal("recovery_not_ready", { readyAt: null }));
  expect(judge(waiting, 1)).toEqual(refusal("recovery_not_ready", { readyAt: at(72).now }));
  expect(judge(waiting, 72)).toEqual({ ok: true });
});

it("a set-up by recovery sees the pending factors alone, marks what it added, and leaves no other in its place", () => {
  const [begun, added] = [totp("fac_begun", pending), totp("fac_added", pending)];
  const whole = { ...owner, factors: [...owner.factors, begun] };
  expect(beforeRecovered(whole)).toEqual({ ...owner, factors: [begun] });
  const outcome = { ok: true } as const;
  expect(asRecovering(whole, { outcome })).toEqual({ outcome });
  const set = (factors: Account["factors"]) =>
    asRecovering(whole, { write: { account: { ...whole, factors } }, outcome }).write?.account.factors;
  expect(set([begun, added])).toStrictEqual([...owner.factors, begun, { ...added, recovers: true }]);
  expect(set([])).toStrictEqual(owner.factors);
});

it("a rehearsal where no SMS carries a text of ours tells no phone, and waits as for the address alone", () => {
  const foreseen = (canText: boolean) =>
    foreseeRecovery(owner, { policy: delay, canMail: true, canText, at: at() }).plan;
  expect([foreseen(true)?.phones.length, foreseen(true)?.delayHours]).toEqual([1, 72]);
  expect([foreseen(false)?.phones.length, foreseen(false)?.delayHours]).toEqual([0, 168]);
});

it("the first wrong codes cost no wait, and none is put down", () => {
  const first = confirmRecovery(asked, false, delay, at(1));
  expect(first.outcome).toEqual(refusal("invalid_code", { attemptsRemaining: 4, retryAt: null }));
  expect(first.write?.account.recovery?.wrong).toStrictEqual({ failures: 1, until: 0 });
});

describe("a set-up by recovery is confirmed while that recovery is ready, and at no other time", () => {
  const factor = totp("fac_new", { ...pending, recovers: true });
  const withFactor = (account: Account): Account => ({ ...account, factors: [...account.factors, factor] });
  it.each([
    ["none is under way", owner, 72, { code: "enrollment_expired" }],
    ["it still waits", waiting, 71.9, { code: "enrollment_expired" }],
    ["it is ready", waiting, 72, null],
    ["it is over", waiting, 144, { code: "enrollment_expired" }],
  ] as const)("%s", (_, account, hours, refused) => {
    expect(pendingRefused(withFactor(account), factor, delay, at(hours))).toStrictEqual(refused);
  });
  it("and a set-up of its own needs none", () => {
    const own = totp("fac_own", pending);
    expect(pendingRefused({ ...owner, factors: [...owner.factors, own] }, own, delay, at())).toBeNull();
  });

  it("replaces the factor that an undo would bring back too, and tells of nothing that was not there", () => {
    const removed = totp("fac_removed");
    const staged = { factor: removed, changedAt: start, until: at(72).now };
    const { write, outcome } = activate({ ...withFactor(waiting), staged, devices: [] }, factor, at(72));
    expect(outcome).toMatchObject({ replaced: [{ id: "fac_app" }, { id: "fac_phone" }, { id: "fac_removed" }] });
    expect(write?.also).toStrictEqual([
      { type: "recovery.completed", data: { factorId: "fac_new", factorType: "totp" } },
    ]);
    expect(activate(withFactor(waiting), factor, at(72)).outcome).toMatchObject({
      replaced: [{ id: "fac_app" }, { id: "fac_phone" }],
    });
  });
});

it("a confirmation that is no recovery's replaces nothing", () => {
  const factor = totp("fac_more", pending);
  const { outcome } = activate({ ...owner, factors: [...owner.factors, factor] }, factor, at());
  expect(outcome).toMatchObject({ ok: true, first: false });
  expect(outcome.ok && outcome.replaced).toStrictEqual([]);
});

it("a first passkey is the preferred factor, and its codes go to the write that activates it alone", () => {
  const made = passkey("fac_key", pending);
  const account = { ...owner, factors: [...owner.factors, made] };
  const decision = activate(account, made, at());
  expect(decision.write?.account.factors.map(({ id, preferred }) => [id, preferred])).toStrictEqual([
    ["fac_app", false],
    ["fac_phone", false],
    ["fac_key", true],
  ]);
  const first = activate({ ...owner, factors: [made] }, made, at());
  const given = { backupCodes: backupSet(), contact: null };
  expect(withFirstFactor(first, given, at()).write?.account.backupCodes).toStrictEqual(given.backupCodes);
  expect(withFirstFactor(decision, given, at())).toBe(decision);
  const { outcome } = first;
  expect(withFirstFactor({ outcome }, given, at())).toStrictEqual({ outcome });
});
