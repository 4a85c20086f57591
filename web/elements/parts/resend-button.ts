import { html, type TemplateResult } from "lit";
import type { Translator } from "../language/translator.ts";
import { generalTexts } from "../texts/areas.ts";
import { button } from "./button.ts";
import { countdown } from "./time.ts";

export interface ResendOptions {
  readonly resendAt: number;
  readonly now: number;
  readonly busy: boolean;
  readonly onClick: () => void;
}

/** The wait until the code may be sent again, then the button for it. */
export const resendButton = (translator: Translator, { resendAt, now, busy, onClick }: ResendOptions): TemplateResult =>
  resendAt > now
    ? html`<span class="muted small" part="resend-wait">
        ${translator.say(generalTexts, "resendIn")} ${countdown(translator, resendAt, now)}
      </span>`
    : button({ text: translator.say(generalTexts, "resend"), look: "plain", part: "button resend", busy, onClick });
