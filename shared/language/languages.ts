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

/** One range of an Accept or Accept-Language header (RFC 9110 section 12.4.2). */
interface WeightedRange {
  /** In lower case, without parameters. */
  readonly range: string;
  /** 0 to 1; a weight that cannot be read is 0: "not this one". */
  readonly weight: number;
}

const readableWeight = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

/** The ranges that the sender accepts at all, best first; of equals the one named first. */
export const acceptedRanges = (header: string | undefined): readonly WeightedRange[] =>
  (header ?? "")
    .split(",")
    .map(readRange)
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight);

function readRange(text: string): WeightedRange {
  const [range = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1";
  return { range, weight: readableWeight.test(weight) ? Number(weight) : 0 };
}

const texts = ["text/plain", "text/*"];
const json = ["application/json", "application/*", "*/*"];

/**
 * Whether a caller named plain text and likes nothing better (RFC 9110 section 12.5.1). Between equals the one named first counts:
 * many HTTP clients always send `application/json, text/plain, *\/*`.
 */
export const prefersText = (accept: string | undefined): boolean =>
  texts.includes(acceptedRanges(accept).find(({ range }) => [...texts, ...json].includes(range))?.range ?? "");
