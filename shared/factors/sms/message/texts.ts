import type { Language } from "../../../language/languages.ts";

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
} as const satisfies Readonly<Record<Language, Wording>>;
