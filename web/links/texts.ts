export const languages = ["en", "de", "fr", "it", "es"] as const;
export type Language = (typeof languages)[number];
export type Kind = "cancel-recovery" | "changed" | "reopen";

/** Texts of one kind of link. */
interface KindTexts {
  readonly title: string;
  readonly happened: string;
  /** The effect of the second button. */
  readonly does: string;
  readonly leave: string;
  readonly act: string;
  readonly acted: string;
}

export interface Texts {
  readonly kinds: Readonly<Record<Kind, KindTexts>>;
  readonly at: string;
  readonly account: string;
  readonly when: string;
  /** After the harmless button. */
  readonly left: string;
  readonly over: string;
  readonly expired: string;
  readonly unknown: string;
  readonly trouble: string;
  readonly again: string;
  readonly undo: string;
  readonly undoLink: string;
}

const en: Texts = {
  kinds: {
    changed: {
      title: "Was this you?",
      happened: "A sign-in method was removed from this account, or its two-step sign-in was switched off.",
      does: "If it was not you, stop it: remembered devices are asked for a code again, and for 24 hours nobody can change the two-step sign-in. Nothing is brought back yet.",
      leave: "It was me",
      act: "That wasn’t me: stop it",
      acted: "Changes are stopped for 24 hours.",
    },
    reopen: {
      title: "Open the sign-in method again?",
      happened: "Too many wrong codes have switched off a sign-in method of this account.",
      does: "Opened, it takes five more tries. If you did not type those codes, somebody knows your password: change it first.",
      leave: "Leave it closed",
      act: "Open it again",
      acted: "The sign-in method is open again, for five tries.",
    },
    "cancel-recovery": {
      title: "Did you ask to get back in?",
      happened: "Somebody asked to get back into this account without its second step.",
      does: "If it was not you, end the request. Then change your password: whoever asked knows it.",
      leave: "It was me",
      act: "That wasn’t me: end it",
      acted: "The request has ended. Change your password now.",
    },
  },
  at: "Where",
  account: "Account",
  when: "When",
  left: "Nothing was changed. You can close this page.",
  over: "There is nothing left to do: this link has done its work, or what it was about is over.",
  expired: "This link is too old.",
  unknown: "This is no link of this service. Copy the whole line from the e-mail.",
  trouble: "The service did not answer.",
  again: "Try again",
  undo: "To undo the change, sign in and open your security settings. Change your password, too.",
  undoLink: "Sign in to undo it",
};

const de: Texts = {
  kinds: {
    changed: {
      title: "Waren Sie das?",
      happened:
        "Aus diesem Konto wurde eine Anmeldemethode entfernt, oder die Zwei-Schritt-Anmeldung wurde ausgeschaltet.",
      does: "Wenn Sie das nicht waren, sperren Sie Änderungen: Auf gespeicherten Geräten wird wieder nach einem Code gefragt, und 24 Stunden lang kann niemand die Zwei-Schritt-Anmeldung ändern. Wiederhergestellt wird damit noch nichts.",
      leave: "Das war ich",
      act: "Das war ich nicht: sperren",
      acted: "Änderungen sind für 24 Stunden gesperrt.",
    },
    reopen: {
      title: "Anmeldemethode wieder einschalten?",
      happened: "Nach zu vielen falschen Codes wurde eine Anmeldemethode dieses Kontos ausgeschaltet.",
      does: "Wieder eingeschaltet, lässt sie fünf weitere Versuche zu. Wenn Sie diese Codes nicht eingegeben haben, kennt jemand Ihr Passwort: Ändern Sie es zuerst.",
      leave: "Ausgeschaltet lassen",
      act: "Wieder einschalten",
      acted: "Die Anmeldemethode ist wieder eingeschaltet, für fünf Versuche.",
    },
    "cancel-recovery": {
      title: "Haben Sie die Wiederherstellung Ihres Zugangs beantragt?",
      happened: "Jemand hat beantragt, ohne den zweiten Schritt wieder Zugang zu diesem Konto zu erhalten.",
      does: "Wenn Sie das nicht waren, brechen Sie die Wiederherstellung ab. Ändern Sie danach Ihr Passwort: Wer den Antrag gestellt hat, kennt es.",
      leave: "Das war ich",
      act: "Das war ich nicht: abbrechen",
      acted: "Die Wiederherstellung ist abgebrochen. Ändern Sie jetzt Ihr Passwort.",
    },
  },
  at: "Wo",
  account: "Konto",
  when: "Wann",
  left: "Es wurde nichts geändert. Sie können diese Seite schließen.",
  over: "Hier ist nichts mehr zu tun: Dieser Link wurde schon verwendet, oder die Sache hat sich erledigt.",
  expired: "Dieser Link ist abgelaufen.",
  unknown: "Das ist kein Link dieses Dienstes. Kopieren Sie die ganze Zeile aus der E-Mail.",
  trouble: "Der Dienst hat nicht geantwortet.",
  again: "Erneut versuchen",
  undo: "Um die Änderung rückgängig zu machen, melden Sie sich an und öffnen Sie Ihre Sicherheitseinstellungen. Ändern Sie auch Ihr Passwort.",
  undoLink: "Anmelden und rückgängig machen",
};

