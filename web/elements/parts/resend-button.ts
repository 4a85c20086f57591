import { html, type TemplateResult } from "lit";
import type { Speech } from "../language/translator.ts";
import { generalTexts } from "../texts/areas.ts";
import { button } from "./button.ts";
import { countdown } from "./countdown.ts";

export interface ResendOptions {
  readonly resendAt: number;
  readonly now: number;
  readonly busy: boolean;
  readonly onClick: () => void;
}

/** The wait until the code may be sent again, then the button for it. */
export const resendButton = (speech: Speech, { resendAt, now, busy, onClick }: ResendOptions): TemplateResult =>
  resendAt > now
    ? html`<span class="muted small" part="resend-wait">
        ${speech.say(generalTexts, "resendIn")} ${countdown(speech, resendAt, now)}
      </span>`
    : button({ text: speech.say(generalTexts, "resend"), look: "plain", part: "button resend", busy, onClick });
