import { describe, expect, it } from "vitest";
import { type Account, withContact } from "../../shared/account/account.ts";
import {
  cancelByLink,
  cancelLinkEnds,
  cancelRecovery,
  cancelState,
  isSuspect,
  lapsedBy,
  offersRecovery,
  recoveryAt,
  recoveryEnds,
} from "../../shared/account/recovery-standing.ts";
import { approveRecovery, askRecovery, confirmRecovery, recoveryTold } from "../../shared/account/recovery.ts";
import { refusedBy } from "./expectations.ts";
import { bytes, day, pending, sms, start, totp } from "./examples.ts";
import { after, approval, at, delay, hour, off, owner } from "./recovering.ts";

/** Instants to the millisecond: what a request's week, day and delay bound. */
const ask = (account: Account, hours: number, id = "AAAAAAAAAAA") =>
  askRecovery(account, { id, canMail: true }, delay, at(hours));
const asked = after(owner, ask(owner, 0));
const untold = after(asked, confirmRecovery(asked, true, delay, at()));
const waiting = after(untold, recoveryTold(untold, 2, delay, at().now));
const recoveryOf = ({ recovery }: Account) => {
  if (recovery === undefined) throw new Error("None is under way");
  return recovery;
};

describe("wrong codes that closed a method", () => {
  const lockedAt = (instant: number): Account => ({ ...owner, guesses: { ...owner.guesses, lockedAt: instant } });
  it.each([
    [-7 * day, false],
    [-7 * day + 1, true],
    [0, true],
    [day, true],
  ])("%i ms from the beginning ask for an approval: %s", (from, suspect) => {
    expect(isSuspect(lockedAt(start + from), start)).toBe(suspect);
    expect(isSuspect(owner, start)).toBe(false);
    expect(isSuspect({ ...owner, heldRole: true }, start)).toBe(true);
  });
});

it("a deployment that sends no mail offers none", () => {
  const unsent = askRecovery(owner, { id: "AAAAAAAAAAA", canMail: false }, delay, at());
  expect(unsent).toEqual({ outcome: { ok: false, refusal: { code: "recovery_not_offered" } } });
  expect(offersRecovery(owner, delay, true, at().now)).toBe(true);
  expect(offersRecovery(owner, delay, false, at().now)).toBe(false);
});

it("three mails a day: the fourth waits for the end of the day of the first", () => {
  let account = owner;
  for (const hours of [1, 2, 3]) account = after(account, ask(account, hours));
  expect(refusedBy(account, ask(account, 24.9)).refusal).toEqual({
    code: "too_many_attempts",
    retryAt: at(1).now + day,
  });
  expect(ask(account, 25).outcome.ok).toBe(true);
});

it("a second wait begins a week after the first one did, and not a moment before", () => {
  const { account: cancelled = owner } = cancelRecovery(waiting, { by: "user" }).write ?? {};
  const confirm = (hours: number) => {
    const again = after(cancelled, ask(cancelled, hours, "BBBBBBBBBBB"));
    return confirmRecovery(again, true, delay, at(hours)).outcome;
  };
  const week = 168;
  expect(confirm(week - 1 / 3_600_000)).toMatchObject({
    ok: false,
    refusal: { code: "too_many_attempts", retryAt: start + week * hour },
  });
  expect(confirm(week).ok).toBe(true);
});

it("the first code is good for a day, and one that is asked for again within it is the same", () => {
  expect(confirmRecovery(asked, true, delay, at(24 - 1 / 3_600_000)).outcome.ok).toBe(true);
  expect(confirmRecovery(asked, true, delay, at(24)).outcome.ok).toBe(false);
  const sameCode = after(asked, ask(asked, 23));
  expect(recoveryOf(sameCode)).toMatchObject({ askedAt: at(23).now, codeAt: start });
  expect(recoveryOf(after(asked, ask(asked, 24)))).toMatchObject({ codeAt: at(24).now });
});

