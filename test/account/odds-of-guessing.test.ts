import { describe, expect, it } from "vitest";
import { comparedInYear, guessingOdds, oddsOf } from "../../docs/generate/guessing-odds.ts";
import type { Account } from "../../shared/account/account.ts";
import { clearAtLogin, closed, wrongCode } from "../../shared/account/guesses.ts";
import { reopenedByPassword } from "../../shared/account/reopen.ts";
import { verifyTotp } from "../../shared/factors/totp/rules.ts";
import { accountWith, at, day, rules, secretOf, second, sms, start, totp } from "./examples.ts";
import { refusedBy } from "./expectations.ts";

const methods = ["totp", "sms"] as const;

/** A thief with the password guesses for a year as soon as he may, changes the password too, and the owner logs in after every fourth wrong code. */
function yearOfGuessing(apps: number): { readonly account: Account; readonly compared: number } {
  const ids = Array.from({ length: apps }, (_, index) => `app ${String(index)}`);
  let account = accountWith([...ids.map((id) => totp(id)), sms("phone")]);
  let compared = 0;
  let guesses = 0;
  for (let now = start; now < start + 365 * day;) {
    const opened = reopenedByPassword(account, now, at(now))?.write?.account;
    if (opened !== undefined) account = opened;
    const open = methods.filter((method) => closed(account, method, at(now)) === null);
    for (const method of open) {
      const factorId = ids[(guesses += 1) % ids.length] ?? "";
      const decision =
        method === "totp"
          ? verifyTotp(account, { code: "wrong", factorId, secret: secretOf(factorId) }, at(now))
          : wrongCode(account, method, at(now));
      const { write } = decision;
      if (write?.event && "compared" in write.event.data) compared += write.event.data.compared;
      account = refusedBy(account, decision).account;
      if (account.guesses[method].failures >= 4) account = clearAtLogin(account, method).account;
    }
    const waits = methods.map((method) => closed(account, method, at(now)));
    const next = waits.map((wait) => (wait?.code === "too_many_attempts" ? wait.retryAt : now + day));
    now = waits.includes(null) ? now + second : Math.max(now + second, Math.min(now + day, ...next));
  }
  return { account, compared };
}

describe("guessing with a stolen password for a year", () => {
  it.each([1, 5])("has no more codes compared than docs/threat-model.md says, with %i apps", (apps) => {
    const most = comparedInYear(rules, "app", "sms");
    const { compared } = yearOfGuessing(apps);
    expect(compared).toBeLessThanOrEqual(most);
    // The figure is worth something only if somebody can come near it.
    expect(compared).toBeGreaterThan(0.9 * most);
  });

  it("succeeds with at most one in two hundred by default, with one app and with five", () => {
    expect(oddsOf(comparedInYear(rules, "app", "sms"))).toBeLessThanOrEqual(0.005);
    expect(oddsOf(comparedInYear(rules, "enrollment"))).toBeLessThanOrEqual(0.005);
  });

  it("follows the settings", () => {
    const twice = { ...rules, slowCodes: 2 * rules.slowCodes };
    expect(comparedInYear(twice, "app") - comparedInYear(rules, "app")).toBe(13 * rules.slowCodes);
    expect(comparedInYear({ ...rules, totpWindow: 0 }, "app")).toBe(comparedInYear(rules, "sms"));
    expect(guessingOdds(twice)).not.toBe(guessingOdds());
  });
});
