import type { Account } from "../../account/account.ts";
import type { Decision } from "../../account/decision.ts";
import { isActive, type Sealed } from "../../account/factor.ts";

/** An admin defines the number, or with null takes it back. A set-up under way with an earlier number ends. */
export function preRegister(account: Account, phone: Sealed | null): Decision<object> {
  if (phone === null && account.preRegisteredPhone === null) return { outcome: { ok: true } };
  const type = phone === null ? "phone.pre_registration_removed" : "phone.pre_registered";
  return {
    write: {
      account: {
        ...account,
        preRegisteredPhone: phone,
        factors: account.factors.filter((factor) => isActive(factor) || factor.type !== "sms" || !factor.preRegistered),
      },
      event: { type, data: {} },
    },
    outcome: { ok: true },
  };
}