const fr: Texts = {
  kinds: {
    changed: {
      title: "Était-ce vous ?",
      happened:
        "Une méthode de connexion a été supprimée de ce compte, ou la connexion en deux étapes y a été désactivée.",
      does: "Si ce n’était pas vous, bloquez les modifications : les appareils mémorisés devront de nouveau fournir un code et, pendant 24 heures, personne ne pourra modifier la connexion en deux étapes. Rien n’est encore rétabli.",
      leave: "C’était moi",
      act: "Ce n’était pas moi : bloquer",
      acted: "Les modifications sont bloquées pendant 24 heures.",
    },
    reopen: {
      title: "Réactiver la méthode de connexion ?",
      happened: "Après trop de codes erronés, une méthode de connexion de ce compte a été désactivée.",
      does: "Réactivée, elle permet cinq nouveaux essais. Si vous n’avez pas saisi ces codes, quelqu’un connaît votre mot de passe : changez-le d’abord.",
      leave: "La laisser désactivée",
      act: "La réactiver",
      acted: "La méthode de connexion est réactivée, pour cinq essais.",
    },
    "cancel-recovery": {
      title: "Avez-vous demandé à retrouver l’accès ?",
      happened: "Quelqu’un a demandé à retrouver l’accès à ce compte sans la deuxième étape.",
      does: "Si ce n’était pas vous, annulez la demande. Changez ensuite votre mot de passe : l’auteur de la demande le connaît.",
      leave: "C’était moi",
      act: "Ce n’était pas moi : annuler la demande",
      acted: "La demande est annulée. Changez maintenant votre mot de passe.",
    },
  },
  at: "Où",
  account: "Compte",
  when: "Quand",
  left: "Rien n’a été modifié. Vous pouvez fermer cette page.",
  over: "Il n’y a plus rien à faire : ce lien a déjà servi, ou l’affaire est déjà réglée.",
  expired: "Ce lien a expiré.",
  unknown: "Ce n’est pas un lien de ce service. Copiez la ligne entière de l’e-mail.",
  trouble: "Le service n’a pas répondu.",
  again: "Réessayer",
  undo: "Pour annuler la modification, connectez-vous et ouvrez vos paramètres de sécurité. Changez aussi votre mot de passe.",
  undoLink: "Se connecter et annuler la modification",
};

