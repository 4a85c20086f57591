import { html, type TemplateResult } from "lit";
import type { Translator } from "../language/translator.ts";
import { challengeTexts, generalTexts } from "../texts/areas.ts";

/** The organization's way back in: an address to go to, or what to do in its own words. */
export function recoveryHelp(translator: Translator, help: string): TemplateResult {
  const address = webAddress(help.trim());
  if (address === null) return html`<p class="quote" part="recovery-help">${help}</p>`;
  return html`<a class="button" part="recovery-help" href=${address.href} target="_blank" rel="noopener noreferrer">
    ${translator.say(challengeTexts, "lostLink")} (${address.hostname})
    <span class="unseen">, ${translator.say(generalTexts, "newWindow")}</span>
  </a>`;
}

/** Only the web's own schemes: `javascript:` is an address too. */
function webAddress(text: string): URL | null {
  if (!/^https?:\/\/\S+$/i.test(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
