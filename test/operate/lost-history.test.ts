import { describe, expect, it } from "vitest";
import type { EventDraft } from "../../shared/account/events.ts";
import { historyOf, nothingLost } from "../../shared/account/lost-history.ts";
import { start } from "../account/examples.ts";

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
