import { describe, expect, it } from "vitest";
import { isForOrganisation } from "../../shared/account/organisation-events.ts";

const by = (role: "user" | "admin" | "operator" | "system", type: string): boolean =>
  isForOrganisation({ type, actor: { role, ref: "usr_1" } });

describe("the organisation's activity", () => {
  it.each(["admin", "operator"] as const)("shows each act of an %s, of whatever type", (role) => {
    expect([by(role, "login.succeeded"), by(role, "account.reset"), by(role, "of.a-newer-release")]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it.each(["user", "system"] as const)(
    "shows of a %s what changes something, and no logins, codes or messages",
    (role) => {
      expect(["factor.removed", "two_factor.disabled", "sms.paused"].map((type) => by(role, type))).toEqual([
        true,
        true,
        true,
      ]);
      const others = ["login.succeeded", "code.rejected", "sms.requested", "of.a-newer-release"];
      expect(others.map((type) => by(role, type))).toEqual([false, false, false, false]);
    },
  );
});
