import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import { refused } from "../../shared/account/decision.ts";
import { noDemand } from "../../shared/account/enforcement.ts";
import { loginNeeds } from "../../shared/account/accept.ts";
import { phoneToText } from "../../shared/factors/sms/rules.ts";
import { updateFactor } from "../../shared/account/update-factor.ts";
import { accountWith, insisting, pending, sms, totp } from "./examples.ts";
import { decideOn, expectRefused, expectWritten, granted } from "./expectations.ts";

const app = totp("app");
const phone = sms("phone", { preferred: true });
const other = totp("other");
const setUp = sms("set up", pending);
const account = accountWith([app, phone, other, setUp]);
const notFound = { code: "factor_not_found" } as const;

describe("the decision after the password", () => {
  it.each([
    ["nothing at all", accountWith([])],
    ["only pending factors", accountWith([totp("app", pending), { ...setUp, preferred: true }])],
  ])("with %s is the policy's", (_, none) => {
    expect(loginNeeds(none, noDemand)).toStrictEqual({ ok: true, decision: "allow" });
    expect(loginNeeds(none, insisting)).toStrictEqual({ ok: true, decision: "enroll" });
    expect(loginNeeds(none, insisting)).toStrictEqual({ ok: true, decision: "enroll" });
    expect(loginNeeds(none, insisting, "set up")).toStrictEqual({ ok: true, decision: "enroll" });
  });

  it("with an active factor is always to ask, whatever the policy says", () => {
    for (const under of [noDemand, insisting])
      expect(loginNeeds(accountWith([app]), under)).toStrictEqual({ ok: true, decision: "challenge", factor: app });
  });

  it("asks for the preferred factor, or the oldest one, or the one that is named", () => {
    expect(loginNeeds(account, noDemand)).toStrictEqual({ ok: true, decision: "challenge", factor: phone });
    expect(loginNeeds(accountWith([setUp, app, other]), noDemand)).toStrictEqual({
      ok: true,
      decision: "challenge",
      factor: app,
    });
    expect(loginNeeds(account, noDemand, "other")).toStrictEqual({ ok: true, decision: "challenge", factor: other });
  });

  it.each(["", "nothing", "set up"])("knows no factor %j", (id) => {
    expect(loginNeeds(account, noDemand, id)).toStrictEqual(refused(notFound));
  });
});

it("texts the named phone, else the preferred one, else the oldest, and never a pending one", () => {
  const two = accountWith([app, sms("first"), phone]);
  expect(phoneToText(two)).toStrictEqual({ ok: true, factor: phone });
  expect(phoneToText(two, "first")).toStrictEqual({ ok: true, factor: sms("first") });
  const appPreferred = accountWith([{ ...app, preferred: true }, sms("first"), sms("second")]);
  expect(phoneToText(appPreferred)).toStrictEqual({ ok: true, factor: sms("first") });
  expect(phoneToText(two, "app")).toStrictEqual(refused({ code: "no_sms_factor" }));
  for (const none of [accountWith([]), accountWith([app, setUp])])
    expect(phoneToText(none)).toStrictEqual(refused({ code: "no_sms_factor" }));
  for (const id of ["", "nothing", "set up"]) expect(phoneToText(account, id)).toStrictEqual(refused(notFound));
});

describe("an update", () => {
  const preferredIn = (state: Account) => state.factors.filter(({ preferred }) => preferred).map(({ id }) => id);

  it("renames one factor and changes nothing else", () => {
    const renamed = { ...app, label: "My app" };
    const factors = [renamed, phone, other, setUp];
    expectWritten(account, (it) => updateFactor(it, "app", { label: "My app" }), {
      changes: { factors },
      event: { type: "factor.updated", data: { factorId: "app", factorType: "totp" } },
      outcome: { factor: renamed, account: { ...account, factors } },
    });
  });

  it.each([
    ["app", true, "app"],
    ["phone", false, "app"],
  ])("of %s to preferred: %s leaves exactly %s preferred", (id, preferred, left) => {
    const { account: after, outcome } = granted(decideOn(account, (it) => updateFactor(it, id, { preferred })));
    expect(preferredIn(after)).toStrictEqual([left]);
    expect(outcome.factor).toStrictEqual(after.factors.find((factor) => factor.id === id));
    expect(after).toStrictEqual({
      ...account,
      factors: account.factors.map((one) => ({ ...one, preferred: one.id === left })),
    });
  });

  it.each(["", "nothing", "set up"])("finds no factor %j to change", (id) => {
    expectRefused(account, (it) => updateFactor(it, id, { label: "Mine", preferred: true }), notFound);
  });
});
