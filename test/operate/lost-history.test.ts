import { describe, expect, it } from "vitest";
import type { EventDraft } from "../../shared/account/events.ts";
import { type Method, methods } from "../../shared/account/guess-budget.ts";
import { historyOf, nothingLost } from "../../shared/account/lost-history.ts";
import { hour, start } from "../account/examples.ts";

const iso = new Date(start + hour).toISOString();
const factor = { factorId: "a", factorType: "totp" } as const;
const approval = { approvalId: "apr_1", action: "reset" } as const;
/** One event a second, the first one at `start`. */
const after = (...drafts: readonly EventDraft[]) =>
  historyOf(
    drafts.map((draft, index) => ({
      ...draft,
      id: `evt_${String(index)}`,
      at: start + index * 1000,
      actor: { role: "user", ref: "usr_x" },
    })),
  );
const wrong = (method: Method, compared = 1): EventDraft => ({
  type: "code.rejected",
  data: { method, compared, attemptsRemaining: 1 },
});
const activated = (factorId: string, factorType: "totp" | "sms" | "passkey" | "unknown" = "totp", first = false) =>
  ({ type: "factor.activated", data: { factorId, factorType, first } }) as const;
const clearedBy = (...drafts: readonly EventDraft[]) => {
  const { guesses } = after(...drafts);
  return methods.filter((method) => guesses[method].cleared);
};

describe("what is read of the events that were lost", () => {
  const read = (one: EventDraft) =>
    historyOf([{ ...one, id: "evt_1", at: start + 1000, actor: { role: "user", ref: "usr_x" } }]);
  it("is nothing of none, and nothing of what changes nothing", () => {
    expect(historyOf([])).toEqual(nothingLost);
    expect(nothingLost).toMatchObject({ preRegistrationChanged: false, wrongAt: [], smsAt: [] });
    expect(read({ type: "factor.updated", data: { factorId: "a", factorType: "totp" } })).toEqual(nothingLost);
  });

  it("is when an SMS was asked for", () => {
    const data = { factorId: "a", purpose: "login" } as const;
    expect(read({ type: "sms.requested", data })).toEqual({ ...nothingLost, smsAt: [start + 1000] });
  });

  it.each(["phone.pre_registered", "phone.pre_registration_removed"] as const)(
    "is that %s changed the number",
    (type) => {
      expect(read({ type, data: {} })).toEqual({ ...nothingLost, preRegistrationChanged: true });
    },
  );

  it("is that new backup codes cleared their wrong guesses", () => {
    const { guesses } = read({ type: "backup_codes.regenerated", data: { count: 10 } });
    expect(guesses.backup_code.cleared).toBe(true);
    expect([guesses.totp.cleared, guesses.sms.cleared, guesses.enrollment.cleared]).toEqual([false, false, false]);
  });

  it("is that an earlier restore left an account shut", () => {
    const restoredBefore = (isShut: boolean) =>
      read({ type: "account.restored", data: { factors: 1, backupCodes: 0, shut: isShut } });
    expect([...restoredBefore(true).activated]).toEqual(["evt_1"]);
    expect(restoredBefore(false)).toEqual(nothingLost);
  });
});

describe("what takes nothing from an account is read as nothing:", () => {
  const drafts: readonly EventDraft[] = [
    { type: "factor.enrollment_started", data: factor },
    { type: "factor.updated", data: factor },
    { type: "passkey.counter_fell", data: { factorId: "a" } },
    { type: "sms.failed", data: { factorId: "a", reason: "no route" } },
    { type: "sms.undelivered", data: { factorId: "a", reason: "blocked" } },
    { type: "sms.paused", data: { country: "CH", range: null, until: iso } },
    { type: "contact.changed", data: {} },
    { type: "account.frozen", data: {} },
    { type: "device.trusted", data: { deviceId: "dev_1" } },
    { type: "login.remembered", data: { deviceId: "dev_1" } },
    { type: "device.ended", data: { deviceId: "dev_1", why: "user" } },
    { type: "recovery.asked", data: {} },
    { type: "recovery.approved", data: { reason: "Called" } },
    { type: "recovery.cancelled", data: { by: "user" } },
    { type: "tenant.erased", data: {} },
    { type: "grace.started", data: { until: iso } },
    { type: "factors.exported", data: { users: 1, encrypted: true } },
    {
      type: "policy.updated",
      data: { version: 1, required: true, factorTypes: ["totp"], phoneRegistration: "self" },
    },
    { type: "bypass_code.issued", data: { hours: 1, reason: "Called" } },
    { type: "caller.checked", data: { by: "phone" } },
    { type: "approval.requested", data: approval },
    { type: "approval.granted", data: approval },
    { type: "approval.dropped", data: approval },
  ];
  it.each(drafts)("$type", (draft) => {
    expect(after(draft)).toStrictEqual(nothingLost);
  });
});

