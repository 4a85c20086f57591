import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import type { SmsFactor, TotpFactor } from "../../shared/account/factor.ts";
import { pendingRefused, registrationRefused } from "../../shared/account/enroll.ts";
import { confirmSms, enrollSms } from "../../shared/factors/sms/rules.ts";
import { confirmTotp, enrollTotp } from "../../shared/factors/totp/rules.ts";
import type { Refusal } from "../../shared/account/decision.ts";
import type { Policy } from "../../shared/account/policy.ts";
import { preRegister } from "../../shared/factors/sms/flows.ts";
import { disable } from "../../shared/account/remove.ts";
import { codeOf } from "./authenticator-codes.ts";
import {
  accountWith,
  at,
  bytes,
  challengeFor,
  live,
  macOf,
  pending,
  policy,
  preRegistered,
  rules,
  secretOf,
  sms,
  start,
  totp,
} from "./examples.ts";
import { decideOn, expectRefused, expectWritten, granted } from "./expectations.ts";

const app = totp("app", pending);
const foreign = sms("phone", { ...pending, challenge: live("chl_1") });
const registered = { ...foreign, preRegistered: true };
const swiss = { ...foreign, country: "CH" };
const confirm = (factor: TotpFactor | SmsFactor, under: Policy) => (account: Account) =>
  factor.type === "totp"
    ? confirmTotp(account, { factor, policy: under, code: codeOf(factor.id, start), secret: secretOf(factor.id) }, at())
    : confirmSms(
        account,
        {
          factor,
          policy: under,
          challenge: challengeFor("phone", "chl_1", "111111"),
          mac: macOf("phone", "chl_1", "111111"),
        },
        at(),
      );
const enrollment = {
  factorId: "new",
  label: "New",
  contact: null,
  secret: bytes("s"),
  phone: bytes("p"),
  country: "CH",
  challengeId: "chl_2",
};
const notRegistered: Refusal = { code: "phone_not_pre_registered" };

describe("under pre-registration", () => {
  const isRefused = (account: Account, type: "totp" | "sms", isPreRegistered: boolean) =>
    registrationRefused(account, { type, isPreRegistered, country: null }, preRegistered, { rules })?.code ?? "allowed";

  it.each([
    ["no factor", []],
    ["only pending factors", [registered, app]],
  ] as const)("with %s, the first one is the registered phone and nothing else", (_, factors) => {
    const account = accountWith(factors);
    expect(isRefused(account, "sms", true)).toBe("allowed");
    expect(isRefused(account, "sms", false)).toBe("phone_not_pre_registered");
    expect(isRefused(account, "totp", false)).toBe("phone_not_pre_registered");
  });

  it("with an active factor, further ones follow the usual rule", () => {
    const account = accountWith([{ ...registered, activeSince: start }]);
    for (const type of ["totp", "sms"] as const) expect(isRefused(account, type, false)).toBe("allowed");
  });

  it("2FA switched off and on again begins with the registered phone again", () => {
    const { account } = granted(
      disable(accountWith([{ ...registered, activeSince: start }, totp("other")]), false, at()),
    );
    expect(isRefused(account, "totp", false)).toBe("phone_not_pre_registered");
  });

  it("neither an app nor another number can be set up first", () => {
    const more = {
      ...enrollment,
      policy: preRegistered,
      isPreRegistered: false,
      sameNumber: undefined,
    };
    expectRefused(accountWith([]), (it) => enrollTotp(it, more, at()), notRegistered);
    expectRefused(accountWith([]), (it) => enrollSms(it, more, at()), notRegistered);
    expectRefused(accountWith([]), (it) => enrollSms(it, { ...more, country: "FR", isPreRegistered: true }, at()), {
      code: "country_not_allowed",
    });
    const { outcome } = granted(
      decideOn(accountWith([]), (it) => enrollSms(it, { ...more, isPreRegistered: true }, at())),
    );
    expect(outcome.factor.preRegistered).toBe(true);
  });
});

describe("a policy that became stricter after the set-up binds the confirmation, right code or not", () => {
  const noApps: Policy = { ...policy, factorTypes: ["sms"] };
  const noPhones: Policy = { ...policy, factorTypes: ["totp"] };
  const onlyGerman: Policy = { ...policy, smsCountries: ["DE"] };
  const noCountry: Refusal = { code: "country_not_allowed" };
  it.each([
    ["apps are no longer allowed", app, noApps, { code: "factor_type_not_allowed" }],
    ["phones are no longer allowed", foreign, noPhones, { code: "factor_type_not_allowed" }],
    ["not even the registered one", registered, noPhones, { code: "factor_type_not_allowed" }],
    ["pre-registration came, for an app", app, preRegistered, notRegistered],
    ["pre-registration came, for another number", foreign, preRegistered, notRegistered],
    ["the phone's country was dropped", swiss, onlyGerman, noCountry],
    ["for a registered phone too", { ...swiss, preRegistered: true }, onlyGerman, noCountry],
  ] as const)("%s", (_, factor, under, refusal) => {
    expectRefused(accountWith([factor]), confirm(factor, under), refusal);
    expect(pendingRefused(accountWith([factor]), factor, under, { now: start, rules })).toStrictEqual(refusal);
  });

  it.each([
    ["its country is one of those left", swiss, { ...policy, smsCountries: ["DE", "CH"] }],
    ["all are", swiss, { ...policy, smsCountries: ["*"] }],
    ["its country was not kept yet", foreign, onlyGerman],
    ["it is an app", app, onlyGerman],
  ] as const)("but not a set-up if %s", (_, factor, under) => {
    expect(pendingRefused(accountWith([factor]), factor, under, { now: start, rules })).toBeNull();
    expect(decideOn(accountWith([factor]), confirm(factor, under)).outcome.ok).toBe(true);
  });

  it("but lets the registered phone in, and an app beside it", () => {
    const phone = granted(decideOn(accountWith([registered]), confirm(registered, preRegistered)));
    expect(phone.outcome.first).toBe(true);
    const both = accountWith([{ ...registered, activeSince: start }, app]);
    expect(decideOn(both, confirm(app, preRegistered)).outcome.ok).toBe(true);
  });

  it("and the number of factors: the sixth app is not confirmed", () => {
    const five = [1, 2, 3, 4, 5].map((number) => totp(`active ${number}`));
    expectRefused(accountWith([...five, app]), confirm(app, policy), { code: "too_many_factors" });
  });
});

describe("an admin's number", () => {
  const phone = bytes("sealed other number");

  it("is kept; a set-up with an earlier one ends, and what the user set up or uses stays", () => {
    const used = sms("used", { preRegistered: true });
    const account = accountWith([used, app, registered]);
    expectWritten(account, (it) => preRegister(it, phone), {
      changes: { preRegisteredPhone: phone, factors: [used, app] },
      event: { type: "phone.pre_registered", data: {} },
      outcome: {},
    });
    expect(granted(preRegister(accountWith([foreign]), phone)).account.factors).toStrictEqual([foreign]);
  });

  it("is taken back with the set-up that used it", () => {
    expectWritten(accountWith([registered]), (it) => preRegister(it, null), {
      changes: { preRegisteredPhone: null, factors: [] },
      event: { type: "phone.pre_registration_removed", data: {} },
      outcome: {},
    });
  });

  it("that was never given is taken back without a write", () => {
    const account = accountWith([app], { preRegisteredPhone: null });
    expect(decideOn(account, (it) => preRegister(it, null))).toStrictEqual({ outcome: { ok: true } });
  });
});