const it: Texts = {
  kinds: {
    changed: {
      title: "L’hai fatto tu?",
      happened:
        "Da questo account è stato rimosso un metodo di accesso, oppure è stato disattivato l’accesso in due passaggi.",
      does: "Se non l’hai fatto tu, blocca le modifiche: ai dispositivi memorizzati verrà chiesto di nuovo un codice e per 24 ore nessuno potrà modificare l’accesso in due passaggi. Per ora non viene ripristinato nulla.",
      leave: "Sì, l’ho fatto io",
      act: "Non l’ho fatto io: blocca",
      acted: "Le modifiche sono bloccate per 24 ore.",
    },
    reopen: {
      title: "Riattivare il metodo di accesso?",
      happened: "Dopo troppi codici errati un metodo di accesso di questo account è stato disattivato.",
      does: "Una volta riattivato, accetta altri cinque tentativi. Se non hai inserito tu quei codici, qualcuno conosce la tua password: prima cambiala.",
      leave: "Lascialo disattivato",
      act: "Riattiva",
      acted: "Il metodo di accesso è di nuovo attivo, per cinque tentativi.",
    },
    "cancel-recovery": {
      title: "Hai chiesto tu di recuperare l’accesso?",
      happened: "Qualcuno ha chiesto di recuperare l’accesso a questo account senza il secondo passaggio.",
      does: "Se non l’hai chiesto tu, annulla la richiesta. Poi cambia la password: chi ha fatto la richiesta la conosce.",
      leave: "Sì, l’ho chiesto io",
      act: "Non l’ho chiesto io: annulla la richiesta",
      acted: "La richiesta è stata annullata. Cambia subito la password.",
    },
  },
  at: "Dove",
  account: "Account",
  when: "Quando",
  left: "Non è stato modificato nulla. Puoi chiudere questa pagina.",
  over: "Non resta nulla da fare: questo link è già stato usato, oppure la questione è chiusa.",
  expired: "Questo link è scaduto.",
  unknown: "Questo non è un link di questo servizio. Copia tutta la riga dall’e-mail.",
  trouble: "Il servizio non ha risposto.",
  again: "Riprova",
  undo: "Per annullare la modifica, accedi e apri le impostazioni di sicurezza. Cambia anche la password.",
  undoLink: "Accedi per annullarla",
};

const es: Texts = {
  kinds: {
    changed: {
      title: "¿Ha sido usted?",
      happened:
        "Se ha eliminado de esta cuenta un método de inicio de sesión o se ha desactivado el inicio de sesión en dos pasos.",
      does: "Si no ha sido usted, bloquee los cambios: a los dispositivos de confianza se les volverá a pedir un código y, durante 24 horas, nadie podrá cambiar el inicio de sesión en dos pasos. Con esto aún no se restaura nada.",
      leave: "He sido yo",
      act: "No he sido yo: bloquear",
      acted: "Los cambios están bloqueados durante 24 horas.",
    },
    reopen: {
      title: "¿Reactivar el método de inicio de sesión?",
      happened: "Tras demasiados códigos incorrectos se ha desactivado un método de inicio de sesión de esta cuenta.",
      does: "Una vez reactivado, admite cinco intentos más. Si no introdujo usted esos códigos, alguien conoce su contraseña: cámbiela antes.",
      leave: "Dejarlo desactivado",
      act: "Reactivarlo",
      acted: "El método de inicio de sesión está activo de nuevo, para cinco intentos.",
    },
    "cancel-recovery": {
      title: "¿Ha pedido usted recuperar el acceso?",
      happened: "Alguien ha pedido recuperar el acceso a esta cuenta sin el segundo paso.",
      does: "Si no ha sido usted, cancele la solicitud. Después cambie su contraseña: quien ha hecho la solicitud la conoce.",
      leave: "He sido yo",
      act: "No he sido yo: cancelar la solicitud",
      acted: "La solicitud se ha cancelado. Cambie ahora su contraseña.",
    },
  },
  at: "Dónde",
  account: "Cuenta",
  when: "Cuándo",
  left: "No se ha cambiado nada. Puede cerrar esta página.",
  over: "No queda nada por hacer: este enlace ya se ha usado, o el asunto ya está resuelto.",
  expired: "Este enlace ha caducado.",
  unknown: "Este no es un enlace de este servicio. Copie toda la línea del correo.",
  trouble: "El servicio no ha respondido.",
  again: "Intentarlo de nuevo",
  undo: "Para deshacer el cambio, inicie sesión y abra sus ajustes de seguridad. Cambie también su contraseña.",
  undoLink: "Iniciar sesión para deshacerlo",
};

export const texts: Readonly<Record<Language, Texts>> = { en, de, fr, it, es };
