import type { Translation } from "../../language/area.ts";
import type { en } from "./en.ts";

export const it: Translation<typeof en> = {
  invalid_request: "Un dato di questo modulo non è stato accettato. Controllalo e riprova.",
  unauthenticated: "L’accesso è scaduto. Inserisci di nuovo la password.",
  insufficient_user_authentication: "Prima di continuare, conferma che sei tu.",
  forbidden: "Il tuo account non può eseguire questa operazione.",
  two_factor_required:
    "La tua organizzazione richiede un secondo passaggio. Aggiungi un altro metodo prima di rimuovere questo.",
  factor_type_not_allowed: "La tua organizzazione non consente questo metodo. Scegline un altro.",
  phone_not_pre_registered:
    "Si può usare solo il telefono registrato dalla tua organizzazione. Chiedi all’amministratore di aggiungere o correggere il numero.",
  method_disabled:
    "Questo metodo è disattivato dopo troppi codici errati. Usane un altro o rivolgiti all’amministratore.",
  not_found: "Elemento non trovato. Ricarica la pagina.",
  factor_not_found: "Questo metodo non esiste più. Ricarica la pagina.",
  method_not_allowed: "L’operazione non è riuscita. Ricarica la pagina.",
  payload_too_large: "Il contenuto è troppo lungo. Accorcialo.",
  unsupported_media_type: "L’operazione non è riuscita. Ricarica la pagina.",
  not_enrolled: "L’accesso in due passaggi non è configurato per il tuo account.",
  no_sms_factor: "Non c’è un telefono a cui inviare un SMS.",
  too_many_factors: "Hai raggiunto il numero massimo. Prima rimuovine uno.",
  version_conflict: "Nel frattempo qualcun altro ha modificato i dati. Guarda la nuova versione e ripeti la modifica.",
  busy: "Troppe richieste insieme. Riprova.",
  challenge_expired: "Questo codice è scaduto. Richiedine uno nuovo.",
  enrollment_expired: "La configurazione ha richiesto troppo tempo. Ricomincia.",
  invalid_code: "Il codice non è corretto.",
  code_already_used: "Questo codice è già stato usato. Ogni codice vale una volta sola: usa il prossimo.",
  invalid_phone_number: "Inserisci un numero di cellulare con il prefisso del paese, per esempio +41 79 123 45 67.",
  country_not_allowed: "Qui non si possono inviare SMS in questo paese. Usa un altro numero o un altro metodo.",
  too_many_attempts: "Troppi codici errati. Attendi un momento o usa un altro metodo.",
  sms_limit_reached: "Per ora non si possono inviare altri SMS. Attendi un momento o usa un altro metodo.",
  sms_delivery_failed: "Non è stato possibile inviare l’SMS. Riprova o usa un altro metodo.",
  temporarily_unavailable: "Il servizio non è disponibile al momento. Riprova tra poco.",
  offline: "Nessuna connessione. Controlla la rete e riprova. Quello che hai scritto non va perso.",
  unexpected: "Qualcosa è andato storto. Riprova.",
};
