import type { Translator } from "../language/translator.ts";

/** `3 November 2026` */
export const dayText = (translator: Translator, at: string): string =>
  new Intl.DateTimeFormat(translator.tag, { dateStyle: "long" }).format(Date.parse(at));

/** `3 Nov 2026, 14:05` */
export const shortMoment = (translator: Translator, at: string): string =>
  new Intl.DateTimeFormat(translator.tag, { dateStyle: "medium", timeStyle: "short" }).format(Date.parse(at));
