import { html, type TemplateResult } from "lit";
import type { Translator } from "../language/translator.ts";

/** From here on the time of day says more than minutes and seconds. */
const longMillis = 3_600_000;

export const isLong = (until: number, now: number): boolean => until - now > longMillis;

/** `role="timer"`: a screen reader reads it when asked, not every second. */
export const countdown = (translator: Translator, until: number, now: number): TemplateResult =>
  html`<span role="timer">${translator.countdown(until - now)}</span>`;

/** `3 November 2026` */
export const dayText = (translator: Translator, at: string): string =>
  new Intl.DateTimeFormat(translator.tag, { dateStyle: "long" }).format(Date.parse(at));

/** `3 Nov 2026, 14:05` */
export const shortMoment = (translator: Translator, at: string): string =>
  new Intl.DateTimeFormat(translator.tag, { dateStyle: "medium", timeStyle: "short" }).format(Date.parse(at));
