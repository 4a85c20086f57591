import type { Translation } from "../../language/area.ts";
import type { en } from "./en.ts";

export const fr: Translation<typeof en> = {
  invalid_request: "Une information de ce formulaire n’a pas été acceptée. Vérifiez-la et réessayez.",
  unauthenticated: "Votre connexion a expiré. Saisissez de nouveau votre mot de passe.",
  insufficient_user_authentication: "Confirmez d’abord qu’il s’agit bien de vous.",
  forbidden: "Votre compte n’est pas autorisé à faire cela.",
  two_factor_required:
    "Votre organisation exige une deuxième étape. Ajoutez une autre méthode avant de supprimer celle-ci.",
  factor_type_not_allowed: "Votre organisation n’autorise pas cette méthode. Choisissez-en une autre.",
  phone_not_pre_registered:
    "Seul le téléphone enregistré par votre organisation peut être utilisé. Demandez à votre administrateur d’ajouter ou de corriger le numéro.",
  method_disabled:
    "Cette méthode est désactivée après trop de codes erronés. Utilisez-en une autre ou contactez votre administrateur.",
  not_found: "Élément introuvable. Rechargez la page.",
  factor_not_found: "Cette méthode n’existe plus. Rechargez la page.",
  method_not_allowed: "Cela n’a pas fonctionné. Rechargez la page.",
  payload_too_large: "C’est trop long. Veuillez raccourcir.",
  unsupported_media_type: "Cela n’a pas fonctionné. Rechargez la page.",
  not_enrolled: "La connexion en deux étapes n’est pas configurée pour votre compte.",
  no_sms_factor: "Aucun téléphone ne peut recevoir de SMS.",
  too_many_factors: "Le nombre maximal est atteint. Supprimez-en un d’abord.",
  version_conflict:
    "Quelqu’un a modifié ces réglages entre-temps. Consultez la nouvelle version et refaites votre modification.",
  busy: "Trop de demandes à la fois. Veuillez réessayer.",
  challenge_expired: "Ce code a expiré. Demandez-en un nouveau.",
  enrollment_expired: "La configuration a pris trop de temps. Veuillez recommencer.",
  invalid_code: "Ce code n’est pas correct.",
  code_already_used: "Ce code a déjà été utilisé. Chaque code ne sert qu’une fois : utilisez le suivant.",
  invalid_phone_number: "Saisissez un numéro de mobile avec l’indicatif du pays, par exemple +41 79 123 45 67.",
  country_not_allowed: "Les SMS vers ce pays ne sont pas possibles ici. Utilisez un autre numéro ou une autre méthode.",
  too_many_attempts: "Trop de codes erronés. Patientez un peu ou utilisez une autre méthode.",
  sms_limit_reached:
    "Aucun autre SMS ne peut être envoyé pour l’instant. Patientez un peu ou utilisez une autre méthode.",
  sms_delivery_failed: "Le SMS n’a pas pu être envoyé. Réessayez ou utilisez une autre méthode.",
  temporarily_unavailable: "Le service est momentanément indisponible. Réessayez dans un instant.",
  offline: "Pas de connexion. Vérifiez votre réseau et réessayez. Votre saisie est conservée.",
  unexpected: "Une erreur s’est produite. Veuillez réessayer.",
};
