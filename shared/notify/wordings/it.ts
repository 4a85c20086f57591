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
  enrollment: "l’aggiunta di un nuovo modo di ricevere codici",
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
    happened: `Un codice di riserva è stato usato per accedere al Suo account. Codici di riserva rimasti: ${String(left)}.${areFew(left) ? " Ne crei presto di nuovi." : ""}`,
  }),
  bypass_code: () => ({
    subject: "Codice dell’assistenza usato",
    happened: "Il codice che l’assistenza ha creato per Lei è stato usato per accedere al Suo account.",
  }),
};
const cancelled: Readonly<Record<EventData<"recovery.cancelled">["by"], string>> = {
  user: "è stata fermata nel suo account",
  login: "qualcuno è entrato con un suo codice",
  link: "è stata fermata con il link di un’e-mail",
  admin: "un amministratore l’ha rifiutata",
  time: "nessuno l’ha proseguita in tempo",
  contact: "l’indirizzo e-mail del suo account è cambiato",
  policy: "la sua organizzazione non la offre più",
  factor: "è stato aggiunto un altro modo di ricevere codici",
};
const notYou = "Se non è stato Lei, cambi subito la password e contatti il Suo amministratore.";
const notTyped =
  "Se non ha inserito Lei questi codici, qualcun altro conosce la Sua password: la cambi subito e contatti il Suo amministratore.";
const unexpected = "Se non se lo aspettava, contatti subito il Suo amministratore.";

