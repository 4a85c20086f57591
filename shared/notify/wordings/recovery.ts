import type { NoticeText } from "../wording.ts";

/** Words of a recovery that no event brings along: the mailed codes, what is told in between, and the SMS. */
export interface RecoveryWording {
  /** Of the first code and of the second; `until` is written out. */
  readonly codes: Readonly<Record<"confirm" | "complete", (until: string) => CodeText>>;
  readonly halfWay: (readyAt: string) => NoticeText;
  readonly ready: (until: string) => NoticeText;
  /** With the second code below it. */
  readonly readyCode: string;
  /** Before the line with a link that ends it. */
  readonly cancelLink: string;
  readonly closing: string;
  /** One segment with the longest name and time. Every character is in GSM-7, or becomes one. */
  readonly sms: {
    /** Names the app, after a blank; the others get it so, or an empty text where it cannot be written. */
    readonly at: (name: string) => string;
    readonly waiting: (at: string, before: string) => string;
    readonly ready: (at: string) => string;
    readonly done: (at: string) => string;
  };
}

export interface CodeText {
  readonly subject: string;
  /** Before the code, which stands alone on its line. */
  readonly before: string;
  readonly after: string;
}

export const recoveryWordings = {
  en: {
    codes: {
      confirm: (until) => ({
        subject: "Code to get back into your account",
        before:
          "Somebody who knows your password asked to set up your second step afresh, because it is lost. If it was you, type this code:",
        after: `It is good until ${until}. If it was not you, give it to nobody and change your password now.`,
      }),
      complete: (until) => ({
        subject: "Second code to get back into your account",
        before: "The wait is over. With this code you can set up your second step afresh:",
        after: `It is good until ${until}. If it was not you who asked, sign in as usual now: that ends it.`,
      }),
    },
    halfWay: (readyAt) => ({
      subject: "Half of the wait is over",
      happened: `Somebody asked to set up the second step of your account afresh. From ${readyAt} on it can be done; your earlier methods and codes then end.`,
      advice: "If it was not you, sign in as usual before that time: this ends it. Then change your password.",
    }),
    ready: (until) => ({
      subject: "Your second step can be set up afresh now",
      happened: `Somebody asked to set up the second step of your account afresh. It can be done from now until ${until}; your earlier methods and codes then end.`,
      advice: "If it was not you, sign in as usual now: this ends it. Then change your password.",
    }),
    readyCode: "If it was you, type this code:",
    cancelLink: "If you cannot sign in now, end it with this link:",
    closing: "This e-mail was sent automatically. It never asks for your password.",
    sms: {
      at: (name) => ` at ${name}`,
      waiting: (at, before) =>
        `Somebody asked to get back into your account${at}. If it was not you, sign in as usual before ${before}: that ends it.`,
      ready: (at) =>
        `Your account${at} can be set up afresh now. If you did not ask for it, sign in as usual now: that ends it.`,
      done: (at) => `Your account${at} was set up afresh. If it was not you, call your administrator now.`,
    },
  },
  de: {
    codes: {
      confirm: (until) => ({
        subject: "Code zur Wiederherstellung Ihres Zugangs",
        before:
          "Jemand, der Ihr Passwort kennt, möchte Ihren zweiten Schritt neu einrichten, weil der bisherige verloren ging. Wenn Sie das waren, geben Sie diesen Code ein:",
        after: `Er gilt bis zum ${until}. Wenn Sie das nicht waren, geben Sie ihn nicht weiter und ändern Sie jetzt Ihr Passwort.`,
      }),
      complete: (until) => ({
        subject: "Zweiter Code zur Wiederherstellung Ihres Zugangs",
        before: "Die Wartezeit ist vorbei. Mit diesem Code richten Sie Ihren zweiten Schritt neu ein:",
        after: `Er gilt bis zum ${until}. Wenn Sie das nicht beantragt haben, melden Sie sich jetzt wie gewohnt an: Das bricht die Wiederherstellung ab.`,
      }),
    },
    halfWay: (readyAt) => ({
      subject: "Die halbe Wartezeit ist vorbei",
      happened: `Jemand hat beantragt, den zweiten Schritt Ihres Kontos neu einzurichten. Ab dem ${readyAt} ist das möglich; Ihre bisherigen Methoden und Codes gelten dann nicht mehr.`,
      advice:
        "Wenn Sie das nicht waren, melden Sie sich vorher wie gewohnt an: Das bricht die Wiederherstellung ab. Ändern Sie danach Ihr Passwort.",
    }),
    ready: (until) => ({
      subject: "Ihr zweiter Schritt kann jetzt neu eingerichtet werden",
      happened: `Jemand hat beantragt, den zweiten Schritt Ihres Kontos neu einzurichten. Das ist ab jetzt bis zum ${until} möglich; Ihre bisherigen Methoden und Codes gelten dann nicht mehr.`,
      advice:
        "Wenn Sie das nicht waren, melden Sie sich jetzt wie gewohnt an: Das bricht die Wiederherstellung ab. Ändern Sie danach Ihr Passwort.",
    }),
    readyCode: "Wenn Sie das waren, geben Sie diesen Code ein:",
    cancelLink: "Wenn Sie sich jetzt nicht anmelden können, brechen Sie die Wiederherstellung mit diesem Link ab:",
    closing: "Diese E-Mail wurde automatisch verschickt. Sie fragt nie nach Ihrem Passwort.",
    sms: {
      at: (name) => ` bei ${name}`,
      waiting: (at, before) =>
        `Jemand will Zugang zu Ihrem Konto${at}. Waren Sie das nicht? Melden Sie sich vor ${before} wie gewohnt an: Das beendet es.`,
      ready: (at) =>
        `Ihr Konto${at} kann jetzt neu eingerichtet werden. Waren Sie das nicht? Melden Sie sich jetzt wie gewohnt an: Das beendet es.`,
      done: (at) =>
        `Ihr Konto${at} wurde neu eingerichtet. Waren Sie das nicht? Rufen Sie jetzt Ihre Administration an.`,
    },
  },
  fr: {
    codes: {
      confirm: (until) => ({
        subject: "Code pour retrouver l’accès à votre compte",
        before:
          "Quelqu’un qui connaît votre mot de passe demande à reconfigurer votre deuxième étape, parce que l’actuelle est perdue. Si c’était vous, saisissez ce code :",
        after: `Il est valable jusqu’au ${until}. Si ce n’était pas vous, ne le communiquez à personne et changez maintenant votre mot de passe.`,
      }),
      complete: (until) => ({
        subject: "Deuxième code pour retrouver l’accès à votre compte",
        before: "Le délai d’attente est écoulé. Avec ce code, vous pouvez reconfigurer votre deuxième étape :",
        after: `Il est valable jusqu’au ${until}. Si vous n’avez rien demandé, connectez-vous maintenant comme d’habitude : cela annule la demande.`,
      }),
    },
    halfWay: (readyAt) => ({
      subject: "La moitié du délai d’attente est écoulée",
      happened: `Quelqu’un demande à reconfigurer la deuxième étape de votre compte. Ce sera possible à partir du ${readyAt} ; vos méthodes et codes actuels ne seront alors plus valables.`,
      advice:
        "Si ce n’était pas vous, connectez-vous avant cette date comme d’habitude : cela annule la demande. Changez ensuite votre mot de passe.",
    }),
    ready: (until) => ({
      subject: "Votre deuxième étape peut être reconfigurée maintenant",
      happened: `Quelqu’un demande à reconfigurer la deuxième étape de votre compte. C’est possible dès maintenant et jusqu’au ${until} ; vos méthodes et codes actuels ne seront alors plus valables.`,
      advice:
        "Si ce n’était pas vous, connectez-vous maintenant comme d’habitude : cela annule la demande. Changez ensuite votre mot de passe.",
    }),
    readyCode: "Si c’était vous, saisissez ce code :",
    cancelLink: "Si vous ne pouvez pas vous connecter maintenant, annulez la demande avec ce lien :",
    closing: "Cet e-mail a été envoyé automatiquement. Il ne demande jamais votre mot de passe.",
    sms: {
      at: (name) => ` ${name}`,
      waiting: (at, before) =>
        `Quelqu'un demande l'accès à votre compte${at}. Pas vous ? Connectez-vous comme d'habitude avant ${before} : cela y met fin.`,
      ready: (at) =>
        `La reconfiguration de votre compte${at} est possible maintenant. Pas vous ? Connectez-vous comme d'habitude : cela y met fin.`,
      done: (at) =>
        `Votre compte${at} a été reconfiguré. Si ce n'est pas vous, appelez votre administrateur maintenant.`,
    },
  },
  it: {
    codes: {
      confirm: (until) => ({
        subject: "Codice per recuperare l’accesso al tuo account",
        before:
          "Qualcuno che conosce la tua password ha chiesto di riconfigurare il tuo secondo passaggio, perché quello attuale è perso. Se l’hai chiesto tu, inserisci questo codice:",
        after: `È valido fino al giorno ${until}. Se non l’hai chiesto tu, non darlo a nessuno e cambia subito la password.`,
      }),
      complete: (until) => ({
        subject: "Secondo codice per recuperare l’accesso al tuo account",
        before: "Il periodo di attesa è finito. Con questo codice puoi riconfigurare il tuo secondo passaggio:",
        after: `È valido fino al giorno ${until}. Se non l’hai chiesto tu, accedi subito come al solito: così annulli la richiesta.`,
      }),
    },
    halfWay: (readyAt) => ({
      subject: "È passata metà del periodo di attesa",
      happened: `Qualcuno ha chiesto di riconfigurare il secondo passaggio del tuo account. Sarà possibile dal giorno ${readyAt}; i metodi e i codici attuali non varranno più.`,
      advice:
        "Se non l’hai chiesto tu, accedi prima di allora come al solito: così annulli la richiesta. Poi cambia la password.",
    }),
    ready: (until) => ({
      subject: "Ora il tuo secondo passaggio si può riconfigurare",
      happened: `Qualcuno ha chiesto di riconfigurare il secondo passaggio del tuo account. È possibile da ora fino al giorno ${until}; i metodi e i codici attuali non varranno più.`,
      advice:
        "Se non l’hai chiesto tu, accedi subito come al solito: così annulli la richiesta. Poi cambia la password.",
    }),
    readyCode: "Se l’hai chiesto tu, inserisci questo codice:",
    cancelLink: "Se ora non riesci ad accedere, annulla la richiesta con questo link:",
    closing: "Questa e-mail è stata inviata automaticamente. Non chiede mai la tua password.",
    sms: {
      at: (name) => ` ${name}`,
      waiting: (at, before) =>
        `Qualcuno chiede di recuperare il tuo account${at}. Se non sei tu, accedi come al solito entro ${before}: così annulli la richiesta.`,
      ready: (at) =>
        `Il tuo account${at} ora si può riconfigurare. Se non l'hai chiesto tu, accedi subito come al solito: così annulli la richiesta.`,
      done: (at) => `Il tuo account${at} è stato riconfigurato. Se non l'hai fatto tu, chiama subito l'amministratore.`,
    },
  },
  es: {
    codes: {
      confirm: (until) => ({
        subject: "Código para recuperar el acceso a su cuenta",
        before:
          "Alguien que conoce su contraseña ha pedido configurar de nuevo su segundo paso, porque se ha perdido. Si ha sido usted, introduzca este código:",
        after: `Es válido hasta el ${until}. Si no ha sido usted, no se lo dé a nadie y cambie su contraseña de inmediato.`,
      }),
      complete: (until) => ({
        subject: "Segundo código para recuperar el acceso a su cuenta",
        before: "El periodo de espera ha terminado. Con este código puede configurar de nuevo su segundo paso:",
        after: `Es válido hasta el ${until}. Si no lo ha pedido usted, inicie sesión ahora como siempre: así cancela la solicitud.`,
      }),
    },
    halfWay: (readyAt) => ({
      subject: "Ha pasado la mitad del periodo de espera",
      happened: `Alguien ha pedido configurar de nuevo el segundo paso de su cuenta. Será posible a partir del ${readyAt}; sus métodos y códigos actuales dejarán de ser válidos.`,
      advice:
        "Si no ha sido usted, inicie sesión antes como siempre: así cancela la solicitud. Después cambie su contraseña.",
    }),
    ready: (until) => ({
      subject: "Su segundo paso ya se puede configurar de nuevo",
      happened: `Alguien ha pedido configurar de nuevo el segundo paso de su cuenta. Es posible desde ahora hasta el ${until}; sus métodos y códigos actuales dejarán de ser válidos.`,
      advice:
        "Si no ha sido usted, inicie sesión ahora como siempre: así cancela la solicitud. Después cambie su contraseña.",
    }),
    readyCode: "Si ha sido usted, introduzca este código:",
    cancelLink: "Si ahora no puede iniciar sesión, cancele la solicitud con este enlace:",
    closing: "Este correo se ha enviado automáticamente. Nunca pide su contraseña.",
    sms: {
      at: (name) => ` ${name}`,
      waiting: (at, before) =>
        `Alguien pide recuperar el acceso a su cuenta${at}. Si no es usted, entre como siempre antes del ${before}: eso lo cancela.`,
      ready: (at) =>
        `Su cuenta${at} ya se puede configurar de nuevo. Si no lo ha pedido usted, entre ahora como siempre: eso lo cancela.`,
      done: (at) => `Su cuenta${at} se ha configurado de nuevo. Si no ha sido usted, llame ahora a su administrador.`,
    },
  },
} as const satisfies Readonly<Record<string, RecoveryWording>>;
