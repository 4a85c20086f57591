/** The words of a message. Every character is in GSM-7, which lacks á, ç, ê, ó: the sentences go without them. */
interface Wording {
  readonly code: (name: string) => string;
  readonly lifetime: (minutes: number) => string;
  readonly secrecy: string;
  /** Stands for an app whose name GSM-7 cannot write. */
  readonly neutralName: string;
}

export const wordings = {
  en: {
    code: (name) => `is your ${name} code`,
    lifetime: (minutes) => `valid for ${minutes} min.`,
    secrecy: "Do not share it.",
    neutralName: "login",
  },
  de: {
    code: (name) => `ist Ihr Code für ${name}`,
    lifetime: (minutes) => `${minutes} min gültig.`,
    secrecy: "Nicht weitergeben.",
    neutralName: "die Anmeldung",
  },
  fr: {
    code: (name) => `est votre code pour ${name}`,
    lifetime: (minutes) => `valable ${minutes} min.`,
    secrecy: "Ne le partagez pas.",
    neutralName: "la connexion",
  },
  it: {
    code: (name) => `è il codice per ${name}`,
    lifetime: (minutes) => `valido ${minutes} min.`,
    secrecy: "Non condividerlo.",
    neutralName: "l'accesso",
  },
  es: {
    code: (name) => `es su clave para ${name}`,
    lifetime: (minutes) => `caduca en ${minutes} min.`,
    secrecy: "No la comparta.",
    neutralName: "el acceso",
  },
} as const satisfies Record<string, Wording>;

export type Language = keyof typeof wordings;

const isLanguage = (tag: string): tag is Language => Object.hasOwn(wordings, tag);

/** The language that an Accept-Language header likes best (RFC 9110 section 12.5.4); English if we speak none of its. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const liked = (acceptLanguage ?? "")
    .split(",")
    .map(readRange)
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality);
  for (const { tag } of liked) {
    if (tag === "*") return "en";
    if (isLanguage(tag)) return tag;
  }
  return "en";
}

/** `de-CH;q=0.8` → de, 0.8. A weight that cannot be read counts as "not this one". */
function readRange(range: string): { readonly tag: string; readonly quality: number } {
  const [name = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1";
  return {
    tag: name.split("-")[0] ?? "",
    quality: /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? Number(weight) : 0,
  };
}