describe("of the factors", () => {
  it("those confirmed since are known until they go again", () => {
    const gone: EventDraft = { type: "factor.removed", data: factor };
    const two = [activated("a"), activated("b")];
    expect(after(...two).activated).toStrictEqual(new Set(["a", "b"]));
    expect(after(...two, gone)).toMatchObject({ activated: new Set(["b"]), removed: new Set(["a"]) });
    const other: EventDraft = { type: "factor.removed", data: { ...factor, factorId: "b" } };
    expect(after(gone, other).removed).toStrictEqual(new Set(["a", "b"]));
  });

  it("an undo brings one back, and takes those that came since", () => {
    const undone: EventDraft = {
      type: "change.undone",
      data: { ...factor, removed: ["b", "c"], backupCodes: 10 },
    };
    const gone: readonly EventDraft[] = ["a", "z"].map((factorId) => ({
      type: "factor.removed",
      data: { ...factor, factorId },
    }));
    expect(after(...gone, activated("b"), activated("d"), undone)).toMatchObject({
      activated: new Set(["d", "a"]),
      removed: new Set(["z", "b", "c"]),
    });
  });

  it("an imported one stands under the event's id, since its own is not told", () => {
    const imported: EventDraft = { type: "factor.imported", data: { factorType: "totp", from: "pskc" } };
    expect(after(activated("a"), imported).activated).toStrictEqual(new Set(["a", "evt_1"]));
  });

  it.each([
    { type: "two_factor.disabled", data: { factors: 1, backupCodes: 1 } },
    { type: "account.reset", data: { factors: 1, backupCodes: 1, reason: "Called" } },
  ] as const)("none is left after $type", (off) => {
    expect(after(activated("a"), off)).toMatchObject({ switchedOff: true, activated: new Set() });
  });

  it("only the new one is left after a recovery", () => {
    const recovered: EventDraft = { type: "recovery.completed", data: { ...factor, factorId: "new" } };
    expect(after(activated("a"), recovered)).toMatchObject({ switchedOff: true, activated: new Set(["new"]) });
  });
});

describe("of an account", () => {
  it("a reset forgets wrong codes and texts, and an erasure all", () => {
    const sent: EventDraft = { type: "sms.requested", data: { factorId: "a", purpose: "login" } };
    const reset: EventDraft = { type: "account.reset", data: { factors: 1, backupCodes: 1, reason: "Called" } };
    expect(after(wrong("totp"), sent, reset)).toMatchObject({ wrongAt: [], smsAt: [] });
    expect(after(wrong("totp"), sent, { type: "account.erased", data: {} })).toStrictEqual({
      ...nothingLost,
      erased: true,
    });
  });

  it("an admin's last word counts", () => {
    const said = (required: true | null): EventDraft => ({
      type: "requirement.changed",
      data: { required, reason: "Called" },
    });
    expect(nothingLost.required).toBe(false);
    expect(after(said(null), said(true)).required).toBe(true);
    expect(after(said(true), said(null)).required).toBe(false);
  });

  it("the last recovery that began to wait is known", () => {
    const waiting: EventDraft = { type: "recovery.waiting", data: { readyAt: iso, needsApproval: false } };
    expect(after(waiting, waiting).recoveryWaitedAt).toBe(start + 1000);
  });
});

describe("wrong codes", () => {
  const closed = (method: Method): EventDraft => ({ type: "method.disabled", data: { method, compared: 3 } });
  const reopened = (by: "admin" | "link" | "password"): EventDraft => ({
    type: "method.reopened",
    data: { method: "totp", by },
  });

  it("are cleared by a new factor of the method, and by the first one those of backup codes", () => {
    expect(clearedBy(activated("a"))).toStrictEqual(["totp", "enrollment"]);
    expect(clearedBy(activated("a", "sms"))).toStrictEqual(["sms", "enrollment"]);
    expect(clearedBy(activated("a", "passkey"))).toStrictEqual(["enrollment"]);
    expect(clearedBy(activated("a", "unknown"))).toStrictEqual(["enrollment"]);
    expect(Object.keys(after(activated("a", "unknown")).guesses)).toStrictEqual([...methods]);
    expect(clearedBy(activated("a", "totp", true))).toStrictEqual(["totp", "backup_code", "enrollment"]);
  });

  it("of bypass codes spend nothing", () => {
    expect(after(wrong("bypass_code"))).toStrictEqual(nothingLost);
    expect(after(wrong("totp", 3)).guesses.totp).toMatchObject({ failures: 1, compared: 3, disabled: false });
  });

  it("disable a method until it is reopened, and backup codes until there are new ones", () => {
    expect(after(wrong("totp"), closed("totp")).guesses.totp).toMatchObject({
      failures: 2,
      compared: 4,
      disabled: true,
      closedAt: start + 1000,
    });
    expect(after(closed("totp"), reopened("admin")).guesses.totp).toMatchObject({
      cleared: true,
      failures: 0,
      lockedUntil: 0,
      disabled: false,
      compared: 3,
    });
    const anew: EventDraft = { type: "backup_codes.regenerated", data: { count: 10 } };
    expect(after(closed("backup_code"), anew).guesses.backup_code).toMatchObject({ disabled: false, failures: 0 });
    expect(after(closed("totp"), anew).guesses.totp.disabled).toBe(true);
  });

  it("end no lock by themselves, and a reopening does", () => {
    const locked: EventDraft = { type: "method.locked", data: { method: "totp", compared: 1, until: iso } };
    expect(after(locked, wrong("totp")).guesses.totp.lockedUntil).toBe(start + hour);
    expect(after(locked, reopened("admin")).guesses.totp.lockedUntil).toBe(0);
  });

  it("may disable a reopened method early until a right one came, and only an admin reopens at any time", () => {
    const right: EventDraft = {
      type: "login.succeeded",
      data: { method: "totp", backupCodesRemaining: 1, failedBefore: 0 },
    };
    const reopening = (...drafts: readonly EventDraft[]) => after(...drafts).guesses.totp.reopened;
    expect(reopening(reopened("admin"))).toStrictEqual({ reopenedAt: 0, onTrial: true });
    for (const by of ["link", "password"] as const)
      expect(reopening(wrong("totp"), reopened(by))).toStrictEqual({ reopenedAt: start + 1000, onTrial: true });
    expect(reopening(reopened("link"), reopened("admin"))).toStrictEqual({ reopenedAt: start, onTrial: true });
    expect(reopening(reopened("link"), right)).toStrictEqual({ reopenedAt: start, onTrial: false });
    expect(reopening(right)).toBeNull();
  });
});
