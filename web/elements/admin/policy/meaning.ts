import type { Translator } from "../../language/translator.ts";
import { methodName } from "../../factors/kinds.ts";
import { dayText } from "../../parts/time.ts";
import { adminTexts, organizationTexts, overviewTexts } from "../../texts/areas.ts";
import { allCountries, type Country, countryNames } from "../../parts/phone-number.ts";
import type { Field, PolicyFields } from "./draft.ts";

export const isEverywhere = (codes: readonly string[]): boolean => allCountries.every((code) => codes.includes(code));

const folded = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** Found without accents, by a part of the name or by the code. */
export function countriesLike(countries: readonly Country[], search: string): readonly Country[] {
  const wanted = folded(search.trim());
  return countries.filter(({ code, name }) => folded(name).includes(wanted) || code.toLowerCase() === wanted);
}

/** The values of the three rules about passkeys, with their texts. */
export const passkeyChoices = {
  allowed: [
    ["any", "passkeysAny"],
    ["device-bound", "passkeysBound"],
    ["off", "passkeysOff"],
  ],
  userVerification: [
    ["preferred", "uvPreferred"],
    ["required", "uvRequired"],
    ["discouraged", "uvDiscouraged"],
  ],
  downgrade: [
    ["allow", "downgradeAllow"],
    ["refuse", "downgradeRefuse"],
  ],
} as const;

/** The values of three more rules, with their texts. */
export const ruleChoices = {
  enforcement: [
    ["off", "enforcementOff"],
    ["report", "enforcementReport"],
    ["on", "enforcementOn"],
  ],
  resetApproval: [
    ["one", "approvalOne"],
    ["two", "approvalTwo"],
  ],
  recoveryMode: [
    ["off", "recoveryOff"],
    ["delay", "recoveryDelay"],
    ["delay-and-approval", "recoveryApproval"],
  ],
} as const;

/** So many countries can be read at a glance. */
const mostNamed = 12;

/** A field of the policy in words for the people of the organization. */
export function meaning(translator: Translator, policy: PolicyFields, field: Field): string {
  const { factorTypes, recoveryHelp } = policy;
  switch (field) {
    case "enforcement":
      return enforcement(translator, policy.enforcement);
    case "enforcementFrom":
      return policy.enforcementFrom === null
        ? translator.say(organizationTexts, "meansAtOnce")
        : translator.say(organizationTexts, "meansFrom", { day: dayText(translator, policy.enforcementFrom) });
    case "requiredFor": {
      const roles = policy.requiredFor.roles.join(", ");
      return roles === ""
        ? translator.say(organizationTexts, "meansNoRoles")
        : translator.say(organizationTexts, "meansRoles", { roles });
    }
    case "graceDays":
      return policy.graceDays === 0
        ? translator.say(organizationTexts, "meansNoGrace")
        : translator.count(organizationTexts, "meansGrace", policy.graceDays);
    case "trustedDevices":
      return policy.trustedDevices.days === 0
        ? translator.say(organizationTexts, "meansNoDevices")
        : translator.count(organizationTexts, "meansDevices", policy.trustedDevices.days);
    case "resetApproval":
      return translator.say(organizationTexts, policy.resetApproval === "two" ? "meansTwo" : "meansOne");
    case "recovery":
      return recovery(translator, policy.recovery);
    case "factorTypes": {
      const names = factorTypes.map((type) => methodName(translator, type) ?? type);
      return translator.say(adminTexts, "meansTypes", { types: names.join(", ") });
    }
    case "passkeys":
      return passkeys(translator, policy.passkeys);
    case "phoneRegistration":
      return translator.say(adminTexts, policy.phoneRegistration === "self" ? "meansSelf" : "meansInAdvance");
    case "smsCountries":
      return countriesText(translator, policy.smsCountries);
    case "voice":
      return translator.say(overviewTexts, policy.voice ? "meansVoice" : "meansNoVoice");
    case "smsBudgetUsd":
      return policy.smsBudgetUsd === null
        ? translator.say(overviewTexts, "meansNoBudget")
        : translator.say(overviewTexts, "meansBudget", { usd: policy.smsBudgetUsd.toLocaleString(translator.tag) });
    case "issuerName":
      return translator.say(adminTexts, "meansName", { name: policy.issuerName });
    case "recoveryHelp":
      return recoveryHelp === null
        ? translator.say(adminTexts, "meansNoHelp")
        : translator.say(adminTexts, "meansHelp", { help: recoveryHelp });
  }
}

/** A value that is newer than this page is shown as it is. */
function enforcement(translator: Translator, value: string): string {
  switch (value) {
    case "on":
      return translator.say(adminTexts, "meansRequired");
    case "report":
      return translator.say(organizationTexts, "meansReport");
    case "off":
      return translator.say(adminTexts, "meansOptional");
    default:
      return value;
  }
}

function recovery(translator: Translator, { mode, delayHours: hours }: PolicyFields["recovery"]): string {
  switch (mode) {
    case "off":
      return translator.say(organizationTexts, "meansRecoveryOff");
    case "delay":
      return translator.say(organizationTexts, "meansRecoveryDelay", { hours });
    case "delay-and-approval":
      return translator.say(organizationTexts, "meansRecoveryApproval", { hours });
    default:
      return mode;
  }
}

function passkeys(translator: Translator, { allowed, userVerification, downgrade }: PolicyFields["passkeys"]): string {
  return translator.say(adminTexts, "meansPasskeys", {
    allowed: passkeyText(translator, "allowed", allowed),
    verification: passkeyText(translator, "userVerification", userVerification),
    codes: passkeyText(translator, "downgrade", downgrade),
  });
}

/** A value that is newer than this page is shown as it is. */
const passkeyText = (translator: Translator, field: keyof typeof passkeyChoices, value: string): string => {
  const key = passkeyChoices[field].find(([one]) => one === value)?.[1];
  return key === undefined ? value : translator.say(adminTexts, key);
};

function countriesText(translator: Translator, codes: readonly string[]): string {
  if (codes.length === 0) return translator.say(adminTexts, "meansNowhere");
  const list =
    codes.length > mostNamed
      ? translator.count(adminTexts, "countries", codes.length)
      : countryNames(translator, codes)
          .map(({ name }) => name)
          .join(", ");
  return translator.say(adminTexts, "meansCountries", {
    countries: isEverywhere(codes) ? translator.say(adminTexts, "everywhere") : list,
  });
}
