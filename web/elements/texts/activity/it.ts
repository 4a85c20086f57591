import type { Translation } from "../../language/area.ts";
import type { en } from "./en.ts";

export const it: Translation<typeof en> = {
  "factor.enrollment_started": "È stata avviata la configurazione di un metodo",
  "factor.activated": "È stato aggiunto un metodo",
  "factor.updated": "È stato modificato un metodo",
  "factor.removed": "È stato rimosso un metodo",
  "two_factor.disabled": "L’accesso in due passaggi è stato disattivato",
  "backup_codes.regenerated": "Sono stati creati nuovi codici di riserva",
  "login.succeeded": "Un accesso o una modifica è stata confermata con un codice",
  "code.rejected": "È stato inserito un codice errato",
  "method.locked": "Un metodo è stato bloccato per un po’ dopo codici errati",
  "method.disabled": "Un metodo è stato chiuso dopo troppi codici errati",
  "sms.requested": "È stato inviato un codice via SMS",
  "sms.failed": "Non è stato possibile inviare un SMS",
  "account.reset": "Un amministratore ha reimpostato il tuo secondo passaggio",
  "account.restored": "Il tuo secondo passaggio è stato ripristinato da un backup",
  "account.erased": "I tuoi dati sono stati cancellati",
  "tenant.erased": "I dati della tua organizzazione sono stati cancellati",
  "phone.pre_registered": "Un amministratore ha registrato un numero di telefono per te",
  "phone.pre_registration_removed": "Un amministratore ha tolto il numero di telefono registrato per te",
  "policy.updated": "Le regole della tua organizzazione sono cambiate",
  other: "Altro evento",
};
