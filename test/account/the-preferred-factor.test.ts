import { describe, expect, it } from "vitest";
import { type Account, preferredFactor } from "../../shared/account/account.ts";
import { updateFactor } from "../../shared/account/update-factor.ts";
import { accountWith, pending, sms, totp } from "./examples.ts";
import { decideOn, expectRefused, granted } from "./expectations.ts";

const three = accountWith([totp("oldest"), sms("phone", { preferred: true }), totp("newest")]);
type Change = Parameters<typeof updateFactor>[2];
const marked = (account: Account, id: string, change: Change) =>
  granted(updateFactor(account, id, change))
    .account.factors.filter(({ preferred }) => preferred)
    .map((it) => it.id);
function expectUnchanged(account: Account, id: string, change: Change): void {
  const factor = account.factors.find((one) => one.id === id);
  expect(decideOn(account, (it) => updateFactor(it, id, change))).toStrictEqual({
    outcome: { ok: true, factor, account },
  });
}

describe("the factor that a login asks for", () => {
  it("stays the same when a factor is renamed, whichever it is", () => {
    expect(marked(three, "phone", { label: "Mine" })).toStrictEqual(["phone"]);
    expect(marked(three, "newest", { label: "Mine" })).toStrictEqual(["phone"]);
  });

  it("is the one that was chosen, and only that one", () => {
    expect(marked(three, "newest", { preferred: true })).toStrictEqual(["newest"]);
  });

  it("is the oldest other one once it is preferred no more", () => {
    expect(marked(three, "phone", { preferred: false })).toStrictEqual(["oldest"]);
    const first = accountWith([totp("oldest", { preferred: true }), sms("phone"), totp("newest")]);
    expect(marked(first, "oldest", { preferred: false })).toStrictEqual(["phone"]);
  });

  it("does not change when another one is said not to be preferred", () => {
    expectUnchanged(three, "newest", { preferred: false });
    expect(marked(three, "newest", { preferred: false, label: "Mine" })).toStrictEqual(["phone"]);
  });

  it("stays the only one there is", () => {
    expectUnchanged(accountWith([totp("only")]), "only", { preferred: false });
  });

  it("leaves no event when it is chosen again, nor a name that a factor has already", () => {
    expectUnchanged(three, "phone", { preferred: true });
    expectUnchanged(three, "newest", { label: totp("newest").label });
    expectUnchanged(three, "newest", { label: totp("newest").label, preferred: false });
    expectUnchanged(three, "newest", {});
  });

  it("is never one that is still pending, nor one that is not there", () => {
    const account = accountWith([totp("app"), sms("new", pending)]);
    expectRefused(account, (it) => updateFactor(it, "new", { preferred: true }), { code: "factor_not_found" });
    expectRefused(account, (it) => updateFactor(it, "gone", { preferred: true }), { code: "factor_not_found" });
    expectUnchanged(account, "app", { preferred: false });
    expect(preferredFactor(account)?.id).toBe("app");
  });
});
