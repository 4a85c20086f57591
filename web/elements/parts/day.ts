import type { Speech } from "../language/translator.ts";

/** `3 November 2026` */
export const dayText = (speech: Speech, at: string): string =>
  new Intl.DateTimeFormat(speech.tag, { dateStyle: "long" }).format(Date.parse(at));

/** `3 Nov 2026, 14:05` */
export const shortMoment = (speech: Speech, at: string): string =>
  new Intl.DateTimeFormat(speech.tag, { dateStyle: "medium", timeStyle: "short" }).format(Date.parse(at));
