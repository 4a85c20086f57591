import { acceptedRanges } from "./accept.ts";

/** The languages of messages, mails and pages. */
export const languages = ["en", "de", "fr", "it", "es"] as const;
export type Language = (typeof languages)[number];

const isLanguage = (tag: string): tag is Language => languages.some((language) => language === tag);

/** The language that an Accept-Language header likes best (RFC 9110 section 12.5.4); English if none of ours is named. */
export function languageOf(acceptLanguage: string | undefined): Language {
  for (const { range } of acceptedRanges(acceptLanguage)) {
    if (range === "*") return "en";
    const tag = range.split("-")[0] ?? "";
    if (isLanguage(tag)) return tag;
  }
  return "en";
}
