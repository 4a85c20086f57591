import type { EventData } from "../../account/events.ts";
import type { Factor } from "../../account/factor.ts";
import type { Method } from "../../account/guess-budget.ts";
import { isSuspicious, isTheft } from "../notified.ts";
import { areFew, type UsedCodes, type Wording } from "../wording.ts";

const factors: Readonly<Record<Factor["type"], string>> = {
  totp: "une application d’authentification",
  sms: "des codes par SMS",
  passkey: "une clé d’accès",
  unknown: "une autre méthode",
};
const methods: Readonly<Record<Method, string>> = {
  totp: "la connexion avec l’application d’authentification",
  sms: "la connexion avec des codes par SMS",
  backup_code: "la connexion avec des codes de secours",
  enrollment: "la configuration d’une nouvelle méthode",
  bypass_code: "la connexion avec le code d’assistance",
};
const reopened: Readonly<Record<EventData<"method.reopened">["by"], string>> = {
  admin: "sur décision d’un administrateur",
  link: "au moyen du lien d’un e-mail",
  password: "car le mot de passe a été changé",
};
/** Of those that a user hears of by themselves. */
const usedCodes: UsedCodes = {
  backup_code: (left) => ({
    subject: areFew(left) ? "Code de secours utilisé, il en reste peu" : "Code de secours utilisé",
    happened: `Un code de secours a été utilisé pour se connecter à votre compte. Codes de secours restants : ${String(left)}.${areFew(left) ? " Créez-en bientôt de nouveaux." : ""}`,
  }),
  bypass_code: () => ({
    subject: "Code d’assistance utilisé",
    happened: "Le code que l’assistance a créé pour vous a été utilisé pour se connecter à votre compte.",
  }),
};
const cancelled: Readonly<Record<EventData<"recovery.cancelled">["by"], string>> = {
  user: "elle a été annulée dans votre compte",
  login: "quelqu’un s’est connecté avec un de vos codes",
  link: "elle a été annulée par le lien d’un e-mail",
  admin: "un administrateur l’a refusée",
  time: "personne ne l’a poursuivie à temps",
  contact: "l’adresse e-mail de votre compte a changé",
  policy: "votre organisation ne propose plus cette possibilité",
  factor: "une autre méthode a été ajoutée",
};
const notYou = "Si ce n’était pas vous, changez immédiatement votre mot de passe et contactez votre administrateur.";
const notTyped =
  "Si vous n’avez pas saisi ces codes, quelqu’un d’autre connaît votre mot de passe : changez-le immédiatement et contactez votre administrateur.";
const unexpected = "Si vous ne vous y attendiez pas, contactez immédiatement votre administrateur.";

