import type { EventData } from "../../account/events.ts";
import type { Factor } from "../../account/factor.ts";
import type { Method } from "../../account/guess-budget.ts";
import { isSuspicious, isTheft } from "../notified.ts";
import { areFew, type UsedCodes, type Wording } from "../wording.ts";

const factors: Readonly<Record<Factor["type"], string>> = {
  totp: "an authenticator app",
  sms: "codes by text message",
  passkey: "a passkey",
  unknown: "another method",
};
const methods: Readonly<Record<Method, string>> = {
  totp: "sign-in with the authenticator app",
  sms: "sign-in with codes by text message",
  backup_code: "sign-in with backup codes",
  enrollment: "the set-up of a new method",
  bypass_code: "sign-in with the help-desk code",
};
const reopened: Readonly<Record<EventData<"method.reopened">["by"], string>> = {
  admin: "by an administrator",
  link: "by the link in an e-mail",
  password: "because the password was changed",
};
/** Of those that a user hears of by themselves. */
const usedCodes: UsedCodes = {
  backup_code: (left) => ({
    subject: areFew(left) ? "Backup code used, few are left" : "Backup code used",
    happened: `A backup code was used to sign in to your account. Backup codes left: ${String(left)}.${areFew(left) ? " Make new ones soon." : ""}`,
  }),
  bypass_code: () => ({
    subject: "Help-desk code used",
    happened: "The code that the help desk made for you was used to sign in to your account.",
  }),
};
const cancelled: Readonly<Record<EventData<"recovery.cancelled">["by"], string>> = {
  user: "it was called off in your account",
  login: "somebody signed in with a code of yours",
  link: "it was called off by the link in an e-mail",
  admin: "an administrator refused it",
  time: "nobody went on with it in time",
  contact: "the e-mail address of your account has changed",
  policy: "your organisation no longer offers it",
  factor: "another method was added",
};
const notYou = "If this was not you, change your password now and contact your administrator.";
const notTyped =
  "If you did not type these codes, somebody else knows your password: change it now and contact your administrator.";
const unexpected = "If you did not expect this, contact your administrator now.";