it("the link of a notice lasts until nothing is left to end, however late an approval comes", () => {
  expect(cancelLinkEnds(recoveryOf(asked))).toBe(start + (7 + 7 + 3) * day);
  expect(cancelLinkEnds(recoveryOf(waiting))).toBe(start + (3 + 7 + 3) * day);
});

it.each([1, 2])("the link of the first notice outlives a delay that %i channels took late", (took) => {
  const link = cancelLinkEnds(recoveryOf(untold));
  const last = at(72 + 168).now - 1;
  expect(recoveryAt(untold, approval, last)).not.toBeNull();
  const late = after(untold, recoveryTold(untold, took, delay, last));
  expect(recoveryEnds(late, approval, recoveryOf(late))).toBeLessThanOrEqual(link);
  const readyAt = recoveryOf(late).wait?.readyAt ?? 0;
  const approved = after(late, approveRecovery(late, "Seen", approval, { ...at(), now: readyAt + 7 * day - 1 }));
  expect(recoveryEnds(approved, approval, recoveryOf(approved))).toBeLessThanOrEqual(link);
});

describe("the link of one that lapsed, and nobody wrote so since,", () => {
  const moved = withContact(
    waiting,
    { sealed: bytes("new"), mark: { hash: bytes("Hash"), verified: true } },
    at(1).now,
  );
  it.each([
    ["policy", waiting, off, 1],
    ["contact", moved, delay, 1],
    ["time", waiting, delay, 144],
  ] as const)("has nothing left to do, and puts down why: %s", (by, account, policy, hours) => {
    const { id } = recoveryOf(waiting);
    const { now } = at(hours);
    expect(lapsedBy(account, policy, now)).toBe(by);
    expect(recoveryAt(account, policy, now)).toBeNull();
    expect(cancelState(account, id, policy, now)).toBe("done");
    const { write, outcome } = cancelByLink(account, id, policy, now);
    expect(outcome).toEqual({ ok: true, state: "over" });
    expect(write?.event).toEqual({ type: "recovery.cancelled", data: { by } });
    expect(cancelByLink(write?.account ?? account, id, policy, now)).toEqual({ outcome });
  });
});

it("a link ends the request that it is of, and no later one", () => {
  const by = { by: "link" } as const;
  expect(cancelRecovery(waiting, { ...by, id: "BBBBBBBBBBB" })).toEqual({ outcome: { ok: true, cancelled: false } });
  expect(cancelRecovery(owner, by)).toEqual({ outcome: { ok: true, cancelled: false } });
  const { write, outcome } = cancelRecovery(waiting, { ...by, id: recoveryOf(waiting).id });
  expect([write?.account.recovery, write?.event?.type, outcome]).toEqual([
    undefined,
    "recovery.cancelled",
    { ok: true, cancelled: true },
  ]);
});

it("an approval is given once, and a second one writes nothing", () => {
  const approve = (account: Account) => approveRecovery(account, "Seen", delay, at(1));
  const approved = after(waiting, approve(waiting));
  expect(recoveryOf(approved).wait?.approvedAt).toBe(at(1).now);
  expect(approve(approved)).toEqual({ outcome: { ok: true } });
});

it("a ready one ends three days after it was ready", () => {
  expect(recoveryAt(waiting, delay, at(72).now)?.state).toBe("ready");
  expect(recoveryAt(waiting, delay, at(144).now - 1)?.state).toBe("ready");
  expect(recoveryAt(waiting, delay, at(144).now)).toBeNull();
});

describe("where an approval is due", () => {
  it("also by a policy that asks for it since, nothing is ready, and a week after the delay it is over", () => {
    expect(recoveryAt(waiting, approval, at(72).now)).toMatchObject({ state: "waiting", needsApproval: true });
    expect(recoveryAt(waiting, approval, at(72 + 168).now - 1)?.state).toBe("waiting");
    expect(recoveryAt(waiting, approval, at(72 + 168).now)).toBeNull();
  });

  it("three days run from an approval that came late", () => {
    const approved = after(waiting, approveRecovery(waiting, "Seen", approval, at(100)));
    expect(recoveryAt(approved, approval, at(172).now - 1)?.state).toBe("ready");
    expect(recoveryAt(approved, approval, at(172).now)).toBeNull();
  });
});

