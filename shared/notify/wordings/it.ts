import type { EventData } from "../../account/events.ts";
import type { Factor } from "../../account/factor.ts";
import type { Method } from "../../account/guess-budget.ts";
import { isSuspicious, isTheft } from "../notified.ts";
import { areFew, type UsedCodes, type Wording } from "../wording.ts";

const factors: Readonly<Record<Factor["type"], string>> = {
  totp: "un’app di autenticazione",
  sms: "codici via SMS",
  passkey: "una passkey",
  unknown: "un altro metodo",
};
const methods: Readonly<Record<Method, string>> = {
  totp: "l’accesso con l’app di autenticazione",
  sms: "l’accesso con codici via SMS",
  backup_code: "l’accesso con codici di riserva",
  enrollment: "l’aggiunta di un nuovo metodo",
  bypass_code: "l’accesso con il codice dell’assistenza",
};
const reopened: Readonly<Record<EventData<"method.reopened">["by"], string>> = {
  admin: "per decisione di un amministratore",
  link: "con il link di un’e-mail",
  password: "perché la password è stata cambiata",
};
/** Of those that a user hears of by themselves. */
const usedCodes: UsedCodes = {
  backup_code: (left) => ({
    subject: areFew(left) ? "Codice di riserva usato, ne restano pochi" : "Codice di riserva usato",
    happened: `Un codice di riserva è stato usato per accedere al tuo account. Codici di riserva rimasti: ${String(left)}.${areFew(left) ? " Creane presto di nuovi." : ""}`,
  }),
  bypass_code: () => ({
    subject: "Codice dell’assistenza usato",
    happened: "Il codice che l’assistenza ha creato per te è stato usato per accedere al tuo account.",
  }),
};
const cancelled: Readonly<Record<EventData<"recovery.cancelled">["by"], string>> = {
  user: "è stata fermata nel tuo account",
  login: "qualcuno ha effettuato l’accesso con un tuo codice",
  link: "è stata fermata con il link di un’e-mail",
  admin: "un amministratore l’ha rifiutata",
  time: "nessuno l’ha proseguita in tempo",
  contact: "l’indirizzo e-mail del tuo account è cambiato",
  policy: "la tua organizzazione non la offre più",
  factor: "è stato aggiunto un altro metodo",
};
const notYou = "Se non sei stato tu, cambia subito la password e contatta il tuo amministratore.";
const notTyped =
  "Se non hai inserito tu questi codici, qualcun altro conosce la tua password: cambiala subito e contatta il tuo amministratore.";
const unexpected = "Se non te lo aspettavi, contatta subito il tuo amministratore.";

