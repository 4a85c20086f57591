import type { Translator } from "../../language/translator.ts";
import { methodName } from "../../factors/kinds.ts";
import type { Tone } from "../../parts/notice.ts";
import { adminTexts, organizationTexts } from "../../texts/areas.ts";
import type { Done, Found, SentWords } from "./state.ts";

/** The next sign-in of the user after a reset, under the policy as it is. */
export function afterReset(translator: Translator, { user, policy }: Found): string {
  if (!policy.required && user.requirement === null) return translator.say(adminTexts, "resetToPassword");
  if (policy.phoneRegistration === "self") return translator.say(adminTexts, "resetToAnyone");
  const phone = user.preRegisteredPhone;
  return phone === null
    ? translator.say(adminTexts, "resetToNobody")
    : translator.say(adminTexts, "resetToPhone", { phone });
}

/** A number for somebody who is yet to come is usual, so it is no warning. */
export function doneTone(done: Done): Tone {
  switch (done.kind) {
    case "phone":
      return done.differs ? "warning" : done.known ? "success" : "info";
    case "reset":
      return done.known ? "success" : "warning";
    case "waits":
      return "info";
    default:
      return "success";
  }
}

const timeOf = (translator: Translator, at: string): string => translator.moment(Date.parse(at));

export const sentText = (translator: Translator, { sentTo: to, expiresAt }: SentWords): string =>
  translator.say(organizationTexts, "callerSent", { to, time: timeOf(translator, expiresAt) });

export function doneText(translator: Translator, done: Done, { user }: Found): string {
  const name = { user: user.userId };
  switch (done.kind) {
    case "reset": {
      if (!done.known) return translator.say(adminTexts, "resetUnknown", { user: user.userId });
      const { factors, backupCodes: codes } = done;
      return translator.say(adminTexts, "resetDone", { user: user.userId, factors, codes });
    }
    case "reopen":
      return translator.say(adminTexts, "reopenDone", {
        user: user.userId,
        method: methodName(translator, done.method) ?? done.method,
      });
    case "phone": {
      const key = done.differs ? "registerDiffers" : done.known ? "registerDone" : "registerUnknown";
      return translator.say(adminTexts, key, { phone: done.phoneNumber });
    }
    case "remove-phone":
      return translator.say(adminTexts, "removeDone");
    case "bypass-code":
      return translator.say(organizationTexts, "bypassDone", { ...name, time: timeOf(translator, done.expiresAt) });
    case "waits":
      return translator.say(organizationTexts, "waits", { time: timeOf(translator, done.expiresAt) });
    case "requirement":
      return translator.say(organizationTexts, done.required === null ? "mustNotDone" : "mustDone", name);
    case "recovery":
      return translator.say(organizationTexts, done.approves ? "recoveryApproved" : "recoveryRefused", name);
    case "end-devices":
      return translator.say(organizationTexts, "devicesDone", name);
    case "caller":
      return translator.say(organizationTexts, "callerDone", name);
  }
}
