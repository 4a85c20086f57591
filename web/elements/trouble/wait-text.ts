import { html, nothing } from "lit";
import type { Translator } from "../language/translator.ts";
import { generalTexts } from "../texts/areas.ts";
import { countdown, isLong } from "../parts/countdown.ts";

/** When it makes sense to come back: counted down, or as a time of day if that is far. */
export function waitText(translator: Translator, until: number | null, now: number): unknown {
  if (until === null || until <= now) return nothing;
  return isLong(until, now)
    ? html`<p>${translator.say(generalTexts, "waitUntil", { time: translator.clock(until, now) })}</p>`
    : html`<p>${translator.say(generalTexts, "waitFor")} ${countdown(translator, until, now)}</p>`;
}
