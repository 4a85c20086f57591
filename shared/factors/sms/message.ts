import type { Language } from "../../language/languages.ts";

/** The longest login host that leaves room for all the rest in every language. */
export const longestHost = 90;

/**
 * The SMS that carries a code: one GSM-7 segment, the code first. With a host, the last line binds the code to that
 * origin, so that browsers offer it nowhere else (WICG origin-bound one-time codes).
 * `minutes`: a whole number of at most two digits. Throws if the host is longer than `longestHost` and nothing fits any more.
 */
export function smsMessage(what: {
  readonly code: string;
  readonly appName: string;
  readonly minutes: number;
  readonly host?: string | undefined;
  readonly language: Language;
}): string {
  const { code, lifetime, secrecy, neutralName } = wordings[what.language];
  const lastLine = what.host === undefined ? "" : `\n@${what.host} #${what.code}`;
  const withName = (name: string): string => `${what.code} ${code(name)}, ${lifetime(what.minutes)}`;
  const name = nameFor(what.appName) ?? neutralName;

  const room = segmentSeptets - septets(withName("") + lastLine);
  if (!(room > 0)) throw new RangeError("The host is too long for one SMS");
  const text = withName(cutTo(room, name));
  const careful = `${text} ${secrecy}`;
  return (septets(careful + lastLine) <= segmentSeptets ? careful : text) + lastLine;
}

/** A message without a code, in GSM-7. Null: of the app's name nothing is left that GSM-7 can write. */
export const smsText = (text: (name: string | null) => string, appName: string): string =>
  toGsm7(text(nameFor(appName)));

/**
 * The same code as a voice reads it: SSML, each digit apart, twice, since nobody can look again. The name is spoken without marks that
 * mean something in XML.
 */
export function spokenMessage(what: {
  readonly code: string;
  readonly appName: string;
  readonly language: Language;
}): string {
  const { spoken, neutralName } = wordings[what.language];
  const name = (nameFor(what.appName) ?? neutralName).replaceAll("&", " ").replaceAll(/ +/g, " ").trim();
  const digits = [...what.code].map((digit) => `${digit}<break time="600ms"/>`).join("");
  const pause = '<break time="1s"/>';
  return `<speak>${spoken.code(name)}${pause}${digits}${pause}${spoken.again}${pause}${digits}</speak>`;
}

const longestName = 20;

/**
 * An organisation's admin chooses the name, so it must hold no link and no sentence: letters, digits, blanks and `&'-` are left of it.
 * Null if no word is left: digits would look like a second code, and of other alphabets GSM-7 has a few Greek capitals only.
 */
function nameFor(appName: string): string | null {
  const allowed = toGsm7(appName).replaceAll(/[^\p{L}\p{N} &'-]/gu, "");
  const name = allowed.replaceAll(/ +/g, " ").trim().slice(0, longestName).trimEnd();
  return /\p{Script=Latin}/u.test(name) ? name : null;
}

/** The default alphabet of 3GPP TS 23.038 section 6.2.1, without the control characters. */
const basic = new Set(
  "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Its extension table: two septets each. */
const extension = new Set("^{}\\[~]|€");

const segmentSeptets = 160;

const weight = (char: string): number => {
  if (basic.has(char) || char === "\n") return 1;
  return extension.has(char) ? 2 : Number.POSITIVE_INFINITY;
};

/** Length in septets; infinite if a character is not in GSM-7, where one such character makes the whole message UCS-2. */
const septets = (text: string): number => [...text].reduce((sum, char) => sum + weight(char), 0);

/** One line that GSM-7 can write: accents that it lacks are dropped, and so are characters without a relative in it. */
const toGsm7 = (text: string): string =>
  [...text.normalize("NFC")]
    .map((char) => (/\s/.test(char) ? " " : lettersOf(char)))
    .join("")
    .replace(/ +/g, " ")
    .trim();

const isPrintable = (char: string): boolean => basic.has(char) || extension.has(char);

const lettersOf = (char: string): string =>
  isPrintable(char) ? char : [...char.normalize("NFKD")].filter(isPrintable).join("");

/** The longest beginning that fits. */
function cutTo(limit: number, text: string): string {
  let fitting = "";
  for (const char of text) {
    if (septets(fitting + char) > limit) break;
    fitting += char;
  }
  return fitting.trimEnd();
}

/** The words of a message. Every character is in GSM-7, which lacks á, ç, ê, ó: the sentences go without them. */
interface Wording {
  readonly code: (name: string) => string;
  readonly lifetime: (minutes: number) => string;
  readonly secrecy: string;
  /** Stands for an app whose name GSM-7 cannot write. */
  readonly neutralName: string;
  /** Read out in a call: no sentence names a digit. */
  readonly spoken: { readonly code: (name: string) => string; readonly again: string };
}

export const wordings = {
  en: {
    code: (name) => `is your ${name} code`,
    lifetime: (minutes) => `valid for ${minutes} min.`,
    secrecy: "Do not share it.",
    neutralName: "login",
    spoken: { code: (name) => `Hello. Your ${name} code is:`, again: "Once more:" },
  },
  de: {
    code: (name) => `ist Ihr Code für ${name}`,
    lifetime: (minutes) => `${minutes} min gültig.`,
    secrecy: "Nicht weitergeben.",
    neutralName: "die Anmeldung",
    spoken: { code: (name) => `Guten Tag. Ihr Code für ${name} lautet:`, again: "Noch einmal:" },
  },
  fr: {
    code: (name) => `est votre code pour ${name}`,
    lifetime: (minutes) => `valable ${minutes} min.`,
    secrecy: "Ne le partagez pas.",
    neutralName: "la connexion",
    spoken: { code: (name) => `Bonjour. Votre code pour ${name} est :`, again: "Je répète :" },
  },
  it: {
    code: (name) => `è il tuo codice per ${name}`,
    lifetime: (minutes) => `valido ${minutes} min.`,
    secrecy: "Non condividerlo.",
    neutralName: "l'accesso",
    spoken: { code: (name) => `Ciao. Il tuo codice per ${name} è:`, again: "Ripeto:" },
  },
  es: {
    code: (name) => `es su clave para ${name}`,
    lifetime: (minutes) => `caduca en ${minutes} min.`,
    secrecy: "No la comparta.",
    neutralName: "entrar",
    spoken: { code: (name) => `Hola. Su código para ${name} es:`, again: "Repito:" },
  },
} as const satisfies Readonly<Record<Language, Wording>>;
