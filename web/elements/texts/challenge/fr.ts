import type { Translation } from "../../language/area.ts";
import type { en } from "./en.ts";

export const fr: Translation<typeof en> = {
  title: "Confirmez qu’il s’agit de vous",
  leadTotp: "Saisissez les six chiffres affichés par votre application d’authentification.",
  leadSent: "Nous avons envoyé un code au",
  leadSending: "Nous envoyons un code au",
  leadUnsent: "Un code peut être envoyé au",
  leadBackup: "Saisissez l’un des codes de secours que vous avez enregistrés lors de la configuration.",
  validUntil: "Valable jusqu’à {time}.",
  backupHint: "De la forme XXXX-XXXX-XXXX.",
  "backupLeft.one": "Il reste {count} code de secours",
  "backupLeft.other": "Il reste {count} codes de secours",
  noBackupLeft: "Il n’en reste aucun",
  submit: "Continuer",
  sendNew: "Envoyer un nouveau code",
  otherWay: "Essayer autrement",
  methodsTitle: "Essayer autrement",
  methodsLead: "Comment souhaitez-vous confirmer qu’il s’agit de vous ?",
  byApp: "Un code de l’application",
  bySms: "Un SMS au",
  lost: "J’ai tout perdu",
  lostText: "Ni téléphone ni codes de secours",
  lostTitle: "Téléphone et codes perdus ?",
  lostLead:
    "Votre organisation peut rétablir votre accès après avoir vérifié qu’il s’agit bien de vous. Voici comment :",
  lostLink: "Obtenir l’aide de votre organisation",
  lostNone:
    "Contactez l’administrateur de votre organisation ou l’assistance de ce service. Après avoir vérifié qu’il s’agit bien de vous, ils peuvent réinitialiser cette étape.",
  failedTitle: "Cela n’a pas fonctionné",
  signedOutTitle: "Veuillez vous reconnecter",
  backToPassword: "Retour à la connexion",
  late: "L’enregistrement des codes a pris un moment. Confirmez avec un dernier code et vous serez connecté.",
  doneTitle: "Vous êtes connecté",
};
