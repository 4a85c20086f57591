import type { AccountAccess } from "../../access/account-access.ts";
import { openPhone, openPreRegisteredPhone, sealPreRegisteredPhone } from "../../access/sealed-values.ts";
import { type Account, isStored } from "../../account/account.ts";
import { isCountryAllowed } from "../../account/policy.ts";
import { type Decision, type Outcome, refused } from "../../account/decision.ts";
import { isActive, type Sealed, type SmsFactor } from "../../account/factor.ts";
import type { UserKey } from "../../ports/stores.ts";
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
): Promise<Outcome<{ readonly known: boolean; readonly masked: string; readonly activePhoneDiffers: boolean }>> {
  const number = parsePhoneNumber(phoneNumber);
  if (!number.ok) return refused({ code: "invalid_phone_number" });
  if (!isCountryAllowed(number.country, smsCountries)) return refused({ code: "country_not_allowed" });
  const sealed = await sealPreRegisteredPhone(vault, account.user, number.e164);
  let known = false;
  let activePhoneDiffers = false;
  const outcome = await account.change(async (state) => {
    known = isStored(state.account);
    activePhoneDiffers = await hasOtherPhone(vault, account.user, state.account, number.e164);
    return preRegister(state.account, sealed);
  });
  return outcome.ok ? { ...outcome, known, masked: maskPhone(number.e164), activePhoneDiffers } : outcome;
}

/** The registered number as admins see it. A phone that was set up with another one goes on getting codes. */
export async function registeredPhoneView(vault: Vault, user: UserKey, account: Account) {
  const number = await openPreRegisteredPhone(vault, user, account);
  return {
    preRegisteredPhone: number && maskPhone(number),
    activePhoneDiffers: number !== null && (await hasOtherPhone(vault, user, account, number)),
  };
}

/** The country of the registered number; null: none is registered. */
export async function registeredCountry(vault: Vault, user: UserKey, account: Account): Promise<string | null> {
  const number = await openPreRegisteredPhone(vault, user, account);
  const parsed = number === null ? null : parsePhoneNumber(number);
  return parsed?.ok ? parsed.country : null;
}

async function hasOtherPhone(vault: Vault, user: UserKey, { factors }: Account, number: string): Promise<boolean> {
  const phones = factors.filter((factor): factor is SmsFactor => factor.type === "sms" && isActive(factor));
  const numbers = await Promise.all(phones.map(async (phone) => openPhone(vault, user, phone)));
  return numbers.some((other) => other !== number);
}
