import { describe, expect, it } from "vitest";
import { type Account, emptyAccount } from "../../shared/account/account.ts";
import { disable, removeFactor, reset } from "../../shared/account/remove.ts";
import { provesFactor, stepUp } from "../../shared/account/step-up.ts";
import type { KnownFactor } from "../../shared/account/factor.ts";
import { noDemand } from "../../shared/account/enforcement.ts";
import { loginNeeds } from "../../shared/account/accept.ts";
import {
  accountWith,
  at,
  backupSet,
  live,
  minute,
  pending,
  sms,
  start,
  totp,
  withBudget,
  withDay,
} from "./examples.ts";
import { decideOn, expectRefused, expectWritten, granted } from "./expectations.ts";

const app = totp("app", { preferred: true });
const phone = sms("phone", { challenge: live("chl_1") });
const both = accountWith([app, phone, totp("set up", pending)], { backupCodes: { ...backupSet(), used: 0b11 } });
const hour = 60 * minute;
/** The parts of a removal that an undo needs: the factor that was active longest, and the link of the notice. */
const undoableBy = (factor: KnownFactor) => ({
  staged: { factor, changedAt: start, until: start + 72 * hour },
  changes: [{ link: "", until: start + 72 * hour, froze: false }],
});
const off = { factors: [], backupCodes: null, devices: [], epoch: 4, exemptTokenId: null, firstPasskeyLogin: null };
const remove = (account: Account, factorId: string, must: boolean) =>
  removeFactor(account, { factorId, by: "the remover" }, must, at());
const deviceEnded = (why: "factor" | "admin") =>
  [{ type: "device.ended", data: { deviceId: "dev_first", why } }] as const;
const refused = { code: "two_factor_required" } as const;

describe("removing one of several factors", () => {
  it.each([
    ["app", "totp", "the remover", { devices: [], ...undoableBy(app) }],
    ["phone", "sms", "the remover", { devices: [], ...undoableBy(phone) }],
    ["set up", "totp", "spared earlier", {}],
  ] as const)(
    "%s: takes it out, with a factor in use the devices, and changes nothing else",
    (id, factorType, exemptTokenId, more) => {
      for (const under of [false, true])
        expectWritten(both, (it) => remove(it, id, under), {
          changes: { factors: both.factors.filter((factor) => factor.id !== id), exemptTokenId, ...more },
          event: { type: "factor.removed", data: { factorId: id, factorType } },
          outcome: {},
          ...("devices" in more && { also: deviceEnded("factor") }),
        });
    },
  );

  it("of a phone's set-up leaves its waits to the next one: removing it is no way around them", () => {
    const sends = { streak: 2, nextAt: start + minute };
    const account = accountWith([app, sms("set up", { ...pending, sends })]);
    expect(granted(remove(account, "set up", false)).account.setUpSends).toStrictEqual(sends);
    expect(granted(remove(account, "app", false)).account.setUpSends).toStrictEqual(sends);
    expect(granted(disable(accountWith(account.factors.slice(1)), false, at())).account.setUpSends).toStrictEqual(
      sends,
    );
    const other = accountWith([app, sms("phone"), ...account.factors.slice(1)]);
    expect(granted(removeFactor(other, { factorId: "phone", by: null }, false, at())).account.setUpSends).toStrictEqual(
      other.setUpSends,
    );
    const active = accountWith([app, sms("phone", { sends })]);
    expect(granted(remove(active, "phone", false)).account.setUpSends).toStrictEqual(active.setUpSends);
  });

  it("leaves the oldest other one preferred", () => {
    const { account } = granted(remove(both, "app", false));
    expect(loginNeeds(account, noDemand)).toMatchObject({ factor: { id: "phone" } });
  });

  it("ends what that factor earned, but for the token that removed it, until the next removal", () => {
    const of = (factorId: string, tokenId = "stolen") => ({ epoch: both.epoch, factorId, tokenId, method: "totp" });
    const once = granted(remove(accountWith([app, phone, totp("other")]), "phone", false)).account;
    expect(provesFactor(once, of("phone"))).toBe(false);
    expect(provesFactor(once, of("app"))).toBe(true);
    expect(provesFactor(once, of("phone", "the remover"))).toBe(true);
    const twice = granted(removeFactor(once, { factorId: "app", by: "the next" }, false, at())).account;
    expect(provesFactor(twice, of("app"))).toBe(false);
    expect(provesFactor(twice, of("phone", "the remover"))).toBe(false);
    expect(provesFactor(twice, of("phone", "the next"))).toBe(true);
    expect(granted(removeFactor(once, { factorId: "app", by: null }, false, at())).account.exemptTokenId).toBeNull();
  });

  it("does not know a factor that is not there", () => {
    for (const id of ["", "nothing", "app "])
      expectRefused(both, (it) => remove(it, id, false), { code: "factor_not_found" });
  });
});