export const fr: Wording = {
  locale: "fr",
  greeting: "Bonjour,",
  when: "Quand ",
  where: "Où ",
  closing:
    "Cet e-mail a été envoyé automatiquement. Il ne contient aucun lien et ne demande jamais de mot de passe ni de code.",
  closingWithLink:
    "Cet e-mail a été envoyé automatiquement. Il ne demande jamais de mot de passe ni de code, et son lien ne vous connecte jamais.",
  links: {
    changed:
      "Si ce n’était pas vous, cette page permet de bloquer d’autres modifications et montre comment annuler celle-ci :",
    reopen: "Cette page permet de réactiver la méthode de connexion, pour cinq essais :",
    "cancel-recovery": "Si ce n’était pas vous, annulez la demande sur cette page :",
  },
  notices: {
    "factor.activated": ({ factorType, first }) => ({
      subject: first ? "Connexion en deux étapes activée" : "Nouvelle méthode de connexion",
      happened: first
        ? `La connexion en deux étapes a été activée pour votre compte, avec ${factors[factorType]}. Une deuxième étape est désormais demandée après le mot de passe.`
        : `Une autre méthode de connexion a été ajoutée à votre compte : ${factors[factorType]}.`,
      advice: notYou,
    }),
    "factor.removed": ({ factorType }) => ({
      subject: "Méthode de connexion supprimée",
      happened: `Une méthode de connexion a été supprimée de votre compte : ${factors[factorType]}.`,
      advice: notYou,
    }),
    "two_factor.disabled": () => ({
      subject: "Connexion en deux étapes désactivée",
      happened:
        "La connexion en deux étapes a été désactivée pour votre compte. Le mot de passe suffit désormais pour se connecter.",
      advice: notYou,
    }),
    "backup_codes.regenerated": ({ count }) => ({
      subject: "Nouveaux codes de secours",
      happened: `${String(count)} nouveaux codes de secours ont été créés pour votre compte. Les précédents ne sont plus valables.`,
      advice: notYou,
    }),
    "login.succeeded": ({ method, backupCodesRemaining: left, failedBefore }) => {
      const wrong = `Avant cette connexion à votre compte, ${String(failedBefore)} codes erronés ont été saisis.`;
      const code = usedCodes[method]?.(left);
      return code
        ? {
            subject: code.subject,
            happened: isSuspicious(failedBefore) ? `${code.happened} ${wrong}` : code.happened,
            advice: notYou,
          }
        : { subject: "Codes erronés avant votre connexion", happened: wrong, advice: notTyped };
    },
    "code.rejected": ({ method, spent }) => ({
      subject: "Nombreux codes erronés",
      happened: `Des codes erronés ont épuisé ${String(spent ?? 0)} % des essais possibles en 30 jours. Cela concerne ${methods[method]}. Le bon mot de passe avait été saisi auparavant.`,
      advice: notTyped,
    }),
    "method.locked": ({ method, until }, time) => ({
      subject: "Trop de codes erronés",
      happened: `Après des codes erronés, ${methods[method]} n’est plus possible jusqu’au ${time(until)}. Le bon mot de passe avait été saisi auparavant.`,
      advice: notTyped,
    }),
    "method.disabled": ({ method }) => ({
      subject: "Méthode de connexion désactivée",
      happened: `Après trop de codes erronés de suite, ${methods[method]} n’est plus possible tant que vous n’avez pas reconfiguré cette méthode ou qu’un administrateur ne l’a pas réactivée. Le bon mot de passe avait été saisi auparavant.`,
      advice: notTyped,
    }),
    "method.reopened": ({ method, by }) => ({
      subject: "Méthode de connexion réactivée",
      happened: `Pour votre compte, ${methods[method]} est de nouveau possible, ${reopened[by]}. Cinq codes erronés la désactivent de nouveau.`,
      advice: unexpected,
    }),
    "contact.changed": () => ({
      subject: "Adresse e-mail modifiée",
      happened:
        "L’adresse e-mail de votre compte a changé. Pendant 30 jours, les messages comme celui-ci vont aux deux adresses.",
      advice: notYou,
    }),
    "account.frozen": () => ({
      subject: "Les modifications de votre connexion en deux étapes sont bloquées",
      happened:
        "Quelqu’un a suivi le lien de notre e-mail et bloqué pendant 24 heures les modifications de votre connexion en deux étapes. Les appareils mémorisés devront de nouveau fournir un code.",
      advice:
        "Si la modification précédente ne venait pas de vous, connectez-vous, annulez-la dans vos paramètres de sécurité et changez votre mot de passe.",
    }),
    "change.undone": ({ factorType }) => ({
      subject: "Méthode de connexion supprimée rétablie",
      happened: `La méthode de connexion qui avait été supprimée de votre compte est rétablie : ${factors[factorType]}. Ce qui a été configuré depuis ou peu avant a été supprimé, et les codes de secours ne sont plus valables.`,
      advice:
        "Créez de nouveaux codes de secours. Si ce n’était pas vous, changez votre mot de passe immédiatement et contactez votre administrateur.",
    }),
    "passkey.counter_fell": () => ({
      subject: "Une clé de sécurité a peut-être été copiée",
      happened:
        "Une clé de sécurité de votre compte a été utilisée avec un compteur qui a reculé. Cela se produit lorsqu’il existe une copie de la clé. La connexion a été refusée.",
      advice:
        "Retirez cette clé de sécurité de votre compte et ajoutez-en une autre. Si vous n’avez pas essayé de vous connecter, changez votre mot de passe immédiatement et contactez votre administrateur.",
    }),
    "account.reset": () => ({
      subject: "Votre deuxième étape a été réinitialisée",
      happened:
        "Un administrateur a supprimé de votre compte toutes les applications d’authentification, tous les téléphones et tous les codes de secours. À la prochaine connexion, il vous sera peut-être demandé de configurer une nouvelle deuxième étape.",
      advice: unexpected,
    }),
    "account.restored": ({ shut }) => ({
      subject: shut ? "Votre administrateur doit débloquer votre compte" : "Vos codes de secours ne sont plus valables",
      happened: shut
        ? "Après une panne, les données de votre compte ont été rétablies à partir d’une sauvegarde. La deuxième étape que vous aviez configurée n’y figurait pas. Votre compte est donc bloqué : le mot de passe seul ne suffit pas."
        : "Après une panne, les données de votre compte ont été rétablies à partir d’une sauvegarde. Les codes de secours que vous aviez jusque-là ne sont plus valables, et une application d’authentification ou un téléphone ajouté peu avant manque peut-être.",
      advice: shut
        ? "Demandez à votre administrateur de réinitialiser votre deuxième étape, puis configurez-la de nouveau à la prochaine connexion."
        : "Connectez-vous, créez de nouveaux codes de secours et vérifiez quelles applications d’authentification et quels téléphones sont configurés. Si vous ne pouvez pas vous connecter, contactez votre administrateur.",
    }),
    "device.trusted": () => ({
      subject: "Appareil mémorisé",
      happened:
        "Un code a été saisi, et le navigateur utilisé est mémorisé : pendant quelques jours, votre mot de passe suffit pour vous y connecter.",
      advice: notYou,
    }),
    "device.ended": ({ why }) =>
      isTheft(why)
        ? {
            subject: "Un ancien jeton d’un appareil mémorisé a été utilisé",
            happened:
              "Quelqu’un a utilisé un ancien jeton d’un appareil que votre compte avait mémorisé. Ce jeton a peut-être été copié. Un code est de nouveau demandé sur cet appareil.",
            advice:
              "Si vous n’avez pas rétabli un ancien état de votre navigateur ou de votre ordinateur, quelqu’un en a copié les données et connaît votre mot de passe : changez-le immédiatement et contactez votre administrateur.",
          }
        : {
            subject: "Un appareil n’est plus mémorisé",
            happened:
              "Un appareil que votre compte avait mémorisé a présenté un jeton déjà utilisé. Cela arrive lorsqu’une réponse se perd en route ou qu’un navigateur est rétabli à partir d’une sauvegarde. Un code est de nouveau demandé sur cet appareil.",
            advice:
              "Vous n’avez rien à faire. Si vous ne connaissez aucun appareil de ce type, contactez votre administrateur.",
          },
    "phone.pre_registered": () => ({
      subject: "Numéro de téléphone enregistré pour vous",
      happened: "Un administrateur a enregistré un numéro de téléphone pour vos codes de connexion.",
      advice: unexpected,
    }),
    "phone.pre_registration_removed": () => ({
      subject: "Numéro de téléphone enregistré supprimé",
      happened: "Un administrateur a supprimé le numéro de téléphone qui était enregistré pour vos codes de connexion.",
      advice: unexpected,
    }),
    "bypass_code.issued": ({ hours }) => ({
      subject: "Code d’assistance créé pour vous",
      happened: `Un administrateur a créé un code pour votre compte. Il remplace votre deuxième étape pour une seule connexion et reste valable ${String(hours)} ${hours === 1 ? "heure" : "heures"}.`,
      advice: unexpected,
    }),
    "recovery.waiting": ({ readyAt, needsApproval }, time) => ({
      subject: "Demande d’accès à votre compte",
      happened: `Quelqu’un qui connaît votre mot de passe et lit cette messagerie demande à reconfigurer votre deuxième étape. Ce sera possible à partir du ${time(readyAt)}${needsApproval ? ", si un administrateur l’approuve" : ""} ; vos méthodes et codes actuels ne seront alors plus valables.`,
      advice:
        "Si ce n’était pas vous, connectez-vous avant cette date comme d’habitude : cela annule la demande. Changez ensuite votre mot de passe.",
    }),
    "recovery.approved": () => ({
      subject: "Demande d’accès à votre compte approuvée",
      happened: "Un administrateur a accepté que votre deuxième étape soit reconfigurée.",
      advice:
        "Si vous n’avez rien demandé, connectez-vous comme d’habitude : cela annule la demande. Contactez ensuite votre administrateur.",
    }),
    "recovery.cancelled": ({ by }) => ({
      subject: "La demande d’accès à votre compte a pris fin",
      happened: `La demande pour reconfigurer votre deuxième étape a pris fin : ${cancelled[by]}. Vos méthodes et codes restent valables.`,
      advice: notYou,
    }),
    "recovery.completed": ({ factorType }) => ({
      subject: "Votre deuxième étape a été reconfigurée",
      happened: `La deuxième étape de votre compte a été reconfigurée, avec ${factors[factorType]}. Les méthodes précédentes, les codes de secours et les appareils mémorisés ne sont plus valables.`,
      advice: notYou,
    }),
  },
};
