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
          "Somebody who knows your password asked to set up new login codes for your account, because the old ones are lost. If it was you, type this code:",
        after: `It is good until ${until}. If it was not you, hand it to nobody and change your password now.`,
      }),
      complete: (until) => ({
        subject: "Second code to get back into your account",
        before: "The wait is over. With this code you can set up new login codes for your account:",
        after: `It is good until ${until}. If it was not you who asked, log in as always now: that ends it.`,
      }),
    },
    halfWay: (readyAt) => ({
      subject: "Half of the wait is over",
      happened: `Somebody asked to set up new login codes for your account. From ${readyAt} on it can be done; the old codes then end.`,
      advice: "If it was not you, log in as always before that time: this ends it. Then change your password.",
    }),
    ready: (until) => ({
      subject: "New login codes can be set up now",
      happened: `Somebody asked to set up new login codes for your account. It can be done from now until ${until}; the old codes then end.`,
      advice: "If it was not you, log in as always now: this ends it. Then change your password.",
    }),
    readyCode: "If it was you, type this code:",
    cancelLink: "If you cannot log in now, end it with this link:",
    closing: "This e-mail was sent automatically. It never asks for your password.",
    sms: {
      at: (name) => ` at ${name}`,
      waiting: (at, before) =>
        `Somebody asked to get back into your account${at}. If it was not you, sign in as always before ${before}: that ends it.`,
      ready: (at) =>
        `Your account${at} can be set up afresh now. If you did not ask for it, sign in as always now: that ends it.`,
      done: (at) =>
        `New login codes were set up for your account${at}. If it was not you, call your administrator now.`,
    },
  },
  de: {
    codes: {
      confirm: (until) => ({
        subject: "Code für den Weg zurück in Ihr Konto",
        before:
          "Jemand, der Ihr Passwort kennt, möchte für Ihr Konto neue Anmeldecodes einrichten, weil die alten verloren sind. Wenn Sie das waren, geben Sie diesen Code ein:",
        after: `Er gilt bis ${until}. Wenn Sie das nicht waren, geben Sie ihn niemandem und ändern Sie jetzt Ihr Passwort.`,
      }),
      complete: (until) => ({
        subject: "Zweiter Code für den Weg zurück in Ihr Konto",
        before: "Die Wartezeit ist vorbei. Mit diesem Code richten Sie neue Anmeldecodes für Ihr Konto ein:",
        after: `Er gilt bis ${until}. Wenn Sie nicht darum gebeten haben, melden Sie sich jetzt wie immer an: Das beendet es.`,
      }),
    },
    halfWay: (readyAt) => ({
      subject: "Die halbe Wartezeit ist vorbei",
      happened: `Jemand möchte für Ihr Konto neue Anmeldecodes einrichten. Ab ${readyAt} geht das; die alten Codes enden damit.`,
      advice:
        "Wenn Sie das nicht waren, melden Sie sich vorher wie immer an: Das beendet es. Ändern Sie dann Ihr Passwort.",
    }),
    ready: (until) => ({
      subject: "Neue Anmeldecodes können jetzt eingerichtet werden",
      happened: `Jemand möchte für Ihr Konto neue Anmeldecodes einrichten. Das geht ab jetzt bis ${until}; die alten Codes enden damit.`,
      advice:
        "Wenn Sie das nicht waren, melden Sie sich jetzt wie immer an: Das beendet es. Ändern Sie dann Ihr Passwort.",
    }),
    readyCode: "Wenn Sie das waren, geben Sie diesen Code ein:",
    cancelLink: "Wenn Sie sich jetzt nicht anmelden können, beenden Sie es mit diesem Link:",
    closing: "Diese E-Mail wurde automatisch verschickt. Sie fragt nie nach Ihrem Passwort.",
    sms: {
      at: (name) => ` bei ${name}`,
      waiting: (at, before) =>
        `Jemand will neuen Zugang zu Ihrem Konto${at}. Waren Sie das nicht: wie immer anmelden vor ${before}, das beendet es.`,
      ready: (at) =>
        `Ihr Konto${at} kann jetzt neu eingerichtet werden. Waren Sie das nicht: jetzt wie immer anmelden, das beendet es.`,
      done: (at) =>
        `Für Ihr Konto${at} wurden neue Codes eingerichtet. Waren Sie das nicht: rufen Sie jetzt Ihre Administration an.`,
    },
  },
  fr: {
    codes: {
      confirm: (until) => ({
        subject: "Code pour retrouver votre compte",
        before:
          "Une personne qui connaît votre mot de passe demande à configurer de nouveaux codes de connexion pour votre compte, les anciens étant perdus. Si c’était vous, saisissez ce code :",
        after: `Il est valable jusqu’au ${until}. Si ce n’était pas vous, ne le donnez à personne et changez maintenant votre mot de passe.`,
      }),
      complete: (until) => ({
        subject: "Second code pour retrouver votre compte",
        before: "L’attente est finie. Avec ce code, vous configurez de nouveaux codes de connexion pour votre compte :",
        after: `Il est valable jusqu’au ${until}. Si vous n’avez rien demandé, connectez-vous maintenant comme toujours : cela y met fin.`,
      }),
    },
    halfWay: (readyAt) => ({
      subject: "La moitié de l’attente est passée",
      happened: `Une personne demande à configurer de nouveaux codes de connexion pour votre compte. Ce sera possible à partir du ${readyAt} ; les anciens codes prendront fin.`,
      advice:
        "Si ce n’était pas vous, connectez-vous avant comme toujours : cela y met fin. Changez ensuite votre mot de passe.",
    }),
    ready: (until) => ({
      subject: "De nouveaux codes peuvent être configurés maintenant",
      happened: `Une personne demande à configurer de nouveaux codes de connexion pour votre compte. C’est possible dès maintenant et jusqu’au ${until} ; les anciens codes prendront fin.`,
      advice:
        "Si ce n’était pas vous, connectez-vous maintenant comme toujours : cela y met fin. Changez ensuite votre mot de passe.",
    }),
    readyCode: "Si c’était vous, saisissez ce code :",
    cancelLink: "Si vous ne pouvez pas vous connecter maintenant, mettez-y fin avec ce lien :",
    closing: "Cet e-mail a été envoyé automatiquement. Il ne demande jamais votre mot de passe.",
    sms: {
      at: (name) => ` ${name}`,
      waiting: (at, before) =>
        `Nouvel accès demandé à votre compte${at}. Si ce n'est pas vous, connectez-vous comme toujours avant ${before} : cela y met fin.`,
      ready: (at) =>
        `Votre compte${at} peut être reconfiguré maintenant. Si ce n'est pas vous, connectez-vous comme toujours : cela y met fin.`,
      done: (at) =>
        `De nouveaux codes sont actifs pour votre compte${at}. Si ce n'est pas vous, appelez votre administrateur maintenant.`,
    },
  },
  it: {
    codes: {
      confirm: (until) => ({
        subject: "Codice per rientrare nel suo account",
        before:
          "Qualcuno che conosce la sua password chiede di configurare nuovi codici di accesso per il suo account, perché quelli vecchi sono persi. Se è stato lei, inserisca questo codice:",
        after: `Vale fino al ${until}. Se non è stato lei, non lo dia a nessuno e cambi subito la password.`,
      }),
      complete: (until) => ({
        subject: "Secondo codice per rientrare nel suo account",
        before: "L’attesa è finita. Con questo codice può configurare nuovi codici di accesso per il suo account:",
        after: `Vale fino al ${until}. Se non l’ha chiesto lei, acceda subito come sempre: questo lo ferma.`,
      }),
    },
    halfWay: (readyAt) => ({
      subject: "Metà dell’attesa è passata",
      happened: `Qualcuno chiede di configurare nuovi codici di accesso per il suo account. Sarà possibile dal ${readyAt}; i vecchi codici finiranno.`,
      advice: "Se non è stato lei, acceda prima come sempre: questo lo ferma. Poi cambi la password.",
    }),
    ready: (until) => ({
      subject: "Ora si possono configurare nuovi codici",
      happened: `Qualcuno chiede di configurare nuovi codici di accesso per il suo account. È possibile da ora fino al ${until}; i vecchi codici finiranno.`,
      advice: "Se non è stato lei, acceda subito come sempre: questo lo ferma. Poi cambi la password.",
    }),
    readyCode: "Se è stato lei, inserisca questo codice:",
    cancelLink: "Se ora non può accedere, lo fermi con questo link:",
    closing: "Questa e-mail è stata inviata automaticamente. Non chiede mai la sua password.",
    sms: {
      at: (name) => ` ${name}`,
      waiting: (at, before) =>
        `Qualcuno chiede un nuovo accesso al suo account${at}. Se non è lei, acceda come sempre prima di ${before}: questo lo ferma.`,
      ready: (at) =>
        `Il suo account${at} può essere riconfigurato ora. Se non è lei, acceda subito come sempre: questo lo ferma.`,
      done: (at) =>
        `Nuovi codici sono attivi per il suo account${at}. Se non è stato lei, chiami subito l'amministratore.`,
    },
  },
  es: {
    codes: {
      confirm: (until) => ({
        subject: "Código para volver a su cuenta",
        before:
          "Alguien que conoce su contraseña pide configurar nuevos códigos de acceso para su cuenta, porque los anteriores se han perdido. Si ha sido usted, escriba este código:",
        after: `Vale hasta el ${until}. Si no ha sido usted, no se lo dé a nadie y cambie ahora su contraseña.`,
      }),
      complete: (until) => ({
        subject: "Segundo código para volver a su cuenta",
        before: "La espera ha terminado. Con este código puede configurar nuevos códigos de acceso para su cuenta:",
        after: `Vale hasta el ${until}. Si no lo ha pedido usted, acceda ahora como siempre: eso lo cancela.`,
      }),
    },
    halfWay: (readyAt) => ({
      subject: "Ha pasado la mitad de la espera",
      happened: `Alguien pide configurar nuevos códigos de acceso para su cuenta. Será posible desde el ${readyAt}; los códigos anteriores dejarán de valer.`,
      advice: "Si no ha sido usted, acceda antes como siempre: eso lo cancela. Después cambie su contraseña.",
    }),
    ready: (until) => ({
      subject: "Ya se pueden configurar nuevos códigos",
      happened: `Alguien pide configurar nuevos códigos de acceso para su cuenta. Es posible desde ahora hasta el ${until}; los códigos anteriores dejarán de valer.`,
      advice: "Si no ha sido usted, acceda ahora como siempre: eso lo cancela. Después cambie su contraseña.",
    }),
    readyCode: "Si ha sido usted, escriba este código:",
    cancelLink: "Si ahora no puede acceder, cancélelo con este enlace:",
    closing: "Este correo se ha enviado automáticamente. Nunca pide su contraseña.",
    sms: {
      at: (name) => ` ${name}`,
      waiting: (at, before) =>
        `Alguien pide un nuevo acceso a su cuenta${at}. Si no es usted, acceda como siempre antes de ${before}: eso lo cancela.`,
      ready: (at) =>
        `Su cuenta${at} se puede configurar de nuevo ahora. Si no es usted, acceda como siempre: eso lo cancela.`,
      done: (at) => `Hay nuevos accesos para su cuenta${at}. Si no ha sido usted, llame ahora a su administrador.`,
    },
  },
} as const satisfies Readonly<Record<string, RecoveryWording>>;
