import { contactOf, openPhone, openPreRegisteredPhone, sealFactor } from "../../access/sealed-values.ts";
import { type Account, factorsOf } from "../../account/account.ts";
import { type Refusal, refuse } from "../../account/decision.ts";
import type { SmsFactor } from "../../account/factor.ts";
import type { Policy } from "../../account/policy.ts";
import type { UserKey } from "../../ports/stores.ts";
import type { Vault } from "../../ports/vault.ts";
import { newId } from "../../runtime/services.ts";
import type { ChallengeView, Enrolls } from "../flow.ts";
import { enrollSms } from "./rules.ts";
import { rangeOf } from "./limits.ts";
import { sendCode } from "./send-code.ts";
import { parsePhoneNumberFromString } from "libphonenumber-js/mobile";
import { plainText } from "../typed-code.ts";

interface PhoneSetUp {
  readonly challenge: ChallengeView;
  readonly notice: "sms_restricted";
}

/** Sets a phone up and sends the code that confirms it. */
export const smsEnrolls: Enrolls<{ readonly phoneNumber?: string | undefined }, PhoneSetUp> = {
  async enroll(services, { account, caller, headers, at, label, policy, body, view }) {
    const { vault, random } = services;
    const { user } = account;
    const factorId = newId("fac", random);
    const acceptLanguage = headers["accept-language"];
    const request = { account, at, appName: services.settings.appName, acceptLanguage };
    let pending: Awaited<ReturnType<typeof view>> | undefined;
    const sent = await sendCode(services, request, async (state, challengeId) => {
      const binding = await policy();
      request.appName = binding.issuerName;
      const registered = await openPreRegisteredPhone(vault, user, state.account);
      const wanted = body.phoneNumber ?? registered;
      if (wanted === null) return refuse(numberMissing(binding));
      const number = parsePhoneNumber(wanted);
      if (!number.ok) return refuse({ code: "invalid_phone_number" });
      const enrollment = {
        factorId,
        challengeId,
        label,
        policy: binding,
        contact: await contactOf(vault, user, { caller, headers }, state.account),
        phone: await sealFactor(vault, user, { type: "sms", id: factorId }, number.e164),
        country: number.country,
        range: await rangeOf(services, user.tenant, number),
        isPreRegistered: number.e164 === registered,
        sameNumber: await factorWithNumber(vault, user, state.account, number.e164),
      };
      const decision = enrollSms(state.account, enrollment, at);
      if (decision.outcome.ok) pending = await view(decision.outcome.account, decision.outcome.factor);
      return decision;
    });
    if (!sent.ok) return sent;
    if (pending === undefined) throw new Error("A phone that was set up has no view");
    return { ok: true, view: pending, answer: { challenge: sent.challenge, notice: "sms_restricted" } };
  },
};

const numberMissing = ({ phoneRegistration }: Policy): Refusal =>
  phoneRegistration === "pre-registered"
    ? { code: "phone_not_pre_registered" }
    : {
        code: "invalid_request",
        errors: [{ path: "phoneNumber", message: "Give the number; none was registered for you" }],
      };

/** Of several, the one that has to wait longest. */
async function factorWithNumber(
  vault: Vault,
  user: UserKey,
  account: Account,
  e164: string,
): Promise<SmsFactor | undefined> {
  const phones = factorsOf(account, "sms");
  const numbers = await Promise.all(phones.map(async (factor) => openPhone(vault, user, factor)));
  const same = phones.filter((_, index) => numbers[index] === e164);
  return same.toSorted((one, other) => other.sends.nextAt - one.sends.nextAt)[0];
}

export type ParsedPhoneNumber =
  | {
      readonly ok: true;
      readonly e164: string;
      /** ISO 3166-1 alpha-2. */
      readonly country: string;
      readonly callingCode: string;
    }
  | { readonly ok: false };

const notANumber: ParsedPhoneNumber = { ok: false };

/** Dashes, brackets and blanks of all kinds. */
const punctuation = /[\s\p{Pd}()./]/gu;

/** Letters ("1-800-FLOWERS") and extensions are refused. */
const international = /^(?:\+|00)([1-9][0-9]{3,17})$/;

/**
 * Reads a number that can get an SMS: one of the numbering plans of mobiles, which in some countries, the US among them, are those of
 * fixed lines too. It has to name its country code, as `+41…` or `0041…`.
 */
export function parsePhoneNumber(typed: string): ParsedPhoneNumber {
  const digits = international.exec(plainText(typed).replace(punctuation, ""))?.[1];
  if (digits === undefined) return notANumber;
  const parsed = parsePhoneNumberFromString(`+${digits}`);
  if (parsed?.country === undefined || !parsed.isValid()) return notANumber;
  return { ok: true, e164: parsed.number, country: parsed.country, callingCode: parsed.countryCallingCode };
}
