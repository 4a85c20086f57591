import type { Mail } from "../ports/outbound.ts";
import type { Language } from "../language/languages.ts";
import type { NotifiedEvent, NotifiedType } from "./notified.ts";
import type { LinkKind } from "../account/undo.ts";
import type { NoticeText, Wording } from "./wording.ts";
import { de } from "./wordings/de.ts";
import { en } from "./wordings/en.ts";
import { es } from "./wordings/es.ts";
import { fr } from "./wordings/fr.ts";
import { it } from "./wordings/it.ts";

/** A link that stands alone on its line, with the sentence before it and the closing of a mail that has one. */
export interface MailLink {
  readonly before: string;
  readonly url: string;
  readonly closing: string;
}

const wordings: Readonly<Record<Language, Wording>> = { en, de, fr, it, es };

export const linkWords = (language: Language, kind: LinkKind): Omit<MailLink, "url"> => ({
  before: wordings[language].links[kind],
  closing: wordings[language].closingWithLink,
});

/** The e-mail about an event: plain text, and the same as HTML without remote content. */
export function noticeMail(
  event: NotifiedEvent,
  {
    language,
    appName,
    link,
  }: { readonly language: Language; readonly appName: string; readonly link?: MailLink | undefined },
): Omit<Mail, "to"> {
  const wording = wordings[language];
  const time = (iso: string): string => timeIn(wording.locale, iso);
  const { subject, happened, advice } = textOf(wording, event, time);
  const facts = [`${wording.when}: ${time(event.at)}`, `${wording.where}: ${appName}`];
  return mailOf({ language, appName }, subject, [[happened], facts, [advice]], link);
}

/** A mail of ours: paragraphs of lines between greeting and closing. */
export function mailOf(
  { language, appName }: { readonly language: Language; readonly appName: string },
  what: string,
  lines: Paragraphs,
  { before, url, closing = wordings[language].closing }: Partial<MailLink> = {},
): Omit<Mail, "to"> {
  const wording = wordings[language];
  const subject = `${appName}: ${what}`;
  const link = url === undefined ? [] : [...(before === undefined ? [] : [[before]]), [url]];
  const paragraphs = [[wording.greeting], ...lines, ...link, [closing]];
  return { subject, text: asText(paragraphs), html: asHtml(language, subject, paragraphs, url) };
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

/** The attribute keeps SES from putting an address of its own in the place of the link, where somebody has switched its click tracking on. */
const linkTo = (url: string): string => `<a ses:no-track href="${escapeHtml(url)}">${escapeHtml(url)}</a>`;

export type Paragraphs = readonly (readonly string[])[];

const asText = (paragraphs: Paragraphs): string => paragraphs.map((lines) => `${lines.join("\n")}\n`).join("\n");

const asHtml = (language: Language, subject: string, paragraphs: Paragraphs, url?: string): string => {
  const lineOf = (line: string): string => (line === url ? linkTo(line) : escapeHtml(line));
  const body = paragraphs.map((lines) => `<p>${lines.map(lineOf).join("<br>")}</p>`).join("\n");
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="font-family: sans-serif; line-height: 1.5">
<div style="max-width: 36em; margin: 0 auto; padding: 16px">
<h1 style="margin: 0 0 16px; padding-bottom: 12px; border-bottom: 1px solid; font-size: 20px">${escapeHtml(subject)}</h1>
${body}
</div>
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
