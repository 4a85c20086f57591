import type { AccountAccess } from "../../access/account-access.ts";
import { contactOf } from "../../access/contact.ts";
import { openPhone, openPreRegisteredPhone, sealPhone } from "../../access/sealed-values.ts";
import { factorView } from "../../access/views.ts";
import type { Account, SmsFactor } from "../../account/account.ts";
import { type At, refuse } from "../../account/decision.ts";
import { enrollSms } from "../../account/enroll.ts";
import { isCountryAllowed } from "../../account/countries.ts";
import { parsePhoneNumber } from "./phone-number.ts";
import type { Policy } from "../../account/policy.ts";
import { granted, invalid } from "../../http/problem.ts";
import { newId } from "../../runtime/id.ts";
import type { UserKey } from "../../ports/stores.ts";
import type { Vault } from "../../ports/vault.ts";
import type { Services } from "../../runtime/services.ts";
import type { Caller } from "../../identity/caller.ts";
import { sendCode } from "./send-code.ts";

interface PhoneRequest {
  readonly account: AccountAccess;
  readonly caller: Caller;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly at: At;
  readonly phoneNumber: string | undefined;
  readonly label: string;
  readonly policy: Policy;
}

/** Sets a phone up and sends the code that confirms it. */
export async function enrollPhone(
  services: Services,
  { account, caller, headers, at, phoneNumber, label, policy }: PhoneRequest,
) {
  const { vault, random } = services;
  const { user } = account;
  const factorId = newId("fac", random);
  const acceptLanguage = headers["accept-language"];
  const contact = await contactOf(vault, user, caller, acceptLanguage);
  const sent = await sendCode(
    services,
    { account, at, appName: policy.issuerName, acceptLanguage },
    async (state, challengeId) => {
      const registered = await openPreRegisteredPhone(vault, user, state.account);
      const wanted = phoneNumber ?? registered ?? numberMissing(policy);
      if (wanted === null) return refuse({ code: "phone_not_pre_registered" });
      const number = parsePhoneNumber(wanted);
      if (!number.ok) return refuse({ code: "invalid_phone_number" });
      const enrollment = {
        factorId,
        challengeId,
        label,
        policy,
        contact,
        phone: await sealPhone(vault, user, factorId, number.e164),
        country: number.country,
        isCountryAllowed: isCountryAllowed(number.country, policy.smsCountries),
        isPreRegistered: number.e164 === registered,
        sameNumber: await factorWithNumber(vault, user, state.account, number.e164),
      };
      return enrollSms(state.account, enrollment, at);
    },
  );
  const { challenge, reserved } = granted(sent, at.now);
  return {
    factor: await factorView(vault, user, reserved.account, reserved.factor, at),
    challenge,
    notice: "sms_restricted" as const,
  };
}

function numberMissing(policy: Policy): null {
  if (policy.phoneRegistration === "pre-registered") return null;
  throw invalid([{ path: "phoneNumber", message: "Give the number; none was registered for you" }]);
}

/** Of several, the one that has to wait longest. */
async function factorWithNumber(
  vault: Vault,
  user: UserKey,
  account: Account,
  e164: string,
): Promise<SmsFactor | undefined> {
  const phones = account.factors.filter((factor) => factor.type === "sms");
  const numbers = await Promise.all(phones.map(async (factor) => openPhone(vault, user, factor)));
  const same = phones.filter((_, index) => numbers[index] === e164);
  return same.toSorted((one, other) => other.sends.nextAt - one.sends.nextAt)[0];
}
