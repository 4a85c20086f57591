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
  enrollment: "die Einrichtung einer neuen Methode",
  bypass_code: "die Anmeldung mit dem Helpdesk-Code",
};
const reopened: Readonly<Record<EventData<"method.reopened">["by"], string>> = {
  admin: "auf Veranlassung Ihrer Administration",
  link: "über den Link in einer E-Mail",
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
  user: "Sie wurde in Ihrem Konto abgebrochen",
  login: "Jemand hat sich mit einem Ihrer Codes angemeldet",
  link: "Sie wurde über den Link in einer E-Mail abgebrochen",
  admin: "Die Administration hat sie abgelehnt",
  time: "Niemand hat sie rechtzeitig fortgesetzt",
  contact: "Die E-Mail-Adresse Ihres Kontos hat sich geändert",
  policy: "Ihre Organisation bietet sie nicht mehr an",
  factor: "Eine andere Methode wurde hinzugefügt",
};
const notYou = "Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort und wenden Sie sich an Ihre Administration.";
const notTyped =
  "Wenn Sie diese Codes nicht eingegeben haben, kennt jemand anderes Ihr Passwort: Ändern Sie es sofort und wenden Sie sich an Ihre Administration.";
const unexpected = "Wenn Sie das nicht erwartet haben, wenden Sie sich sofort an Ihre Administration.";

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
      "Wenn Sie das nicht waren: Auf dieser Seite sperren Sie weitere Änderungen und erfahren, wie Sie die jetzige rückgängig machen:",
    reopen: "Auf dieser Seite schalten Sie die Anmeldemethode wieder ein, für fünf Versuche:",
    "cancel-recovery": "Wenn Sie das nicht waren: Auf dieser Seite brechen Sie die Wiederherstellung ab:",
  },
  notices: {
    "factor.activated": ({ factorType, first }) => ({
      subject: first ? "Zwei-Schritt-Anmeldung ist eingeschaltet" : "Neue Anmeldemethode",
      happened: first
        ? `Für Ihr Konto wurde die Zwei-Schritt-Anmeldung eingeschaltet. Methode: ${factors[factorType]}. Ab jetzt wird nach dem Passwort ein zweiter Schritt verlangt.`
        : `Ihrem Konto wurde eine weitere Anmeldemethode hinzugefügt: ${factors[factorType]}.`,
      advice: notYou,
    }),
    "factor.removed": ({ factorType }) => ({
      subject: "Anmeldemethode entfernt",
      happened: `Aus Ihrem Konto wurde eine Anmeldemethode entfernt: ${factors[factorType]}.`,
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
      happened: `Nach falschen Codes ist ${methods[method]} bis zum ${time(until)} gesperrt. Zuvor war das richtige Passwort eingegeben worden.`,
      advice: notTyped,
    }),
    "method.disabled": ({ method }) => ({
      subject: "Anmeldemethode ausgeschaltet",
      happened: `Nach zu vielen falschen Codes in Folge ist ${methods[method]} ausgeschaltet, bis Sie die Methode neu einrichten oder Ihre Administration sie wieder einschaltet. Zuvor war das richtige Passwort eingegeben worden.`,
      advice: notTyped,
    }),
    "method.reopened": ({ method, by }) => ({
      subject: "Anmeldemethode wieder eingeschaltet",
      happened: `Für Ihr Konto ist ${methods[method]} wieder eingeschaltet, ${reopened[by]}. Nach fünf falschen Codes wird sie wieder ausgeschaltet.`,
      advice: unexpected,
    }),
    "contact.changed": () => ({
      subject: "E-Mail-Adresse geändert",
      happened:
        "Die E-Mail-Adresse Ihres Kontos hat sich geändert. 30 Tage lang gehen Nachrichten wie diese an beide Adressen.",
      advice: notYou,
    }),
    "account.frozen": () => ({
      subject: "Änderungen an Ihrer Zwei-Schritt-Anmeldung sind gesperrt",
      happened:
        "Jemand ist dem Link in unserer E-Mail gefolgt und hat Änderungen an Ihrer Zwei-Schritt-Anmeldung für 24 Stunden gesperrt. Auf gespeicherten Geräten wird wieder nach einem Code gefragt.",
      advice:
        "Wenn die Änderung davor nicht von Ihnen stammt, melden Sie sich an, machen Sie sie in Ihren Sicherheitseinstellungen rückgängig und ändern Sie Ihr Passwort.",
    }),
    "change.undone": ({ factorType }) => ({
      subject: "Entfernte Anmeldemethode wiederhergestellt",
      happened: `Die Anmeldemethode, die aus Ihrem Konto entfernt wurde, ist wiederhergestellt: ${factors[factorType]}. Was seither oder kurz davor eingerichtet wurde, ist entfernt, und die Backup-Codes gelten nicht mehr.`,
      advice:
        "Erstellen Sie neue Backup-Codes. Wenn Sie das nicht waren, ändern Sie sofort Ihr Passwort und wenden Sie sich an Ihre Administration.",
    }),
    "passkey.counter_fell": () => ({
      subject: "Ein Sicherheitsschlüssel wurde möglicherweise kopiert",
      happened:
        "Ein Sicherheitsschlüssel Ihres Kontos wurde mit einem Zähler verwendet, der rückwärts gelaufen ist. Das kommt vor, wenn es eine Kopie des Schlüssels gibt. Die Anmeldung wurde abgelehnt.",
      advice:
        "Entfernen Sie diesen Sicherheitsschlüssel aus Ihrem Konto und fügen Sie einen anderen hinzu. Wenn Sie sich nicht anmelden wollten, ändern Sie sofort Ihr Passwort und wenden Sie sich an Ihre Administration.",
    }),
    "account.reset": () => ({
      subject: "Ihr zweiter Schritt wurde zurückgesetzt",
      happened:
        "Die Administration hat alle Authenticator-Apps, Telefone und Backup-Codes aus Ihrem Konto entfernt. Bei der nächsten Anmeldung werden Sie möglicherweise aufgefordert, einen neuen zweiten Schritt einzurichten.",
      advice: unexpected,
    }),
    "account.restored": ({ shut }) => ({
      subject: shut ? "Ihre Administration muss Ihr Konto entsperren" : "Ihre Backup-Codes gelten nicht mehr",
      happened: shut
        ? "Nach einem Ausfall wurden die Daten Ihres Kontos aus einer Sicherung wiederhergestellt. Was Sie als zweiten Schritt eingerichtet hatten, war darin nicht enthalten. Deshalb ist Ihr Konto gesperrt: Das Passwort allein genügt nicht."
        : "Nach einem Ausfall wurden die Daten Ihres Kontos aus einer Sicherung wiederhergestellt. Die Backup-Codes, die Sie bis dahin hatten, gelten nicht mehr, und eine kurz zuvor hinzugefügte Authenticator-App oder Telefonnummer fehlt möglicherweise.",
      advice: shut
        ? "Bitten Sie Ihre Administration, Ihren zweiten Schritt zurückzusetzen. Richten Sie ihn dann bei der nächsten Anmeldung neu ein."
        : "Melden Sie sich an, erstellen Sie neue Backup-Codes und prüfen Sie, welche Authenticator-Apps und Telefone eingerichtet sind. Wenn Sie sich nicht anmelden können, wenden Sie sich an Ihre Administration.",
    }),
    "device.trusted": () => ({
      subject: "Gerät gespeichert",
      happened:
        "Ein Code wurde eingegeben, und der dabei verwendete Browser ist jetzt gespeichert: Einige Tage lang genügt dort zur Anmeldung Ihr Passwort.",
      advice: notYou,
    }),
    "device.ended": ({ why }) =>
      isTheft(why)
        ? {
            subject: "Ein altes Token eines gespeicherten Geräts wurde verwendet",
            happened:
              "Jemand hat ein altes Token eines Geräts verwendet, das für Ihr Konto gespeichert war. Möglicherweise wurde es kopiert. Auf dem Gerät wird wieder nach einem Code gefragt.",
            advice:
              "Wenn Sie Ihren Browser oder Computer nicht auf einen alten Stand zurückgesetzt haben, hat jemand dessen Daten kopiert und kennt Ihr Passwort: Ändern Sie es sofort und wenden Sie sich an Ihre Administration.",
          }
        : {
            subject: "Ein Gerät ist nicht mehr gespeichert",
            happened:
              "Ein Gerät, das für Ihr Konto gespeichert war, hat ein Token vorgelegt, das schon verwendet worden war. Das kommt vor, wenn eine Antwort unterwegs verloren geht oder ein Browser aus einer Sicherung wiederhergestellt wird. Auf dem Gerät wird wieder nach einem Code gefragt.",
            advice:
              "Sie brauchen nichts zu tun. Wenn Sie kein solches Gerät kennen, wenden Sie sich an Ihre Administration.",
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
      happened: `Die Administration hat für Ihr Konto einen Code erstellt. Er ersetzt bei einer einzigen Anmeldung Ihren zweiten Schritt und gilt ${String(hours)} ${hours === 1 ? "Stunde" : "Stunden"}.`,
      advice: unexpected,
    }),
    "recovery.waiting": ({ readyAt, needsApproval }, time) => ({
      subject: "Wiederherstellung Ihres Zugangs beantragt",
      happened: `Jemand, der Ihr Passwort kennt und dieses Postfach liest, hat beantragt, Ihren zweiten Schritt neu einzurichten. Ab dem ${time(readyAt)} ist das möglich${needsApproval ? ", wenn die Administration es freigibt" : ""}; Ihre bisherigen Methoden und Codes gelten dann nicht mehr.`,
      advice:
        "Wenn Sie das nicht waren, melden Sie sich vorher wie gewohnt an: Das bricht die Wiederherstellung ab. Ändern Sie danach Ihr Passwort.",
    }),
    "recovery.approved": () => ({
      subject: "Wiederherstellung Ihres Zugangs freigegeben",
      happened: "Die Administration hat freigegeben, dass Ihr zweiter Schritt neu eingerichtet wird.",
      advice:
        "Wenn Sie das nicht beantragt haben, melden Sie sich wie gewohnt an: Das bricht die Wiederherstellung ab. Wenden Sie sich danach an Ihre Administration.",
    }),
    "recovery.cancelled": ({ by }) => ({
      subject: "Wiederherstellung Ihres Zugangs beendet",
      happened: `Die Wiederherstellung Ihres Zugangs ist beendet: ${cancelled[by]}. Ihre Methoden und Codes gelten weiter.`,
      advice: notYou,
    }),
    "recovery.completed": ({ factorType }) => ({
      subject: "Ihr zweiter Schritt wurde neu eingerichtet",
      happened: `Der zweite Schritt Ihres Kontos wurde neu eingerichtet. Methode: ${factors[factorType]}. Alle früheren Methoden, Backup-Codes und gespeicherten Geräte gelten nicht mehr.`,
      advice: notYou,
    }),
  },
};
