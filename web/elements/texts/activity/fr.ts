import type { Translation } from "../../language/area.ts";
import type { en } from "./en.ts";

export const fr: Translation<typeof en> = {
  "factor.enrollment_started": "La configuration d’une méthode a été commencée",
  "factor.activated": "Une méthode a été ajoutée",
  "factor.updated": "Une méthode a été modifiée",
  "factor.removed": "Une méthode a été supprimée",
  "two_factor.disabled": "La connexion en deux étapes a été désactivée",
  "backup_codes.regenerated": "De nouveaux codes de secours ont été créés",
  "login.succeeded": "Une connexion ou un changement a été confirmé par un code",
  "code.rejected": "Un code erroné a été saisi",
  "method.locked": "Une méthode a été bloquée un moment après des codes erronés",
  "method.disabled": "Une méthode a été fermée après trop de codes erronés",
  "sms.requested": "Un code a été envoyé par SMS",
  "sms.failed": "Un SMS n’a pas pu être envoyé",
  "account.reset": "Un administrateur a réinitialisé votre deuxième étape",
  "account.restored": "Votre deuxième étape a été restaurée depuis une sauvegarde",
  "account.erased": "Vos données ont été effacées",
  "tenant.erased": "Les données de votre organisation ont été effacées",
  "phone.pre_registered": "Un administrateur a enregistré un numéro de téléphone pour vous",
  "phone.pre_registration_removed": "Un administrateur a retiré votre numéro de téléphone enregistré",
  "policy.updated": "Les règles de votre organisation ont été modifiées",
  other: "Autre événement",
};
