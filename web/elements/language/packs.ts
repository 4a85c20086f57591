import type { AdminPack, Pack } from "../texts/areas.ts";
import type { Words } from "../texts/area.ts";
import type { Language } from "./language.ts";

type Areas = Readonly<Record<string, Words>>;

/** Files of their own for each language, so that a browser loads the one that it shows; those for admins only on their page. */
const files = {
  user: {
    en: async () => (await import("../texts/en/pack.ts")).en,
    de: async () => (await import("../texts/de/pack.ts")).de,
    fr: async () => (await import("../texts/fr/pack.ts")).fr,
    it: async () => (await import("../texts/it/pack.ts")).it,
    es: async () => (await import("../texts/es/pack.ts")).es,
  },
  admin: {
    en: async () => import("../texts/en/admin.ts"),
    de: async () => import("../texts/de/admin.ts"),
    fr: async () => import("../texts/fr/admin.ts"),
    it: async () => import("../texts/it/admin.ts"),
    es: async () => import("../texts/es/admin.ts"),
  },
} as const satisfies {
  readonly user: Readonly<Record<Language, () => Promise<Pack>>>;
  readonly admin: Readonly<Record<Language, () => Promise<AdminPack>>>;
};
export type TextsFor = keyof typeof files;
const packs = { user: new Map<Language, Areas>(), admin: new Map<Language, Areas>() };

/** The texts of an area, if the language has come. */
export const wordsOf = (language: Language, area: string): Words | undefined =>
  packs.user.get(language)?.[area] ?? packs.admin.get(language)?.[area];

export const isLoaded = (language: Language, reader: TextsFor = "user"): boolean =>
  packs.user.has(language) && (reader === "user" || packs.admin.has(language));

/** Rejects where a file cannot be had. */
export async function loadLanguage(language: Language, reader: TextsFor = "user"): Promise<void> {
  const missing = (["user", "admin"] as const).filter(
    (one) => (one === "user" || reader === "admin") && !packs[one].has(language),
  );
  await Promise.all(missing.map(async (one) => packs[one].set(language, { ...(await files[one][language]()) })));
}
