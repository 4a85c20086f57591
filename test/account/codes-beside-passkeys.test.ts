import { describe, expect, it } from "vitest";
import type { Account } from "../../shared/account/account.ts";
import type { UnknownFactor } from "../../shared/account/factor.ts";
import { isOffered, loginNeeds, refusesCodes } from "../../shared/account/accept.ts";
import type { PasskeyPolicy } from "../../shared/account/policy-fields.ts";
import { accountWith, at, hour, passkey, pending, policy, sms, start, totp } from "./examples.ts";

const refuses: PasskeyPolicy = { allowed: "any", userVerification: "preferred", downgrade: "refuse" };
const under = (more: Partial<PasskeyPolicy> = {}) => ({ ...policy, passkeys: { ...refuses, ...more } });
const keys = [passkey("one"), passkey("two")];
const owner = (factors: Account["factors"] = keys, firstPasskeyLogin: number | null = start - 72 * hour): Account =>
  accountWith([totp("app"), sms("phone"), ...factors], { firstPasskeyLogin });
const unknown: UnknownFactor = {
  type: "unknown",
  id: "newer",
  label: "",
  createdAt: start,
  activeSince: start,
  preferred: false,
  stored: {},
};

describe("codes of apps and phones", () => {
  it.each([
    ["the policy refuses them, and two passkeys are known to work for 72 hours", owner(), under(), true, true],
    ["of three passkeys", owner([...keys, passkey("three")]), under({ allowed: "device-bound" }), true, true],
    ["the policy allows them", owner(), under({ downgrade: "allow" }), true, false],
    ["the policy allows no passkeys", owner(), under({ allowed: "off" }), true, false],
    ["the user's issuer takes no passkeys", owner(), under(), false, false],
    ["no passkey has completed a login yet", owner(keys, null), under(), true, false],
    ["the first passkey login was less than 72 hours ago", owner(keys, start - 72 * hour + 1), under(), true, false],
    ["there is one passkey alone", owner([passkey("one")]), under(), true, false],
    ["the second passkey is not confirmed", owner([passkey("one"), passkey("two", pending)]), under(), true, false],
    ["the second is of a type that is not known here", owner([passkey("one"), unknown]), under(), true, false],
  ] as const)("are refused where %s: %#", (_, account, terms, takesPasskeys, isRefused) => {
    expect(refusesCodes(account, terms, takesPasskeys, at())).toBe(isRefused);
  });

  it("are refused for good: as well long after", () => {
    expect(refusesCodes(owner(), under(), true, at(start + 9000 * hour))).toBe(true);
  });
});

describe("a login offers", () => {
  const offered = (account: Account, terms: ReturnType<typeof under>, takesPasskeys: boolean) =>
    [totp("app"), sms("phone"), passkey("one"), unknown]
      .filter(isOffered(account, terms, takesPasskeys, at()))
      .map(({ type }) => type);

  it.each([
    ["passkeys and codes", owner(), under({ downgrade: "allow" }), true, ["totp", "sms", "passkey"]],
    ["codes alone to an issuer that takes no passkeys", owner(), under(), false, ["totp", "sms"]],
    ["passkeys alone where codes are refused", owner(), under(), true, ["passkey"]],
  ] as const)("%s, and never a type that is not known here", (_, account, terms, takesPasskeys, types) => {
    expect(offered(account, terms, takesPasskeys)).toStrictEqual(types);
  });
});

describe("grace", () => {
  const graceUntil = start + hour;

  it("lets a user without a factor in until it ends, and says when", () => {
    expect(loginNeeds(accountWith([]), { must: true, graceUntil })).toStrictEqual({
      ok: true,
      decision: "allow",
      graceUntil,
    });
    expect(loginNeeds(accountWith([]), { must: true, graceUntil: null })).toStrictEqual({
      ok: true,
      decision: "enroll",
    });
  });

  it("is none for who has a factor", () => {
    expect(loginNeeds(accountWith([totp("app")]), { must: true, graceUntil })).toStrictEqual({
      ok: true,
      decision: "challenge",
      factor: totp("app"),
    });
  });
});
