import type { AdminPack, Area, Pack, Placeholders, Words } from "../texts/areas.ts";
import type { Language, Locale } from "./language.ts";

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
const wordsOf = (language: Language, area: string): Words | undefined =>
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

type Values<Text extends string> = [Placeholders<Text>] extends [never]
  ? []
  : [values: Readonly<Record<Placeholders<Text>, string | number>>];

/** The keys that have one text for one thing and one for many. */
type CountedKeys<English extends Words> = {
  [Key in keyof English]: Key extends `${infer Name}.one`
    ? `${Name}.other` extends keyof English
      ? Name
      : never
    : never;
}[keyof English];

/** How an element talks: the texts of its language, with times and numbers as its readers write them. */
export interface Translator extends Locale {
  say<English extends Words, Key extends keyof English & string>(
    area: Area<English>,
    key: Key,
    ...values: Values<English[Key]>
  ): string;
  /** The text of a key that comes from the service; null: there is none, the service is newer than this page. */
  find(area: Area<Words>, key: string): string | null;
  /** Picks `name.one` or `name.other`; the texts may show `{count}`. */
  count<English extends Words>(area: Area<English>, name: CountedKeys<English>, count: number): string;
  /** `14:05`, with the day of the week if that is not today. */
  clock(instant: number, now: number): string;
  /** `3 November 2026 at 14:05`. */
  moment(instant: number): string;
  /** `0:28`; from an hour on the time of day says more, see `clock`. */
  countdown(millis: number): string;
}

const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

export function translatorOf({ language, tag }: Locale): Translator {
  const plurals = new Intl.PluralRules(tag);
  const numbers = new Intl.NumberFormat(tag);
  const text = ({ name }: Area<Words>, key: string): string => wordsOf(language, name)?.[key] ?? key;
  return {
    language,
    tag,
    say: (area, key, ...[values]) => fill(text(area, key), values ?? {}),
    find: ({ name }, key) => {
      const words = wordsOf(language, name) ?? {};
      return Object.hasOwn(words, key) ? (words[key] ?? null) : null;
    },
    count: (area, name, count) => {
      const form = plurals.select(count) === "one" ? "one" : "other";
      return fill(text(area, `${name}.${form}`), { count: numbers.format(count) });
    },
    clock: (instant, now) => {
      const sameDay = new Date(instant).toDateString() === new Date(now).toDateString();
      const day = sameDay ? {} : ({ weekday: "long" } as const);
      return new Intl.DateTimeFormat(tag, { hour: "numeric", minute: "2-digit", ...day }).format(instant);
    },
    moment: (instant) => new Intl.DateTimeFormat(tag, { dateStyle: "long", timeStyle: "short" }).format(instant),
    countdown: (millis) => {
      const seconds = Math.max(0, Math.ceil(millis / 1000));
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    },
  };
}
