import { html, nothing } from "lit";
import type { Speech } from "../language/translator.ts";
import { generalTexts } from "../texts/areas.ts";
import { countdown, isLong } from "../parts/countdown.ts";

/** When it makes sense to come back: counted down, or as a time of day if that is far. */
export function waitText(speech: Speech, until: number | null, now: number): unknown {
  if (until === null || until <= now) return nothing;
  return isLong(until, now)
    ? html`<p>${speech.say(generalTexts, "waitUntil", { time: speech.clock(until, now) })}</p>`
    : html`<p>${speech.say(generalTexts, "waitFor")} ${countdown(speech, until, now)}</p>`;
}
