import type { Language } from "../../language/languages.ts";
import type { Mail } from "../../ports/outbound.ts";

interface Wording {
  /** One SMS in GSM-7, whatever the words are. */
  readonly sms: (words: string) => string;
  readonly subject: string;
  readonly lead: string;
  readonly warning: string;
}

/** Login codes say never to tell anybody; these words are told, but only to whom the user has called. */
const wordings = {
  en: {
    sms: (words) => `Tell our help desk: ${words}. Not a sign-in code. Only if you called us.`,
    subject: "Two words for our help desk",
    lead: "Tell our help desk these two words:",
    warning: "They are not a sign-in code. Tell them only if you called us; if you did not, ignore this e-mail.",
  },
  de: {
    sms: (words) =>
      `Für unseren Helpdesk: ${words}. Kein Anmeldecode. Nennen Sie diese Wörter nur, wenn Sie uns angerufen haben.`,
    subject: "Zwei Wörter für unseren Helpdesk",
    lead: "Nennen Sie unserem Helpdesk diese zwei Wörter:",
    warning:
      "Sie sind kein Anmeldecode. Nennen Sie sie nur, wenn Sie uns angerufen haben; andernfalls ignorieren Sie diese E-Mail.",
  },
  fr: {
    sms: (words) =>
      `Pour notre assistance : ${words}. Ce n'est pas un code de connexion. Ne dites ces mots que si vous nous avez appelés.`,
    subject: "Deux mots pour notre assistance",
    lead: "Dites ces deux mots à notre assistance :",
    warning:
      "Ce n’est pas un code de connexion. Ne dites ces mots que si vous nous avez appelés ; sinon, ignorez cet e-mail.",
  },
  it: {
    sms: (words) => `Comunica alla nostra assistenza: ${words}. Non è un codice di accesso. Solo se hai chiamato tu.`,
    subject: "Due parole per la nostra assistenza",
    lead: "Comunica queste due parole alla nostra assistenza:",
    warning: "Non sono un codice di accesso. Comunicale solo se ci hai chiamato tu; altrimenti ignora questa e-mail.",
  },
  es: {
    sms: (words) =>
      `Diga a nuestro servicio de asistencia: ${words}. No es una clave para entrar. Solo si usted nos ha llamado.`,
    subject: "Dos palabras para nuestro servicio de asistencia",
    lead: "Diga estas dos palabras a nuestro servicio de asistencia:",
    warning: "No son un código de inicio de sesión. Dígalas solo si usted nos ha llamado; si no, ignore este correo.",
  },
} as const satisfies Readonly<Record<Language, Wording>>;

export const callerSms = (words: string, language: Language): string => wordings[language].sms(words);

export function callerMail(words: string, language: Language, appName: string): Omit<Mail, "to"> {
  const { subject, lead, warning } = wordings[language];
  const paragraphs = [lead, words, warning];
  return {
    subject: `${appName}: ${subject}`,
    text: paragraphs.map((one) => `${one}\n`).join("\n"),
    // Neither the words nor the sentences hold a mark of HTML.
    html: `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body style="font-family: sans-serif">
${paragraphs.map((one) => `<p>${one}</p>`).join("\n")}
</body>
</html>
`,
  };
}
