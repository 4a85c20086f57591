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
  backup_code: "l’accesso con codici di backup",
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
    subject: areFew(left) ? "Codice di backup usato, ne restano pochi" : "Codice di backup usato",
    happened: `Un codice di backup è stato usato per accedere al tuo account. Codici di backup rimasti: ${String(left)}.${areFew(left) ? " Creane presto di nuovi." : ""}`,
  }),
  bypass_code: () => ({
    subject: "Codice dell’assistenza usato",
    happened: "Il codice che l’assistenza ha creato per te è stato usato per accedere al tuo account.",
  }),
};
const cancelled: Readonly<Record<EventData<"recovery.cancelled">["by"], string>> = {
  user: "la richiesta è stata annullata nel tuo account",
  login: "qualcuno ha effettuato l’accesso con un tuo codice",
  link: "la richiesta è stata annullata con il link di un’e-mail",
  admin: "un amministratore ha rifiutato la richiesta",
  time: "nessuno ha completato la richiesta in tempo",
  contact: "l’indirizzo e-mail del tuo account è cambiato",
  policy: "la tua organizzazione non offre più questa possibilità",
  factor: "è stato aggiunto un altro metodo",
};
const notYou = "Se non l’hai fatto tu, cambia subito la password e contatta il tuo amministratore.";
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
    "Questa e-mail è stata inviata automaticamente. Non chiede mai una password o un codice, e il link che contiene non effettua mai l’accesso.",
  links: {
    changed: "Se non l’hai fatto tu, questa pagina blocca altre modifiche e mostra come annullare questa:",
    reopen: "Questa pagina riattiva il metodo di accesso, per cinque tentativi:",
    "cancel-recovery": "Se non l’hai chiesto tu, questa pagina annulla la richiesta:",
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
      subject: "Nuovi codici di backup",
      happened: `Per il tuo account sono stati creati ${String(count)} nuovi codici di backup. I precedenti non valgono più.`,
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
      happened: `I codici errati hanno esaurito il ${String(spent ?? 0)}% dei tentativi consentiti in 30 giorni per ${methods[method]}. Prima era stata inserita la password corretta.`,
      advice: notTyped,
    }),
    "method.locked": ({ method, until }, time) => ({
      subject: "Troppi codici errati",
      happened: `Dopo alcuni codici errati, ${methods[method]} non è possibile fino al giorno ${time(until)}. Prima era stata inserita la password corretta.`,
      advice: notTyped,
    }),
    "method.disabled": ({ method }) => ({
      subject: "Metodo di accesso disattivato",
      happened: `Dopo troppi codici errati di fila, ${methods[method]} non è più possibile finché non lo configuri di nuovo o un amministratore non lo riattiva. Prima era stata inserita la password corretta.`,
      advice: notTyped,
    }),
    "method.reopened": ({ method, by }) => ({
      subject: "Metodo di accesso riattivato",
      happened: `Per il tuo account è di nuovo possibile ${methods[method]}, ${reopened[by]}. Dopo cinque codici errati non lo sarà più.`,
      advice: unexpected,
    }),
    "contact.changed": () => ({
      subject: "Indirizzo e-mail cambiato",
      happened:
        "L’indirizzo e-mail del tuo account è cambiato. Per 30 giorni i messaggi come questo vengono inviati a entrambi gli indirizzi.",
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
      subject: "Un metodo di accesso rimosso è stato ripristinato",
      happened: `Il metodo di accesso che era stato rimosso dal tuo account è stato ripristinato: ${factors[factorType]}. Ciò che è stato configurato da allora o poco prima è stato rimosso, e i codici di backup non valgono più.`,
      advice:
        "Crea nuovi codici di backup. Se non l’hai fatto tu, cambia subito la password e contatta il tuo amministratore.",
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
        "Un amministratore ha rimosso dal tuo account tutte le app di autenticazione, i telefoni e i codici di backup. Al prossimo accesso potrebbe esserti chiesto di configurare un nuovo secondo passaggio.",
      advice: unexpected,
    }),
    "account.restored": ({ shut }) => ({
      subject: shut ? "Il tuo amministratore deve sbloccare il tuo account" : "I tuoi codici di backup non valgono più",
      happened: shut
        ? "Dopo un guasto, i dati del tuo account sono stati ripristinati da una copia di sicurezza. Il secondo passaggio che avevi configurato non ne faceva parte. Perciò il tuo account è bloccato: la sola password non basta."
        : "Dopo un guasto, i dati del tuo account sono stati ripristinati da una copia di sicurezza. I codici di backup che avevi fino ad allora non valgono più, e potrebbe mancare un’app di autenticazione o un telefono che avevi aggiunto poco prima.",
      advice: shut
        ? "Chiedi al tuo amministratore di reimpostare il tuo secondo passaggio, poi configuralo di nuovo al prossimo accesso."
        : "Accedi, crea nuovi codici di backup e controlla quali app di autenticazione e telefoni sono configurati. Se non riesci ad accedere, contatta il tuo amministratore.",
    }),
    "device.trusted": () => ({
      subject: "Dispositivo memorizzato",
      happened:
        "È stato inserito un codice e il browser usato è stato memorizzato: per alcuni giorni, da lì basta la password per accedere.",
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
              "Un dispositivo memorizzato per il tuo account ha presentato un token già usato. Succede quando una risposta si perde o un browser viene ripristinato da una copia di sicurezza. A quel dispositivo viene di nuovo chiesto un codice.",
            advice: "Non devi fare nulla. Se non riconosci quel dispositivo, contatta il tuo amministratore.",
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
      happened: `Un amministratore ha creato un codice per il tuo account. Sostituisce il secondo passaggio per un solo accesso ed è valido per ${String(hours)} h.`,
      advice: unexpected,
    }),
    "recovery.waiting": ({ readyAt, needsApproval }, time) => ({
      subject: "Qualcuno ha chiesto di recuperare l’accesso al tuo account",
      happened: `Qualcuno che conosce la tua password e legge questa casella di posta ha chiesto di riconfigurare il tuo secondo passaggio. Sarà possibile dal giorno ${time(readyAt)}${needsApproval ? ", se un amministratore approva" : ""}; i metodi e i codici attuali non varranno più.`,
      advice:
        "Se non l’hai chiesto tu, accedi prima di allora come al solito: così annulli la richiesta. Poi cambia la password.",
    }),
    "recovery.approved": () => ({
      subject: "Il recupero dell’accesso è stato approvato",
      happened: "Un amministratore ha approvato la riconfigurazione del tuo secondo passaggio.",
      advice:
        "Se non l’hai chiesto tu, accedi come al solito: così annulli la richiesta. Poi contatta il tuo amministratore.",
    }),
    "recovery.cancelled": ({ by }) => ({
      subject: "Il recupero dell’accesso al tuo account è stato annullato",
      happened: `Il secondo passaggio del tuo account non si può più riconfigurare: ${cancelled[by]}. I tuoi metodi e codici restano validi.`,
      advice: notYou,
    }),
    "recovery.completed": ({ factorType }) => ({
      subject: "Il tuo secondo passaggio è stato riconfigurato",
      happened: `Il secondo passaggio del tuo account è stato riconfigurato con ${factors[factorType]}. I metodi precedenti, i codici di backup e i dispositivi memorizzati non valgono più.`,
      advice: notYou,
    }),
  },
};
