import type { Translation } from "../../language/area.ts";
import type { en } from "./en.ts";

export const de: Translation<typeof en> = {
  invalid_request: "Etwas in diesem Formular wurde nicht angenommen. Bitte prüfen Sie es und versuchen Sie es erneut.",
  unauthenticated: "Ihre Anmeldung ist abgelaufen. Bitte geben Sie Ihr Passwort noch einmal ein.",
  insufficient_user_authentication: "Bitte bestätigen Sie zuerst, dass Sie es sind.",
  forbidden: "Ihr Konto darf das nicht.",
  two_factor_required:
    "Ihre Organisation verlangt einen zweiten Schritt. Fügen Sie eine andere Methode hinzu, bevor Sie diese entfernen.",
  factor_type_not_allowed: "Ihre Organisation erlaubt diese Methode nicht. Bitte wählen Sie eine andere.",
  phone_not_pre_registered:
    "Nur das Telefon, das Ihre Organisation hinterlegt hat, kann verwendet werden. Bitten Sie Ihre Administration, die Nummer einzutragen oder zu berichtigen.",
  method_disabled:
    "Diese Methode ist nach zu vielen falschen Codes abgeschaltet. Verwenden Sie eine andere oder fragen Sie Ihre Administration.",
  not_found: "Das wurde nicht gefunden. Bitte laden Sie die Seite neu.",
  factor_not_found: "Diese Methode gibt es nicht mehr. Bitte laden Sie die Seite neu.",
  method_not_allowed: "Das hat nicht funktioniert. Bitte laden Sie die Seite neu.",
  payload_too_large: "Das ist zu viel auf einmal. Bitte kürzen Sie es.",
  unsupported_media_type: "Das hat nicht funktioniert. Bitte laden Sie die Seite neu.",
  not_enrolled: "Die Anmeldung in zwei Schritten ist für Ihr Konto nicht eingerichtet.",
  no_sms_factor: "Es gibt kein Telefon, an das eine SMS gehen könnte.",
  too_many_factors: "Mehr davon sind nicht möglich. Entfernen Sie zuerst eines.",
  version_conflict:
    "Jemand anderes hat dies inzwischen geändert. Sehen Sie sich die neue Fassung an und wiederholen Sie Ihre Änderung.",
  busy: "Es kamen zu viele Anfragen auf einmal. Bitte versuchen Sie es erneut.",
  challenge_expired: "Dieser Code ist abgelaufen. Bitte fordern Sie einen neuen an.",
  enrollment_expired: "Die Einrichtung hat zu lange gedauert. Bitte beginnen Sie noch einmal.",
  invalid_code: "Dieser Code stimmt nicht.",
  code_already_used: "Dieser Code wurde schon verwendet. Jeder Code gilt einmal: Bitte nehmen Sie den nächsten.",
  invalid_phone_number: "Geben Sie eine Mobilnummer mit Ländervorwahl ein, zum Beispiel +41 79 123 45 67.",
  country_not_allowed:
    "SMS in dieses Land sind hier nicht möglich. Verwenden Sie eine andere Nummer oder eine andere Methode.",
  too_many_attempts: "Zu viele falsche Codes. Bitte warten Sie ein wenig oder verwenden Sie eine andere Methode.",
  sms_limit_reached:
    "Im Moment können keine weiteren SMS gesendet werden. Bitte warten Sie ein wenig oder verwenden Sie eine andere Methode.",
  sms_delivery_failed:
    "Die SMS konnte nicht gesendet werden. Bitte versuchen Sie es erneut oder verwenden Sie eine andere Methode.",
  temporarily_unavailable: "Der Dienst ist gerade nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.",
  offline: "Keine Verbindung. Prüfen Sie Ihr Netz und versuchen Sie es erneut. Ihre Eingabe bleibt erhalten.",
  unexpected: "Etwas ist schiefgegangen. Bitte versuchen Sie es erneut.",
};
