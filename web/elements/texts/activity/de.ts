import type { Translation } from "../../language/area.ts";
import type { en } from "./en.ts";

export const de: Translation<typeof en> = {
  "factor.enrollment_started": "Die Einrichtung einer Methode wurde begonnen",
  "factor.activated": "Eine Methode wurde hinzugefügt",
  "factor.updated": "Eine Methode wurde geändert",
  "factor.removed": "Eine Methode wurde entfernt",
  "two_factor.disabled": "Die Anmeldung in zwei Schritten wurde ausgeschaltet",
  "backup_codes.regenerated": "Neue Ersatzcodes wurden erstellt",
  "login.succeeded": "Eine Anmeldung oder Änderung wurde mit einem Code bestätigt",
  "code.rejected": "Ein falscher Code wurde eingegeben",
  "method.locked": "Eine Methode wurde nach falschen Codes vorübergehend gesperrt",
  "method.disabled": "Eine Methode wurde nach zu vielen falschen Codes geschlossen",
  "sms.requested": "Ein Code wurde per SMS gesendet",
  "sms.failed": "Eine SMS konnte nicht gesendet werden",
  "account.reset": "Die Administration hat Ihren zweiten Schritt zurückgesetzt",
  "account.restored": "Ihr zweiter Schritt wurde aus einer Sicherung wiederhergestellt",
  "account.erased": "Ihre Daten wurden gelöscht",
  "tenant.erased": "Die Daten Ihrer Organisation wurden gelöscht",
  "phone.pre_registered": "Die Administration hat eine Telefonnummer für Sie hinterlegt",
  "phone.pre_registration_removed": "Die Administration hat Ihre hinterlegte Telefonnummer entfernt",
  "policy.updated": "Die Regeln Ihrer Organisation wurden geändert",
  other: "Etwas anderes ist geschehen",
};
