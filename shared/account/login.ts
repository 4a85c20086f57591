import {
  type Account,
  activeSms,
  type Factor,
  findFactor,
  isActive,
  preferredFactor,
  type SmsFactor,
} from "./account.ts";
import { type Refusal } from "./decision.ts";
import type { Policy } from "./policy.ts";

export type LoginNeeds =
  | { readonly decision: "allow" }
  | { readonly decision: "enroll" }
  | { readonly decision: "challenge"; readonly factor: Factor };

/** What a login needs after the password. A user who has a factor is always asked, whatever the policy says. */
export function loginNeeds(account: Account, policy: Policy, factorId?: string): LoginNeeds | Refusal {
  const preferred = preferredFactor(account);
  if (!preferred) return { decision: policy.required ? "enroll" : "allow" };
  const factor = factorId === undefined ? preferred : findFactor(account, factorId);
  return factor && isActive(factor) ? { decision: "challenge", factor } : { code: "factor_not_found" };
}

/** The phone that a code goes to: the named one, else the preferred factor if it is a phone, else the oldest phone. */
export function phoneToText(account: Account, factorId?: string): SmsFactor | Refusal {
  if (factorId !== undefined) {
    const named = findFactor(account, factorId);
    if (!named || !isActive(named)) return { code: "factor_not_found" };
    return named.type === "sms" ? named : { code: "no_sms_factor" };
  }
  const preferred = preferredFactor(account);
  const phone = preferred?.type === "sms" ? preferred : activeSms(account)[0];
  return phone ?? { code: "no_sms_factor" };
}
