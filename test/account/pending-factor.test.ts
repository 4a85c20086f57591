import { describe, expect, it } from "vitest";
import { refused } from "../../shared/account/decision.ts";
import { factorToConfirm, pendingFactor, pendingUntil } from "../../shared/account/enroll.ts";
import { accountWith, at, minute, pending, totp } from "./examples.ts";

const app = totp("new app", pending);

describe("a pending factor", () => {
  it("can be confirmed for ten minutes, not at the tenth's end", () => {
    const account = accountWith([totp("app"), app]);
    const until = app.createdAt + 10 * minute;
    expect(pendingUntil(app, at().rules)).toBe(until);
    expect(pendingFactor(account, "new app", at(until - 1))).toStrictEqual({ ok: true, factor: app });
    expect(pendingFactor(account, "new app", at(until))).toStrictEqual(refused({ code: "enrollment_expired" }));
  });

  it.each(["app", "nothing", ""])("is not to be found under %j", (id) => {
    expect(pendingFactor(accountWith([totp("app"), app]), id, at())).toStrictEqual(
      refused({ code: "factor_not_found" }),
    );
  });
});

describe("a confirmation that comes twice", () => {
  const account = accountWith([totp("app"), totp("new app", pending)]);

  it("is told that it is confirmed, whichever code it brings", () => {
    const refusal = { code: "code_already_used", isConfirmed: true } as const;
    expect(factorToConfirm(account, "app", at())).toStrictEqual(refused(refusal));
  });

  it("is judged as any other where the factor is still pending, or not there", () => {
    expect(factorToConfirm(account, "new app", at())).toStrictEqual({ ok: true, factor: account.factors[1] });
    expect(factorToConfirm(account, "gone", at())).toStrictEqual(refused({ code: "factor_not_found" }));
  });
});
