import type { Mail } from "../ports/outbound.ts";
import type { Language } from "../language/languages.ts";
import type { NotifiedEvent, NotifiedType } from "./notified.ts";
import type { NoticeText, Wording } from "./wording.ts";
import { de } from "./wordings/de.ts";
import { en } from "./wordings/en.ts";
import { es } from "./wordings/es.ts";
import { fr } from "./wordings/fr.ts";
import { it } from "./wordings/it.ts";

const wordings: Readonly<Record<Language, Wording>> = { en, de, fr, it, es };

/** The e-mail about an event: plain text, and the same as HTML without links or remote content. */
export function noticeMail(
  event: NotifiedEvent,
  {
    language,
    appName,
    link,
  }: {
    readonly language: Language;
    readonly appName: string;
    /** Ends what the event began; alone on its line. */
    readonly link?: { readonly before: string; readonly url: string; readonly closing: string } | undefined;
  },
): Omit<Mail, "to"> {
  const wording = wordings[language];
  const time = (iso: string): string => timeIn(wording.locale, iso);
  const { subject: what, happened, advice } = textOf(wording, event, time);
  const facts = [`${wording.when}: ${time(event.at)}`, `${wording.where}: ${appName}`];
  const lines = [[happened], facts, [advice], ...(link ? [[link.before], [link.url]] : [])];
  return mailOf({ language, appName }, what, lines, link?.closing);
}

/** A mail of ours: paragraphs of lines between greeting and closing. */
export function mailOf(
  { language, appName }: { readonly language: Language; readonly appName: string },
  what: string,
  lines: Paragraphs,
  closing = wordings[language].closing,
): Omit<Mail, "to"> {
  const wording = wordings[language];
  const subject = `${appName}: ${what}`;
  const paragraphs = [[wording.greeting], ...lines, [closing]];
  return { subject, text: asText(paragraphs), html: asHtml(language, subject, paragraphs) };
}

export const timeFor = (language: Language, iso: string): string => timeIn(wordings[language].locale, iso);

const textOf = <T extends NotifiedType>(
  wording: Wording,
  event: NotifiedEvent<T>,
  time: (iso: string) => string,
): NoticeText => wording.notices[event.type](event.data, time);

/** Time to the second, with its zone: the reader's zone is unknown. */
const timeIn = (locale: string, iso: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "long", timeZone: "UTC" }).format(Date.parse(iso));

export type Paragraphs = readonly (readonly string[])[];

const asText = (paragraphs: Paragraphs): string => paragraphs.map((lines) => `${lines.join("\n")}\n`).join("\n");

const asHtml = (language: Language, subject: string, paragraphs: Paragraphs): string => {
  const body = paragraphs.map((lines) => `<p>${lines.map(escapeHtml).join("<br>")}</p>`).join("\n");
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="font-family: sans-serif">
${body}
</body>
</html>
`;
};

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => entities[char] ?? "");
