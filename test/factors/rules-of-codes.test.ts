import { describe, expect, it } from "vitest";
import { backupCodesId } from "../../shared/account/account.ts";
import { regenerate } from "../../shared/factors/backup-codes/rules.ts";
import { phoneToText, verifySms } from "../../shared/factors/sms/rules.ts";
import { confirmTotp } from "../../shared/factors/totp/rules.ts";
import { codeOf } from "../account/authenticator-codes.ts";
import {
  accountWith,
  at,
  backupSet,
  challengeFor,
  live,
  macOf,
  pending,
  policy,
  secretOf,
  sms,
  start,
  step,
  totp,
} from "../account/examples.ts";

describe("the first code of an app, by a clock that is wrong", () => {
  it.each([
    [2, 1],
    [-2, -1],
    [4, 2],
    [-9, -5],
    [20, 10],
    [-20, -10],
    [21, undefined],
    [-21, undefined],
  ])("%i steps off is told as %j minutes", (steps, minutes) => {
    const factor = totp("new app", pending);
    const code = codeOf("new app", start + steps * step);
    const said = { factor, code, secret: secretOf("new app"), policy };
    const { outcome } = confirmTotp(accountWith([factor]), said, at());
    if (outcome.ok) return expect.fail("It was confirmed.");
    expect("clockMinutes" in outcome.refusal ? outcome.refusal.clockMinutes : undefined).toBe(minutes);
  });
});

describe("the phone that gets the code", () => {
  const [old, young] = [sms("old"), sms("young")];
  const off = sms("off", { disabled: true });
  const chosen = (factors: Parameters<typeof accountWith>[0], named?: string) => {
    const found = phoneToText(accountWith(factors), named);
    return found.ok ? found.factor.id : found.refusal.code;
  };

  it("is the named one, though it is disabled", () => {
    expect(chosen([old, young, off], "young")).toBe("young");
    expect(chosen([old, off], "off")).toBe("off");
  });
  it("is the preferred one, or else the oldest that is not disabled", () => {
    expect(chosen([totp("app"), old, sms("young", { preferred: true })])).toBe("young");
    expect(chosen([sms("off", { disabled: true, preferred: true }), old, young])).toBe("old");
    expect(chosen([off])).toBe("off");
  });
  it("is none where there is no active phone, no such factor, or no phone of that name", () => {
    expect(chosen([totp("app")])).toBe("no_sms_factor");
    expect(chosen([totp("app"), old], "app")).toBe("no_sms_factor");
    expect(chosen([old, sms("begun", pending)], "begun")).toBe("factor_not_found");
    expect(chosen([old], "nobody's")).toBe("factor_not_found");
  });
});

describe("the code of a phone", () => {
  const verify = (more: object, challenge: object = {}) => {
    const phone = sms("phone", { challenge: live("chl_1"), ...more });
    const item = { ...challengeFor("phone", "chl_1", "000123"), ...challenge };
    const code = { challengeId: "chl_1", challenges: [item], mac: macOf("phone", "chl_1", "000123") };
    return verifySms(accountWith([phone]), code, at());
  };

  it("is refused where the phone is disabled, and where the challenge is another phone's", () => {
    expect(verify({ disabled: true }).outcome).toEqual({
      ok: false,
      refusal: { code: "method_disabled", method: "sms" },
    });
    expect(verify({}, { factorId: "other" }).outcome).toEqual({ ok: false, refusal: { code: "challenge_expired" } });
  });
  it("tells the event that it was read out in a call, and nothing of an SMS", () => {
    expect(verify({}, { channel: "voice" }).write?.event?.data).toHaveProperty("channel", "voice");
    expect(verify({}).write?.event?.data).not.toHaveProperty("channel");
  });
});

it("new backup codes leave the token that made them alone where it came from the old ones", () => {
  const account = accountWith([totp("app")], { exemptTokenId: "an earlier one" });
  const made = (factorId: string | null) =>
    regenerate(
      account,
      backupSet("new salt"),
      factorId === null ? null : { factorId, epoch: 3, tokenId: "this one", method: "backup_code" },
      at(),
    ).write?.account.exemptTokenId;
  expect(made(backupCodesId(account.backupCodes) ?? expect.fail("There are no codes."))).toBe("this one");
  expect([made("app"), made(null)]).toEqual(["an earlier one", "an earlier one"]);
});
