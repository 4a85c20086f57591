import {
  contactOf,
  openPhone,
  openPreRegisteredPhone,
  sealFactor,
  sealPreRegisteredPhone,
} from "../../access/sealed-values.ts";
import { type Account, factorsOf, isStored } from "../../account/account.ts";
import { type Decision, type Outcome, type Refusal, refuse, refused } from "../../account/decision.ts";
import { type Challenge, isActive, type Sealed, type SmsFactor } from "../../account/factor.ts";
import { isCountryAllowed, type Policy } from "../../account/policy.ts";
import type { UserKey } from "../../ports/stores.ts";
import type { Vault } from "../../ports/vault.ts";
import { newId } from "../../runtime/services.ts";
import type { ChallengeView, Confirms, Enrolls, Shows, Verifies } from "../flow.ts";
import { confirmSms, enrollSms, phoneOfChallenge, verifySms } from "./rules.ts";
import { rangeOf } from "./limits.ts";
import { maskPhone, sendCode, smsCodeMac } from "./send-code.ts";
import { parsePhoneNumberFromString } from "libphonenumber-js/mobile";
import { plainText } from "../typed-code.ts";
import type { ProofOf } from "../proof.ts";
import type { AccountAccess } from "../../access/account-access.ts";

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

const ofAnother: Refusal = {
  code: "invalid_request",
  errors: [{ path: "factorId", message: "The challenge is of another factor; leave factorId out or name that one" }],
};

export const smsVerifies: Verifies<ProofOf<"sms_code">> = {
  needsChallenges: true,
  async verify(vault, { user }, { account, challenges }, { code, challengeId, factorId: named }, at) {
    const phone = phoneOfChallenge(account, challengeId);
    if (named !== undefined && phone && named !== phone.id) return refuse(ofAnother);
    // Without a phone there is nothing to compare, and perhaps no key yet to do it with.
    const mac = phone ? await smsCodeMac(vault, user, { factorId: phone.id, challengeId, code }) : new Uint8Array();
    return verifySms(account, { challengeId, challenges, mac }, at);
  },
};

export const smsConfirms: Confirms<SmsFactor, "code"> = {
  field: "code",
  async confirm({ vault }, { user }, { account, challenges }, { factor, proof: code, policy }, at) {
    const challengeId = factor.challenge?.id ?? "";
    const mac = await smsCodeMac(vault, user, { factorId: factor.id, challengeId, code });
    const challenge = challenges.find(({ id }) => id === challengeId);
    return confirmSms(account, { factor, policy, mac, challenge }, at);
  },
};

export const smsShows: Shows<SmsFactor> = {
  show: async (vault, user, factor) => ({ phoneNumber: maskPhone(await openPhone(vault, user, factor)) }),
};

/** Fate of an SMS, as far as its provider tells. */
export function deliveryView({ delivery }: Challenge) {
  if (delivery === undefined) return { state: "handed_over" as const, reason: null };
  return delivery === "delivered" ? { state: delivery, reason: null } : { state: "failed" as const, reason: delivery };
}

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
