import type { AccountAccess } from "../../access/account-access.ts";
import { sealPreRegisteredPhone } from "../../access/sealed-values.ts";
import { type Account, isStored } from "../../account/account.ts";
import { isCountryAllowed } from "../../account/policy.ts";
import { type Decision, type Outcome, refused } from "../../account/decision.ts";
import { isActive, type Sealed } from "../../account/factor.ts";
import type { Vault } from "../../ports/vault.ts";
import { parsePhoneNumber } from "./enroll.ts";
import { maskPhone } from "./verify.ts";

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

/** Defines the number of one user; a call for many does it row by row. */
export async function preRegisterPhone(
  { vault }: { readonly vault: Vault },
  account: AccountAccess,
  { phoneNumber, smsCountries }: { readonly phoneNumber: string; readonly smsCountries: readonly string[] },
): Promise<Outcome<{ readonly known: boolean; readonly masked: string }>> {
  const number = parsePhoneNumber(phoneNumber);
  if (!number.ok) return refused({ code: "invalid_phone_number" });
  if (!isCountryAllowed(number.country, smsCountries)) return refused({ code: "country_not_allowed" });
  const sealed = await sealPreRegisteredPhone(vault, account.user, number.e164);
  let known = false;
  const outcome = await account.change((state) => {
    known = isStored(state.account);
    return preRegister(state.account, sealed);
  });
  return outcome.ok ? { ...outcome, known, masked: maskPhone(number.e164) } : outcome;
}
