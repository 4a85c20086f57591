import type { EventData } from "../../account/events.ts";
import type { Factor } from "../../account/factor.ts";
import type { Method } from "../../account/guess-budget.ts";
import { isSuspicious, isTheft } from "../notified.ts";
import { areFew, type UsedCodes, type Wording } from "../wording.ts";

const factors: Readonly<Record<Factor["type"], string>> = {
  totp: "eine Authenticator-App",
  sms: "Codes per SMS",
  passkey: "ein Passkey",
  unknown: "eine weitere Methode",
};
const methods: Readonly<Record<Method, string>> = {
  totp: "die Anmeldung mit der Authenticator-App",
  sms: "die Anmeldung mit Codes per SMS",
  backup_code: "die Anmeldung mit Backup-Codes",
  enrollment: "das Einrichten einer neuen Methode",
  bypass_code: "die Anmeldung mit dem Helpdesk-Code",
};
const reopened: Readonly<Record<EventData<"method.reopened">["by"], string>> = {
  admin: "durch Ihre Administration",
  link: "durch den Link in einer E-Mail",
  password: "weil das Passwort geändert wurde",
};
/** Of those that a user hears of by themselves. */
const usedCodes: UsedCodes = {
  backup_code: (left) => ({
    subject: areFew(left) ? "Backup-Code verwendet, nur noch wenige übrig" : "Backup-Code verwendet",
    happened: `Jemand hat sich mit einem Backup-Code bei Ihrem Konto angemeldet. Verbleibende Backup-Codes: ${String(left)}.${areFew(left) ? " Erstellen Sie bald neue." : ""}`,
  }),
  bypass_code: () => ({
    subject: "Helpdesk-Code verwendet",
    happened: "Jemand hat sich mit dem Code, den der Helpdesk für Sie erstellt hat, bei Ihrem Konto angemeldet.",
  }),
};
const cancelled: Readonly<Record<EventData<"recovery.cancelled">["by"], string>> = {
  user: "Es wurde in Ihrem Konto abgebrochen",
  login: "Jemand hat sich mit einem Ihrer Codes angemeldet",
  link: "Es wurde mit dem Link in einer E-Mail abgebrochen",
  admin: "Die Administration hat es abgelehnt",
  time: "Niemand hat es rechtzeitig weitergeführt",
  contact: "Die E-Mail-Adresse Ihres Kontos hat sich geändert",
  policy: "Ihre Organisation bietet es nicht mehr an",
  factor: "Eine andere Methode wurde hinzugefügt",
};
const notYou = "Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort und wenden Sie sich an Ihre Administration.";
const notTyped =
  "Wenn Sie diese Codes nicht eingegeben haben, kennt jemand anderes Ihr Passwort: Ändern Sie es sofort und wenden Sie sich an Ihre Administration.";
const unexpected = "Wenn das für Sie überraschend kommt, wenden Sie sich sofort an Ihre Administration.";

