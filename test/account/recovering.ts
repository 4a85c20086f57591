import type { Account } from "../../shared/account/account.ts";
import type { At, Decision } from "../../shared/account/decision.ts";
import type { Policy } from "../../shared/account/policy.ts";
import { bytes, policy as base, rules, sms, start, totp } from "./examples.ts";
import { emptyAccount } from "../../shared/account/account.ts";

export const hour = 3_600_000;
export const delay: Policy = { ...base, recovery: { mode: "delay", delayHours: 72 } };
export const approval: Policy = { ...base, recovery: { mode: "delay-and-approval", delayHours: 72 } };
export const off: Policy = { ...base, recovery: { mode: "off", delayHours: 72 }, recoveryFrom: start };

/** Somebody with an app and a phone, and an address that a token called verified. */
export const owner: Account = {
  ...emptyAccount,
  version: 3,
  factors: [totp("fac_app", { preferred: true }), sms("fac_phone")],
  contact: bytes("sealed address"),
  contactMark: { hash: bytes("hash"), verified: true },
};

export const at = (hours = 0): At => ({ now: start + hours * hour, rules });
export const after = <T>(account: Account, decision: Decision<T>): Account => decision.write?.account ?? account;
