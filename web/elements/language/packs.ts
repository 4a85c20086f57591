import type { Pack } from "../texts/areas.ts";
import type { Words } from "../texts/area.ts";
import type { Language } from "./language.ts";

type Areas = Readonly<Record<string, Words>>;

/** A file of its own for each, so that a browser loads the one that it shows. */
const files: Readonly<Record<Language, () => Promise<Pack>>> = {
  en: async () => (await import("../texts/en/pack.ts")).en,
  de: async () => (await import("../texts/de/pack.ts")).de,
  fr: async () => (await import("../texts/fr/pack.ts")).fr,
  it: async () => (await import("../texts/it/pack.ts")).it,
  es: async () => (await import("../texts/es/pack.ts")).es,
};
const packs = new Map<Language, Areas>();

/** The texts of an area, if the language has come. */
export const wordsOf = (language: Language, area: string): Words | undefined => packs.get(language)?.[area];

export const isLoaded = (language: Language): boolean => packs.has(language);

/** Rejects where the file cannot be had. */
export async function loadLanguage(language: Language): Promise<void> {
  if (packs.has(language)) return;
  const pack = await files[language]();
  packs.set(language, { ...pack });
}