export const it: Wording = {
  locale: "it",
  greeting: "Buongiorno,",
  when: "Quando",
  where: "Dove",
  closing:
    "Questa e-mail è stata inviata automaticamente. Non contiene link e non chiede mai una password o un codice.",
  closingWithLink:
    "Questa e-mail è stata inviata automaticamente. Non chiede mai una password o un codice, e il suo link non fa mai accedere.",
  links: {
    changed: "Se non è stato Lei, questa pagina blocca altre modifiche e mostra come annullare questa:",
    reopen: "Questa pagina riapre il modo di accedere, per cinque tentativi:",
    "cancel-recovery": "Se non è stato Lei, questa pagina vi pone fine:",
  },
  notices: {
    "factor.activated": ({ factorType, first }) => ({
      subject: first ? "Accesso in due passaggi attivato" : "Nuovo modo di ricevere codici di accesso",
      happened: first
        ? `L’accesso in due passaggi è stato attivato per il Suo account, con ${factors[factorType]}. D’ora in poi dopo la password viene chiesto un codice.`
        : `Al Suo account è stato aggiunto un altro modo di ricevere codici di accesso: ${factors[factorType]}.`,
      advice: notYou,
    }),
    "factor.removed": ({ factorType }) => ({
      subject: "Modo di ricevere codici di accesso rimosso",
      happened: `Dal Suo account è stato rimosso un modo di ricevere codici di accesso: ${factors[factorType]}.`,
      advice: notYou,
    }),
    "two_factor.disabled": () => ({
      subject: "Accesso in due passaggi disattivato",
      happened:
        "L’accesso in due passaggi è stato disattivato per il Suo account. Ora per accedere basta la sola password.",
      advice: notYou,
    }),
    "backup_codes.regenerated": ({ count }) => ({
      subject: "Nuovi codici di riserva",
      happened: `Per il Suo account sono stati creati ${String(count)} nuovi codici di riserva. I precedenti non funzionano più.`,
      advice: notYou,
    }),
    "login.succeeded": ({ method, backupCodesRemaining: left, failedBefore }) => {
      const wrong = `Prima di questo accesso al Suo account sono stati inseriti ${String(failedBefore)} codici errati.`;
      const code = usedCodes[method]?.(left);
      return code
        ? {
            subject: code.subject,
            happened: isSuspicious(failedBefore) ? `${code.happened} ${wrong}` : code.happened,
            advice: notYou,
          }
        : { subject: "Codici errati prima del Suo accesso", happened: wrong, advice: notTyped };
    },
    "code.rejected": ({ method, spent }) => ({
      subject: "Molti codici errati",
      happened: `I codici errati hanno esaurito il ${String(spent ?? 0)} % dei tentativi possibili in 30 giorni. Riguarda: ${methods[method]}. Prima era stata inserita la password corretta.`,
      advice: notTyped,
    }),
    "method.locked": ({ method, until }, time) => ({
      subject: "Troppi codici errati",
      happened: `Dopo alcuni codici errati, ${methods[method]} non è possibile fino al ${time(until)}. Prima era stata inserita la password giusta.`,
      advice: notTyped,
    }),
    "method.disabled": ({ method }) => ({
      subject: "Modo di accesso disattivato",
      happened: `Dopo troppi codici errati di seguito, ${methods[method]} non è più possibile, finché non lo configura di nuovo o un amministratore lo riapre. Prima era stata inserita la password giusta.`,
      advice: notTyped,
    }),
    "method.reopened": ({ method, by }) => ({
      subject: "Metodo di accesso riaperto",
      happened: `Per il tuo account è di nuovo possibile ${methods[method]}, ${reopened[by]}. Cinque codici errati lo chiudono di nuovo.`,
      advice: unexpected,
    }),
    "contact.changed": () => ({
      subject: "Altro indirizzo e-mail",
      happened:
        "Il tuo account ha un altro indirizzo e-mail. Per 30 giorni i messaggi come questo vanno a entrambi gli indirizzi.",
      advice: notYou,
    }),
    "account.frozen": () => ({
      subject: "Le modifiche del Suo accesso in due passaggi sono bloccate",
      happened:
        "Qualcuno ha seguito il link della nostra e-mail e ha bloccato per 24 ore le modifiche del Suo accesso in due passaggi. Ai dispositivi ricordati verrà chiesto di nuovo un codice.",
      advice:
        "Se la modifica precedente non era Sua, acceda, la revochi nelle impostazioni di sicurezza e cambi la password.",
    }),
    "change.undone": ({ factorType }) => ({
      subject: "Un modo di accedere rimosso è tornato",
      happened: `Il modo di accedere che era stato rimosso dal Suo account è tornato: ${factors[factorType]}. Ciò che è stato configurato da allora o poco prima è stato rimosso, e i codici di riserva non valgono più.`,
      advice:
        "Crei nuovi codici di riserva. Se non è stato Lei, cambi subito la password e contatti il Suo amministratore.",
    }),
    "passkey.counter_fell": () => ({
      subject: "Una chiave di sicurezza potrebbe essere stata copiata",
      happened:
        "Una chiave di sicurezza del Suo account è stata usata con un contatore che è tornato indietro. Succede quando esiste una copia della chiave. L’accesso è stato rifiutato.",
      advice:
        "Rimuova questa chiave di sicurezza dal Suo account e ne aggiunga un’altra. Se non ha provato ad accedere, cambi subito la password e contatti il Suo amministratore.",
    }),
    "account.reset": () => ({
      subject: "Il Suo secondo fattore è stato azzerato",
      happened:
        "Un amministratore ha rimosso dal Suo account tutte le app di autenticazione, i telefoni e i codici di riserva. Al prossimo accesso potrebbe esserLe chiesto di configurarne di nuovi.",
      advice: unexpected,
    }),
    "account.restored": ({ shut }) => ({
      subject: shut
        ? "Il Suo amministratore deve riaprire il Suo accesso"
        : "I Suoi codici di riserva non funzionano più",
      happened: shut
        ? "Dopo un guasto, i dati del Suo account sono stati ripristinati da un backup. Ciò che aveva configurato per i Suoi codici di accesso non vi era contenuto. Perciò il Suo accesso è chiuso: la sola password non basta."
        : "Dopo un guasto, i dati del Suo account sono stati ripristinati da un backup. I codici di riserva che aveva fino ad allora non funzionano più, e un’app di autenticazione o un telefono aggiunto poco prima potrebbe mancare.",
      advice: shut
        ? "Chieda al Suo amministratore di azzerare il Suo secondo fattore, poi lo configuri di nuovo al prossimo accesso."
        : "Acceda, crei nuovi codici di riserva e controlli quali app di autenticazione e telefoni sono configurati. Se non riesce ad accedere, contatti il Suo amministratore.",
    }),
    "device.trusted": () => ({
      subject: "Dispositivo memorizzato",
      happened:
        "È stato inserito un codice e il browser usato è stato memorizzato: per alcuni giorni lì basta la Sua password per accedere.",
      advice: notYou,
    }),
    "device.ended": ({ why }) =>
      isTheft(why)
        ? {
            subject: "È stato usato un vecchio token di un dispositivo memorizzato",
            happened:
              "Qualcuno ha usato un vecchio token di un dispositivo memorizzato per il Suo account. Forse è stato copiato. A quel dispositivo viene di nuovo chiesto un codice.",
            advice:
              "Se non ha riportato il browser o il computer a uno stato precedente, qualcuno ne ha copiato i dati e conosce la Sua password: la cambi subito e contatti il Suo amministratore.",
          }
        : {
            subject: "Un dispositivo non è più memorizzato",
            happened:
              "Un dispositivo memorizzato per il Suo account ha presentato un token già usato. Succede quando una risposta si perde o un browser viene ripristinato da un backup. A quel dispositivo viene di nuovo chiesto un codice.",
            advice: "Non deve fare niente. Se non conosce un dispositivo simile, contatti il Suo amministratore.",
          },
    "phone.pre_registered": () => ({
      subject: "Numero di telefono registrato per Lei",
      happened: "Un amministratore ha registrato un numero di telefono per i Suoi codici di accesso.",
      advice: unexpected,
    }),
    "phone.pre_registration_removed": () => ({
      subject: "Numero di telefono registrato rimosso",
      happened: "Un amministratore ha rimosso il numero di telefono registrato per i Suoi codici di accesso.",
      advice: unexpected,
    }),
    "bypass_code.issued": ({ hours }) => ({
      subject: "Codice di accesso creato dall’assistenza",
      happened: `Un amministratore ha creato un codice per il Suo account. Sostituisce il secondo fattore per un solo accesso ed è valido ${String(hours)} h.`,
      advice: unexpected,
    }),
    "recovery.waiting": ({ readyAt, needsApproval }, time) => ({
      subject: "Qualcuno chiede di rientrare nel suo account",
      happened: `Qualcuno che conosce la sua password e legge questa casella chiede di configurare nuovi codici di accesso per il suo account. Sarà possibile dal ${time(readyAt)}${needsApproval ? ", se un amministratore lo approva" : ""}; i vecchi codici finiranno.`,
      advice: "Se non è stato lei, acceda prima come sempre: questo lo ferma. Poi cambi la password.",
    }),
    "recovery.approved": () => ({
      subject: "La sua richiesta è stata approvata",
      happened: "Un amministratore ha approvato che per il suo account si configurino nuovi codici di accesso.",
      advice: "Se non l’ha chiesto lei, acceda come sempre: questo lo ferma. Poi contatti il suo amministratore.",
    }),
    "recovery.cancelled": ({ by }) => ({
      subject: "La richiesta per rientrare nel suo account è finita",
      happened: `Nessuno può più configurare nuovi codici per il suo account: ${cancelled[by]}. I vecchi codici restano validi.`,
      advice: notYou,
    }),
    "recovery.completed": ({ factorType }) => ({
      subject: "Nuovi codici di accesso configurati",
      happened: `Per il suo account sono stati configurati nuovi codici di accesso, con: ${factors[factorType]}. Tutti i modi precedenti di ricevere codici, i codici di riserva e i dispositivi ricordati sono finiti.`,
      advice: notYou,
    }),
  },
};