export const it: Wording = {
  locale: "it",
  greeting: "Ciao,",
  when: "Quando",
  where: "Dove",
  closing:
    "Questa e-mail è stata inviata automaticamente. Non contiene link e non chiede mai una password o un codice.",
  closingWithLink:
    "Questa e-mail è stata inviata automaticamente. Non chiede mai una password o un codice, e il suo link non fa mai accedere.",
  links: {
    changed: "Se non sei stato tu, questa pagina blocca altre modifiche e mostra come annullare questa:",
    reopen: "Questa pagina riapre il metodo, per cinque tentativi:",
    "cancel-recovery": "Se non sei stato tu, questa pagina interrompe la richiesta:",
  },
  notices: {
    "factor.activated": ({ factorType, first }) => ({
      subject: first ? "Accesso in due passaggi attivato" : "Nuovo metodo di accesso",
      happened: first
        ? `L’accesso in due passaggi è stato attivato per il tuo account, con ${factors[factorType]}. D’ora in poi dopo la password serve un secondo passaggio.`
        : `Al tuo account è stato aggiunto un altro metodo di accesso: ${factors[factorType]}.`,
      advice: notYou,
    }),
    "factor.removed": ({ factorType }) => ({
      subject: "Metodo di accesso rimosso",
      happened: `Dal tuo account è stato rimosso un metodo di accesso: ${factors[factorType]}.`,
      advice: notYou,
    }),
    "two_factor.disabled": () => ({
      subject: "Accesso in due passaggi disattivato",
      happened: "L’accesso in due passaggi è stato disattivato per il tuo account. Ora per accedere basta la password.",
      advice: notYou,
    }),
    "backup_codes.regenerated": ({ count }) => ({
      subject: "Nuovi codici di riserva",
      happened: `Per il tuo account sono stati creati ${String(count)} nuovi codici di riserva. I precedenti non valgono più.`,
      advice: notYou,
    }),
    "login.succeeded": ({ method, backupCodesRemaining: left, failedBefore }) => {
      const wrong = `Prima di questo accesso al tuo account sono stati inseriti ${String(failedBefore)} codici errati.`;
      const code = usedCodes[method]?.(left);
      return code
        ? {
            subject: code.subject,
            happened: isSuspicious(failedBefore) ? `${code.happened} ${wrong}` : code.happened,
            advice: notYou,
          }
        : { subject: "Codici errati prima del tuo accesso", happened: wrong, advice: notTyped };
    },
    "code.rejected": ({ method, spent }) => ({
      subject: "Molti codici errati",
      happened: `Tentativi esauriti da codici errati, su quelli possibili in 30 giorni: ${String(spent ?? 0)}%. Riguarda ${methods[method]}. Prima era stata inserita la password giusta.`,
      advice: notTyped,
    }),
    "method.locked": ({ method, until }, time) => ({
      subject: "Troppi codici errati",
      happened: `Dopo alcuni codici errati, ${methods[method]} non è possibile fino al ${time(until)}. Prima era stata inserita la password giusta.`,
      advice: notTyped,
    }),
    "method.disabled": ({ method }) => ({
      subject: "Metodo di accesso disattivato",
      happened: `Dopo troppi codici errati di seguito, ${methods[method]} non è più possibile, finché non lo configuri di nuovo o un amministratore lo riapre. Prima era stata inserita la password giusta.`,
      advice: notTyped,
    }),
    "method.reopened": ({ method, by }) => ({
      subject: "Metodo di accesso riaperto",
      happened: `Per il tuo account è di nuovo possibile ${methods[method]}, ${reopened[by]}. Cinque codici errati lo chiudono di nuovo.`,
      advice: unexpected,
    }),
    "contact.changed": () => ({
      subject: "Indirizzo e-mail cambiato",
      happened:
        "L’indirizzo e-mail del tuo account è cambiato. Per 30 giorni i messaggi come questo vanno a entrambi gli indirizzi.",
      advice: notYou,
    }),
    "account.frozen": () => ({
      subject: "Le modifiche all’accesso in due passaggi sono bloccate",
      happened:
        "Qualcuno ha seguito il link della nostra e-mail e ha bloccato per 24 ore le modifiche al tuo accesso in due passaggi. Ai dispositivi memorizzati verrà chiesto di nuovo un codice.",
      advice:
        "Se la modifica precedente non era tua, accedi, annullala nelle impostazioni di sicurezza e cambia la password.",
    }),
    "change.undone": ({ factorType }) => ({
      subject: "Un metodo rimosso è stato ripristinato",
      happened: `Il metodo che era stato rimosso dal tuo account è stato ripristinato: ${factors[factorType]}. Ciò che è stato configurato da allora o poco prima è stato rimosso, e i codici di riserva non valgono più.`,
      advice:
        "Crea nuovi codici di riserva. Se non sei stato tu, cambia subito la password e contatta il tuo amministratore.",
    }),
    "passkey.counter_fell": () => ({
      subject: "Una chiave di sicurezza potrebbe essere stata copiata",
      happened:
        "Una chiave di sicurezza del tuo account è stata usata con un contatore che è tornato indietro. Succede quando esiste una copia della chiave. L’accesso è stato rifiutato.",
      advice:
        "Rimuovi questa chiave di sicurezza dal tuo account e aggiungine un’altra. Se non hai provato ad accedere, cambia subito la password e contatta il tuo amministratore.",
    }),
    "account.reset": () => ({
      subject: "Il tuo secondo passaggio è stato reimpostato",
      happened:
        "Un amministratore ha rimosso dal tuo account tutte le app di autenticazione, i telefoni e i codici di riserva. Al prossimo accesso potrebbe esserti chiesto di configurare un nuovo secondo passaggio.",
      advice: unexpected,
    }),
    "account.restored": ({ shut }) => ({
      subject: shut ? "Il tuo amministratore deve riaprire il tuo account" : "I tuoi codici di riserva non valgono più",
      happened: shut
        ? "Dopo un guasto, i dati del tuo account sono stati ripristinati da un backup. Il secondo passaggio che avevi configurato non c’era. Perciò il tuo account è chiuso: la sola password non basta."
        : "Dopo un guasto, i dati del tuo account sono stati ripristinati da un backup. I codici di riserva che avevi fino ad allora non valgono più, e un’app di autenticazione o un telefono aggiunto poco prima potrebbe mancare.",
      advice: shut
        ? "Chiedi al tuo amministratore di reimpostare il tuo secondo passaggio, poi configuralo di nuovo al prossimo accesso."
        : "Accedi, crea nuovi codici di riserva e controlla quali app di autenticazione e telefoni sono configurati. Se non riesci ad accedere, contatta il tuo amministratore.",
    }),
    "device.trusted": () => ({
      subject: "Dispositivo memorizzato",
      happened:
        "È stato inserito un codice e il browser usato è stato memorizzato: per alcuni giorni lì basta la tua password per accedere.",
      advice: notYou,
    }),
    "device.ended": ({ why }) =>
      isTheft(why)
        ? {
            subject: "È stato usato un vecchio token di un dispositivo memorizzato",
            happened:
              "Qualcuno ha usato un vecchio token di un dispositivo memorizzato per il tuo account. Forse è stato copiato. A quel dispositivo viene di nuovo chiesto un codice.",
            advice:
              "Se non hai riportato il browser o il computer a uno stato precedente, qualcuno ne ha copiato i dati e conosce la tua password: cambiala subito e contatta il tuo amministratore.",
          }
        : {
            subject: "Un dispositivo non è più memorizzato",
            happened:
              "Un dispositivo memorizzato per il tuo account ha presentato un token già usato. Succede quando una risposta si perde o un browser viene ripristinato da un backup. A quel dispositivo viene di nuovo chiesto un codice.",
            advice: "Non devi fare niente. Se non riconosci quel dispositivo, contatta il tuo amministratore.",
          },
    "phone.pre_registered": () => ({
      subject: "Numero di telefono registrato per te",
      happened: "Un amministratore ha registrato un numero di telefono per i tuoi codici di accesso.",
      advice: unexpected,
    }),
    "phone.pre_registration_removed": () => ({
      subject: "Numero di telefono registrato rimosso",
      happened: "Un amministratore ha rimosso il numero di telefono registrato per i tuoi codici di accesso.",
      advice: unexpected,
    }),
    "bypass_code.issued": ({ hours }) => ({
      subject: "Codice dell’assistenza creato per te",
      happened: `Un amministratore ha creato un codice per il tuo account. Sostituisce il secondo passaggio per un solo accesso ed è valido ${String(hours)} h.`,
      advice: unexpected,
    }),
    "recovery.waiting": ({ readyAt, needsApproval }, time) => ({
      subject: "Qualcuno chiede di rientrare nel tuo account",
      happened: `Qualcuno che conosce la tua password e legge questa casella di posta chiede di configurare da capo il tuo secondo passaggio. Sarà possibile dal ${time(readyAt)}${needsApproval ? ", se un amministratore lo approva" : ""}; i metodi e i codici attuali non varranno più.`,
      advice:
        "Se non sei stato tu, accedi prima di allora come al solito: questo annulla la richiesta. Poi cambia la password.",
    }),
    "recovery.approved": () => ({
      subject: "La tua richiesta è stata approvata",
      happened: "Un amministratore ha approvato che il tuo secondo passaggio venga configurato da capo.",
      advice:
        "Se non l’hai chiesto tu, accedi come al solito: questo annulla la richiesta. Poi contatta il tuo amministratore.",
    }),
    "recovery.cancelled": ({ by }) => ({
      subject: "La richiesta di rientrare nel tuo account è annullata",
      happened: `Il secondo passaggio del tuo account non si può più configurare da capo: ${cancelled[by]}. I tuoi metodi e codici restano validi.`,
      advice: notYou,
    }),
    "recovery.completed": ({ factorType }) => ({
      subject: "Il tuo secondo passaggio è stato configurato da capo",
      happened: `Il secondo passaggio del tuo account è stato configurato da capo: ${factors[factorType]}. I metodi precedenti, i codici di riserva e i dispositivi memorizzati non valgono più.`,
      advice: notYou,
    }),
  },
};