export const en: Wording = {
  locale: "en-GB",
  greeting: "Hello,",
  when: "When",
  where: "Where",
  closing: "This e-mail was sent automatically. It holds no links and never asks for a password or a code.",
  closingWithLink:
    "This e-mail was sent automatically. It never asks for a password or a code, and its link never signs you in.",
  links: {
    changed: "If this was not you, this page stops further changes and shows how to undo this one:",
    reopen: "This page opens the sign-in method again, for five tries:",
    "cancel-recovery": "If this was not you, this page ends it:",
  },
  notices: {
    "factor.activated": ({ factorType, first }) => ({
      subject: first ? "Two-step sign-in is on" : "New sign-in method",
      happened: first
        ? `Two-step sign-in was switched on for your account, with ${factors[factorType]}. From now on a second step is needed after the password.`
        : `Another sign-in method was added to your account: ${factors[factorType]}.`,
      advice: notYou,
    }),
    "factor.removed": ({ factorType }) => ({
      subject: "Sign-in method removed",
      happened: `A sign-in method was removed from your account: ${factors[factorType]}.`,
      advice: notYou,
    }),
    "two_factor.disabled": () => ({
      subject: "Two-step sign-in is off",
      happened: "Two-step sign-in was switched off for your account. The password alone is now enough to sign in.",
      advice: notYou,
    }),
    "backup_codes.regenerated": ({ count }) => ({
      subject: "New backup codes",
      happened: `${String(count)} new backup codes were made for your account. The earlier ones no longer work.`,
      advice: notYou,
    }),
    "login.succeeded": ({ method, backupCodesRemaining: left, failedBefore }) => {
      const wrong = `Before this sign-in to your account, ${String(failedBefore)} wrong codes were typed.`;
      const code = usedCodes[method]?.(left);
      return code
        ? {
            subject: code.subject,
            happened: isSuspicious(failedBefore) ? `${code.happened} ${wrong}` : code.happened,
            advice: notYou,
          }
        : { subject: "Wrong codes before your sign-in", happened: wrong, advice: notTyped };
    },
    "code.rejected": ({ method, spent }) => ({
      subject: "Many wrong codes",
      happened: `Wrong codes have used up ${String(spent ?? 0)}% of the tries that ${methods[method]} allows in 30 days. The right password had been entered before.`,
      advice: notTyped,
    }),
    "method.locked": ({ method, until }, time) => ({
      subject: "Too many wrong codes",
      happened: `After wrong codes, ${methods[method]} is closed until ${time(until)}. The right password had been entered before.`,
      advice: notTyped,
    }),
    "method.disabled": ({ method }) => ({
      subject: "Sign-in method switched off",
      happened: `After too many wrong codes in a row, ${methods[method]} is switched off until you set it up again or an administrator opens it. The right password had been entered before.`,
      advice: notTyped,
    }),
    "method.reopened": ({ method, by }) => ({
      subject: "Sign-in method opened again",
      happened: `For your account, ${methods[method]} is open again, ${reopened[by]}. Five wrong codes close it again.`,
      advice: unexpected,
    }),
    "contact.changed": () => ({
      subject: "Another e-mail address",
      happened: "Your account got another e-mail address. For 30 days messages like this one go to both addresses.",
      advice: notYou,
    }),
    "account.frozen": () => ({
      subject: "Changes of your two-step sign-in are stopped",
      happened:
        "Somebody followed the link of our e-mail and stopped changes of your two-step sign-in for 24 hours. Remembered devices are asked for a code again.",
      advice:
        "If the change before was not yours, sign in, undo it in your security settings and change your password.",
    }),
    "change.undone": ({ factorType }) => ({
      subject: "A removed sign-in method is back",
      happened: `The sign-in method that was removed from your account is back: ${factors[factorType]}. What was set up since or shortly before was removed, and the backup codes no longer work.`,
      advice: "Make new backup codes. If this was not you, change your password now and contact your administrator.",
    }),
    "passkey.counter_fell": () => ({
      subject: "A security key may have been copied",
      happened:
        "A security key that belongs to your account was used with a counter that went back. That happens when there is a copy of the key. The sign-in was refused.",
      advice:
        "Remove this security key from your account and add another. If you did not try to sign in, change your password now and contact your administrator.",
    }),
    "account.reset": () => ({
      subject: "Your second step was reset",
      happened:
        "An administrator removed all authenticator apps, phones and backup codes from your account. At your next sign-in you may be asked to set up a new second step.",
      advice: unexpected,
    }),
    "account.restored": ({ shut }) => ({
      subject: shut ? "Your administrator has to open your account" : "Your backup codes no longer work",
      happened: shut
        ? "After a failure, the data of your account was brought back from a backup. What you had set up as your second step was not in it. So your account is closed: the password alone opens nothing."
        : "After a failure, the data of your account was brought back from a backup. The backup codes that you had until then no longer work, and an authenticator app or phone that you added shortly before may be missing.",
      advice: shut
        ? "Ask your administrator to reset your second step. Then set it up again at your next sign-in."
        : "Sign in, make new backup codes, and check which authenticator apps and phones are set up. If you cannot sign in, contact your administrator.",
    }),
    "device.trusted": () => ({
      subject: "Device remembered",
      happened:
        "A code was entered, and the browser that it was entered in is remembered: for some days your password is enough there to sign in.",
      advice: notYou,
    }),
    "device.ended": ({ why }) =>
      isTheft(why)
        ? {
            subject: "An old token of a remembered device was used",
            happened:
              "Somebody used an old token of a device that your account remembered. It may have been copied. The device is asked for a code again.",
            advice:
              "If you have not restored an old state of your browser or computer, somebody has copied its data and knows your password: change it now and contact your administrator.",
          }
        : {
            subject: "A device is no longer remembered",
            happened:
              "A device that your account remembered brought a token that had been used already. This happens when an answer gets lost on the way or a browser is brought back from a backup. The device is asked for a code again.",
            advice: "There is nothing that you need to do. If you know of no such device, contact your administrator.",
          },
    "phone.pre_registered": () => ({
      subject: "Phone number registered for you",
      happened: "An administrator registered a phone number for your sign-in codes.",
      advice: unexpected,
    }),
    "phone.pre_registration_removed": () => ({
      subject: "Registered phone number removed",
      happened: "An administrator removed the phone number that was registered for your sign-in codes.",
      advice: unexpected,
    }),
    "bypass_code.issued": ({ hours }) => ({
      subject: "Help-desk code made for you",
      happened: `An administrator made a code for your account. For ${String(hours)} h it takes the place of your second step at one sign-in.`,
      advice: unexpected,
    }),
    "recovery.waiting": ({ readyAt, needsApproval }, time) => ({
      subject: "Somebody asked to get back into your account",
      happened: `Somebody who knows your password and reads this mailbox asked to set up your second step afresh. From ${time(readyAt)} on it can be done${needsApproval ? ", if an administrator approves it" : ""}; your earlier methods and codes then end.`,
      advice: "If it was not you, sign in as usual before that time: this ends it. Then change your password.",
    }),
    "recovery.approved": () => ({
      subject: "Your way back was approved",
      happened: "An administrator approved that your second step may be set up afresh.",
      advice: "If it was not you who asked for it, sign in as usual: this ends it. Then contact your administrator.",
    }),
    "recovery.cancelled": ({ by }) => ({
      subject: "The way back into your account has ended",
      happened: `Nobody can set up the second step of your account afresh any more: ${cancelled[by]}. Your methods and codes go on working.`,
      advice: notYou,
    }),
    "recovery.completed": ({ factorType }) => ({
      subject: "Your second step was set up afresh",
      happened: `The second step of your account was set up afresh, with ${factors[factorType]}. All earlier methods, backup codes and remembered devices have ended.`,
      advice: notYou,
    }),
  },
};
