import { describe, expect, it } from "vitest";
import { notifiedEvent } from "../../shared/notify/notified.ts";
import type { PublishedEvent } from "../../shared/ports/outbound.ts";

const eventOf = (type: PublishedEvent["type"], data: object): PublishedEvent => ({
  id: "evt_1",
  type,
  version: 1,
  at: "2026-11-21T13:59:30.123Z",
  tenant: "acme",
  ref: "usr_1",
  actor: { role: "user", ref: "usr_1" },
  data: data as PublishedEvent["data"],
});

describe("the user is", () => {
  it("told of a login with a backup code or one of the help desk, and of no other login", () => {
    const told = (method: string) => notifiedEvent(eventOf("login.succeeded", { method, backupCodesRemaining: 2 }));
    expect(told("backup_code")).toEqual({
      id: "evt_1",
      type: "login.succeeded",
      at: "2026-11-21T13:59:30.123Z",
      data: { method: "backup_code", backupCodesRemaining: 2, failedBefore: 0 },
    });
    expect(told("bypass_code")).toMatchObject({ data: { method: "bypass_code", failedBefore: 0 } });
    expect([told("totp"), told("sms"), told("passkey")]).toEqual([null, null, null]);
  });

  it.each([
    ["factor.enrollment_started", { factorId: "fac_1", factorType: "totp" }],
    ["factor.updated", { factorId: "fac_1", factorType: "totp" }],
    ["code.rejected", { method: "totp", attemptsRemaining: 3 }],
    ["sms.requested", { factorId: "fac_1", purpose: "login" }],
    ["policy.updated", {}],
  ] as const)("not told of %s", (type, data) => {
    expect(notifiedEvent(eventOf(type, data))).toBeNull();
  });

  it("told what a later version of an event still says, without what it says besides", () => {
    expect(notifiedEvent(eventOf("method.disabled", { method: "sms", address: "user@example.com" }))?.data).toEqual({
      method: "sms",
      compared: 3,
    });
  });

  it("not told half of what an event should say", () => {
    expect(() => notifiedEvent(eventOf("method.locked", { method: "sms" }))).toThrow();
  });
});