describe("removing the last active factor", () => {
  const last = accountWith([totp("set up", pending), phone, sms("other", pending)]);

  it("switches 2FA off: pending factors and backup codes go too, and old assertions prove nothing", () => {
    expectWritten(last, (it) => remove(it, "phone", false), {
      changes: { ...off, setUpSends: sms("other").sends, ...undoableBy(phone) },
      event: { type: "two_factor.disabled", data: { factors: 1, backupCodes: 10 } },
      outcome: {},
      also: deviceEnded("factor"),
    });
  });

  it("is refused where 2FA is required, but a pending one may go", () => {
    expectRefused(last, (it) => remove(it, "phone", true), refused);
    expect(decideOn(last, (it) => remove(it, "other", true)).outcome.ok).toBe(true);
  });
});

describe("switching 2FA off", () => {
  it("takes all factors and codes in one write, and says how many", () => {
    const data = { factors: 2, backupCodes: 8 };
    const event = { type: "two_factor.disabled", data } as const;
    expectWritten(both, (it) => disable(it, false, at()), {
      changes: { ...off, ...undoableBy(app) },
      event,
      outcome: data,
      also: deviceEnded("factor"),
    });
  });

  it("is refused where it is required, on or off", () => {
    for (const account of [both, accountWith([]), accountWith([app]), accountWith([totp("set up", pending)])])
      expectRefused(account, (it) => disable(it, true, at()), refused);
  });

  it("keeps the budgets: locks and counts outlive it", () => {
    const spent = withDay(withBudget(both, "totp", { failures: 20 }), 33);
    expect(granted(disable(spent, false, at())).account).toMatchObject({
      guesses: spent.guesses,
      smsDay: spent.smsDay,
    });
  });

  it("is nothing for who has none", () => {
    const none = accountWith([]);
    expect(decideOn(none, (it) => disable(it, false, at()))).toStrictEqual({
      outcome: { ok: true, factors: 0, backupCodes: 0, gone: [], staged: null },
    });
  });

  it("does not tell a user that 2FA went off who never had it on", () => {
    const decision = decideOn(accountWith([totp("set up", pending)]), (it) => disable(it, false, at()));
    expect(decision.outcome.ok).toBe(true);
    expect(decision.write?.account.factors ?? []).toStrictEqual([]);
    expect(decision.write?.event?.type).not.toBe("two_factor.disabled");
  });
});

describe("an admin's reset", () => {
  const spent = withDay(
    withBudget(withBudget(both, "totp", { failures: 20 }), "sms", { failures: 6, lockedUntil: start + 1 }),
    50,
  );

  it("takes factors, codes, challenges and locks; the registered number and the contact stay", () => {
    const { guesses, smsDay, setUpSends } = emptyAccount;
    expectWritten(spent, (it) => reset(it, "Lost the phone"), {
      changes: { ...off, guesses, smsDay, setUpSends },
      event: { type: "account.reset", data: { factors: 2, backupCodes: 8, reason: "Lost the phone" } },
      outcome: { factors: 2, backupCodes: 8 },
      also: deviceEnded("admin"),
    });
  });

  it("never means off under enforcement: the next login enrols", () => {
    const { account } = granted(reset(spent, "Lost the phone"));
    expect(loginNeeds(account, { ...noDemand, must: true })).toStrictEqual({ ok: true, decision: "enroll" });
    expect(loginNeeds(account, noDemand)).toStrictEqual({ ok: true, decision: "allow" });
  });

  it("of a user who has nothing is recorded as well", () => {
    expect(granted(reset(emptyAccount, "Just in case")).account).toStrictEqual({ ...emptyAccount, epoch: 1 });
  });
});

it("an access token from before a reset or a disabling proves nothing after a new enrolment", () => {
  const secondFactor = { epoch: both.epoch, factorId: "app", tokenId: "spared earlier", method: "totp" };
  const proof = { passwordAt: start, secondFactor, takesPasskeys: true };
  const again = (account: Account): Account => ({ ...account, factors: [app] });
  expect(stepUp(both, proof, "fresh", at())).toBeNull();
  for (const { account } of [granted(reset(both, "Lost the phone")), granted(disable(both, false, at()))]) {
    expect(provesFactor(account, secondFactor)).toBe(false);
    for (const level of ["fresh", "proven"] as const)
      expect(stepUp(again(account), proof, level, at())).toStrictEqual({ code: "unauthenticated" });
    expect(
      stepUp(again(account), { ...proof, secondFactor: { ...secondFactor, epoch: account.epoch } }, "fresh", at()),
    ).toBeNull();
  }
});
