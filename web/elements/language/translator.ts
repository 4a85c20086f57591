import type { Area, Placeholders, Words } from "../texts/area.ts";
import type { Locale } from "./language.ts";
import { wordsOf } from "./packs.ts";

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
