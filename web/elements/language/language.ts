/** The languages that the elements speak; the first stands in for all others. */
export const languages = ["en", "de", "fr", "it", "es"] as const;
export type Language = (typeof languages)[number];

export interface Locale {
  readonly language: Language;
  /** The whole tag, for times and numbers: `de-CH`. */
  readonly tag: string;
}

const baseOf = (tag: string): string => tag.toLowerCase().split("-")[0] ?? "";

/** The first of the wished-for tags (BCP 47) that we speak, else English. A page says `en`; the browser knows whose English. */
export function localeOf(wished: readonly string[]): Locale {
  const tags = wished.map((tag) => tag.trim());
  for (const tag of tags) {
    const language = languages.find((one) => one === baseOf(tag));
    if (language === undefined) continue;
    const regional = tags.find((other) => baseOf(other) === language && other.includes("-") && isWellFormed(other));
    if (!isWellFormed(tag)) return { language, tag: language };
    return { language, tag: tag.includes("-") ? tag : (regional ?? tag) };
  }
  return { language: "en", tag: "en" };
}

/** A page may carry any `lang`; Intl throws on what it cannot read. */
function isWellFormed(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** The languages that the page asks for: the nearest `lang` around the element, through shadow roots, then what the browser prefers. */
export const wishedLanguages = (element: Element): readonly string[] => [
  ...nearestLang(element),
  ...navigator.languages,
];

function nearestLang(element: Element): readonly string[] {
  const holder = element.closest("[lang]");
  const lang = holder?.getAttribute("lang");
  if (lang) return [lang];
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? nearestLang(root.host) : [];
}