it("notices that nobody took: it is never ready, and over a week after the delay", () => {
  expect(recoveryAt(untold, delay, at(100).now)).toMatchObject({ state: "waiting" });
  expect(recoveryAt(untold, delay, at(72 + 168).now)).toBeNull();
});

it("notices that are taken too late bring nothing back that is over", () => {
  const nothing = { outcome: { ok: true, readyAt: null } };
  const told = (account: Account, hours: number) => recoveryTold(account, 2, delay, at(hours).now);
  expect(told(untold, 72 + 168 - 1 / 3_600_000).write).toBeDefined();
  expect(told(untold, 72 + 168)).toEqual(nothing);
  const mark = { hash: bytes("Hash"), verified: true };
  expect(told(withContact(untold, { sealed: bytes("new"), mark }, at(1).now), 2)).toEqual(nothing);
});

it("what ended by itself is put down with its reason by the next call, and nothing where none was", () => {
  const confirm = (account: Account, hours: number) => confirmRecovery(account, true, delay, at(hours));
  expect(confirm(asked, 168).write).toMatchObject({ event: { type: "recovery.cancelled", data: { by: "time" } } });
  expect(confirm(asked, 168).write?.account).not.toHaveProperty("recovery");
  expect(confirm(owner, 0)).toEqual({ outcome: { ok: false, refusal: { code: "challenge_expired" } } });
});

it("an end takes the set-up of the recovery alone, keeps its waits between SMS, and says why an admin did it", () => {
  const sends = { streak: 2, nextAt: start + hour };
  const recovering = { ...sms("fac_new", pending), sends, recovers: true as const };
  const begun: Account = { ...waiting, factors: [...waiting.factors, recovering, totp("fac_other", pending)] };
  const { write } = cancelRecovery(begun, { by: "admin", reason: "It was not her" });
  expect(write?.account.factors.map(({ id }) => id)).toEqual(["fac_app", "fac_phone", "fac_other"]);
  expect(write?.account.setUpSends).toEqual(sends);
  expect(write?.event).toEqual({ type: "recovery.cancelled", data: { by: "admin", reason: "It was not her" } });
  expect(cancelRecovery(waiting, { by: "user" }).write?.event).toStrictEqual({
    type: "recovery.cancelled",
    data: { by: "user" },
  });
});

it("notices of none, and of one that does not wait, begin nothing", () => {
  const none = { outcome: { ok: true, readyAt: null } };
  for (const account of [owner, asked]) expect(recoveryTold(account, 2, delay, at(1).now)).toEqual(none);
});

it("the link of one under way is open, and says that it was done to whoever comes again", () => {
  const { id } = recoveryOf(waiting);
  const { now } = at(1);
  expect(cancelState(waiting, id, delay, now)).toBe("open");
  for (const account of [waiting, owner]) expect(cancelState(account, "BBBBBBBBBBB", delay, now)).toBe("done");
  const cancelled = cancelByLink(waiting, id, delay, now);
  expect(cancelled.outcome).toEqual({ ok: true, state: "done" });
  expect(cancelled.write?.event).toEqual({ type: "recovery.cancelled", data: { by: "link" } });
  const later = cancelled.write?.account ?? waiting;
  expect(later).not.toHaveProperty("recovery");
  expect(later.recoveryTrace).toEqual({ ...waiting.recoveryTrace, endedByLink: id });
  expect(cancelByLink(later, id, delay, now)).toEqual({ outcome: { ok: true, state: "done" } });
  expect(cancelByLink(later, "BBBBBBBBBBB", delay, now)).toEqual({ outcome: { ok: true, state: "over" } });
});
