import { type Account, findFactor, preferredFactor } from "./account.ts";
import { type Outcome, refused } from "./decision.ts";
import { type Factor, isActive } from "./factor.ts";
import type { Policy } from "./policy.ts";

export type LoginNeeds =
  | { readonly decision: "allow" }
  | { readonly decision: "enroll" }
  | { readonly decision: "challenge"; readonly factor: Factor };

/** The decision of a login after the password. A user who has a factor is always asked, whatever the policy says. */
export function loginNeeds(account: Account, policy: Policy, factorId?: string): Outcome<LoginNeeds> {
  const preferred = preferredFactor(account);
  if (!preferred) return { ok: true, decision: policy.required ? "enroll" : "allow" };
  const factor = factorId === undefined ? preferred : findFactor(account, factorId);
  return factor && isActive(factor)
    ? { ok: true, decision: "challenge", factor }
    : refused({ code: "factor_not_found" });
}