export const de: Wording = {
  locale: "de",
  greeting: "Guten Tag",
  when: "Wann",
  where: "Wo",
  closing:
    "Diese E-Mail wurde automatisch verschickt. Sie enthält keine Links und fragt nie nach einem Passwort oder einem Code.",
  closingWithLink:
    "Diese E-Mail wurde automatisch verschickt. Sie fragt nie nach einem Passwort oder einem Code, und ihr Link meldet Sie nie an.",
  links: {
    changed:
      "Wenn Sie das nicht waren: Diese Seite hält weitere Änderungen an und zeigt, wie Sie diese hier rückgängig machen:",
    reopen: "Diese Seite öffnet die Methode wieder, für fünf Versuche:",
    "cancel-recovery": "Wenn Sie das nicht waren: Diese Seite beendet es:",
  },
  notices: {
    "factor.activated": ({ factorType, first }) => ({
      subject: first ? "Zwei-Schritt-Anmeldung ist eingeschaltet" : "Neue Methode zur Anmeldung",
      happened: first
        ? `Für Ihr Konto wurde die Zwei-Schritt-Anmeldung eingeschaltet: ${factors[factorType]}. Ab jetzt wird nach dem Passwort ein zweiter Schritt verlangt.`
        : `Zu Ihrem Konto wurde eine weitere Methode hinzugefügt: ${factors[factorType]}.`,
      advice: notYou,
    }),
    "factor.removed": ({ factorType }) => ({
      subject: "Methode entfernt",
      happened: `Aus Ihrem Konto wurde eine Methode entfernt: ${factors[factorType]}.`,
      advice: notYou,
    }),
    "two_factor.disabled": () => ({
      subject: "Zwei-Schritt-Anmeldung ist ausgeschaltet",
      happened:
        "Für Ihr Konto wurde die Zwei-Schritt-Anmeldung ausgeschaltet. Zur Anmeldung genügt jetzt das Passwort.",
      advice: notYou,
    }),
    "backup_codes.regenerated": ({ count }) => ({
      subject: "Neue Backup-Codes",
      happened: `Für Ihr Konto wurden ${String(count)} neue Backup-Codes erstellt. Die früheren gelten nicht mehr.`,
      advice: notYou,
    }),
    "login.succeeded": ({ method, backupCodesRemaining: left, failedBefore }) => {
      const wrong = `Vor dieser Anmeldung bei Ihrem Konto wurden ${String(failedBefore)} falsche Codes eingegeben.`;
      const code = usedCodes[method]?.(left);
      return code
        ? {
            subject: code.subject,
            happened: isSuspicious(failedBefore) ? `${code.happened} ${wrong}` : code.happened,
            advice: notYou,
          }
        : { subject: "Falsche Codes vor Ihrer Anmeldung", happened: wrong, advice: notTyped };
    },
    "code.rejected": ({ method, spent }) => ({
      subject: "Viele falsche Codes",
      happened: `Falsche Codes haben ${String(spent ?? 0)} % der Versuche verbraucht, die in 30 Tagen möglich sind. Betroffen ist ${methods[method]}. Zuvor war das richtige Passwort eingegeben worden.`,
      advice: notTyped,
    }),
    "method.locked": ({ method, until }, time) => ({
      subject: "Zu viele falsche Codes",
      happened: `Nach falschen Codes ist ${methods[method]} gesperrt bis ${time(until)}. Zuvor war das richtige Passwort eingegeben worden.`,
      advice: notTyped,
    }),
    "method.disabled": ({ method }) => ({
      subject: "Methode ausgeschaltet",
      happened: `Nach zu vielen falschen Codes in Folge ist ${methods[method]} ausgeschaltet, bis Sie sie neu einrichten oder Ihre Administration sie wieder öffnet. Zuvor war das richtige Passwort eingegeben worden.`,
      advice: notTyped,
    }),
    "method.reopened": ({ method, by }) => ({
      subject: "Methode wieder offen",
      happened: `Für Ihr Konto ist ${methods[method]} wieder offen, ${reopened[by]}. Nach fünf falschen Codes wird sie wieder geschlossen.`,
      advice: unexpected,
    }),
    "contact.changed": () => ({
      subject: "Andere E-Mail-Adresse",
      happened:
        "Die E-Mail-Adresse Ihres Kontos hat sich geändert. 30 Tage lang gehen Nachrichten wie diese an beide Adressen.",
      advice: notYou,
    }),
    "account.frozen": () => ({
      subject: "Änderungen Ihrer Zwei-Schritt-Anmeldung sind angehalten",
      happened:
        "Jemand ist dem Link in unserer E-Mail gefolgt und hat Änderungen Ihrer Zwei-Schritt-Anmeldung für 24 Stunden angehalten. Gespeicherte Geräte werden wieder nach einem Code gefragt.",
      advice:
        "Wenn die Änderung davor nicht von Ihnen war, melden Sie sich an, machen Sie sie in Ihren Sicherheitseinstellungen rückgängig und ändern Sie Ihr Passwort.",
    }),
    "change.undone": ({ factorType }) => ({
      subject: "Eine entfernte Methode ist zurück",
      happened: `Die Methode, die aus Ihrem Konto entfernt wurde, ist zurück: ${factors[factorType]}. Was seither oder kurz davor eingerichtet wurde, ist entfernt, und die Backup-Codes gelten nicht mehr.`,
      advice:
        "Erstellen Sie neue Backup-Codes. Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort und wenden Sie sich an Ihre Administration.",
    }),
    "passkey.counter_fell": () => ({
      subject: "Ein Sicherheitsschlüssel wurde vielleicht kopiert",
      happened:
        "Ein Sicherheitsschlüssel Ihres Kontos wurde mit einem Zähler verwendet, der zurückgegangen ist. Das geschieht, wenn es eine Kopie des Schlüssels gibt. Die Anmeldung wurde abgelehnt.",
      advice:
        "Entfernen Sie diesen Sicherheitsschlüssel aus Ihrem Konto und fügen Sie einen anderen hinzu. Wenn Sie sich nicht anmelden wollten, ändern Sie sofort Ihr Passwort und wenden Sie sich an Ihre Administration.",
    }),
    "account.reset": () => ({
      subject: "Ihr zweiter Schritt wurde zurückgesetzt",
      happened:
        "Die Administration hat alle Authenticator-Apps, Telefone und Backup-Codes von Ihrem Konto entfernt. Bei der nächsten Anmeldung werden Sie vielleicht gebeten, einen neuen zweiten Schritt einzurichten.",
      advice: unexpected,
    }),
    "account.restored": ({ shut }) => ({
      subject: shut ? "Ihre Administration muss Ihr Konto wieder öffnen" : "Ihre Backup-Codes gelten nicht mehr",
      happened: shut
        ? "Nach einem Ausfall wurden die Daten Ihres Kontos aus einer Sicherung zurückgeholt. Was Sie als zweiten Schritt eingerichtet hatten, war nicht darin. Darum ist Ihr Konto gesperrt: Das Passwort allein genügt nicht."
        : "Nach einem Ausfall wurden die Daten Ihres Kontos aus einer Sicherung zurückgeholt. Die Backup-Codes, die Sie bis dahin hatten, gelten nicht mehr, und eine Authenticator-App oder ein Telefon, das Sie kurz zuvor hinzugefügt haben, fehlt vielleicht.",
      advice: shut
        ? "Bitten Sie Ihre Administration, Ihren zweiten Schritt zurückzusetzen. Richten Sie ihn dann bei der nächsten Anmeldung neu ein."
        : "Melden Sie sich an, erstellen Sie neue Backup-Codes und prüfen Sie, welche Authenticator-Apps und Telefone eingerichtet sind. Wenn Sie sich nicht anmelden können, wenden Sie sich an Ihre Administration.",
    }),
    "device.trusted": () => ({
      subject: "Gerät gespeichert",
      happened:
        "Ein Code wurde eingegeben, und der Browser dazu ist jetzt gespeichert: Einige Tage lang genügt dort zur Anmeldung Ihr Passwort.",
      advice: notYou,
    }),
    "device.ended": ({ why }) =>
      isTheft(why)
        ? {
            subject: "Ein altes Token eines gespeicherten Geräts wurde benutzt",
            happened:
              "Jemand hat ein altes Token eines Geräts benutzt, das für Ihr Konto gespeichert war. Vielleicht wurde es kopiert. Das Gerät wird wieder nach einem Code gefragt.",
            advice:
              "Wenn Sie Ihren Browser oder Computer nicht auf einen alten Stand zurückgesetzt haben, hat jemand dessen Daten kopiert und kennt Ihr Passwort: Ändern Sie es sofort und wenden Sie sich an Ihre Administration.",
          }
        : {
            subject: "Ein Gerät ist nicht mehr gespeichert",
            happened:
              "Ein Gerät, das für Ihr Konto gespeichert war, hat ein Token vorgezeigt, das schon benutzt worden war. Das kommt vor, wenn eine Antwort unterwegs verloren geht oder ein Browser aus einer Sicherung wiederhergestellt wird. Das Gerät wird wieder nach einem Code gefragt.",
            advice:
              "Sie brauchen nichts zu tun. Wenn Sie von keinem solchen Gerät wissen, wenden Sie sich an Ihre Administration.",
          },
    "phone.pre_registered": () => ({
      subject: "Telefonnummer für Sie hinterlegt",
      happened: "Die Administration hat für Ihre Anmeldecodes eine Telefonnummer hinterlegt.",
      advice: unexpected,
    }),
    "phone.pre_registration_removed": () => ({
      subject: "Hinterlegte Telefonnummer entfernt",
      happened: "Die Administration hat die Telefonnummer entfernt, die für Ihre Anmeldecodes hinterlegt war.",
      advice: unexpected,
    }),
    "bypass_code.issued": ({ hours }) => ({
      subject: "Helpdesk-Code für Sie erstellt",
      happened: `Die Administration hat für Ihr Konto einen Code erstellt. Er ersetzt bei einer Anmeldung Ihren zweiten Schritt und gilt ${String(hours)} h.`,
      advice: unexpected,
    }),
    "recovery.waiting": ({ readyAt, needsApproval }, time) => ({
      subject: "Jemand möchte zurück in Ihr Konto",
      happened: `Jemand, der Ihr Passwort kennt und dieses Postfach liest, möchte Ihren zweiten Schritt neu einrichten. Ab ${time(readyAt)} ist das möglich${needsApproval ? ", wenn die Administration zustimmt" : ""}; Ihre bisherigen Methoden und Codes gelten dann nicht mehr.`,
      advice:
        "Wenn Sie das nicht waren, melden Sie sich vorher wie gewohnt an: Das beendet es. Ändern Sie dann Ihr Passwort.",
    }),
    "recovery.approved": () => ({
      subject: "Ihrem Weg zurück wurde zugestimmt",
      happened: "Die Administration hat zugestimmt, dass Ihr zweiter Schritt neu eingerichtet wird.",
      advice:
        "Wenn Sie nicht darum gebeten haben, melden Sie sich wie gewohnt an: Das beendet es. Wenden Sie sich dann an Ihre Administration.",
    }),
    "recovery.cancelled": ({ by }) => ({
      subject: "Der Weg zurück in Ihr Konto ist beendet",
      happened: `Der zweite Schritt Ihres Kontos lässt sich nicht mehr neu einrichten: ${cancelled[by]}. Ihre Methoden und Codes gelten weiter.`,
      advice: notYou,
    }),
    "recovery.completed": ({ factorType }) => ({
      subject: "Ihr zweiter Schritt wurde neu eingerichtet",
      happened: `Der zweite Schritt Ihres Kontos wurde neu eingerichtet: ${factors[factorType]}. Frühere Methoden, Backup-Codes und gespeicherte Geräte gelten nicht mehr.`,
      advice: notYou,
    }),
  },
};
