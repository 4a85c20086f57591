import { html, type TemplateResult } from "lit";
import { button } from "../../parts/button.ts";
import { heading } from "../../parts/heading.ts";
import { phoneNumber } from "./phone-number.ts";
import { resendButton } from "../../parts/resend-button.ts";
import { enrollmentTexts } from "../../texts/areas.ts";
import type { TextState } from "../../enrollment/state.ts";
import type { EnrollmentContext } from "../../enrollment/view-context.ts";
import { trouble } from "../../enrollment/view-parts.ts";
import { confirmForm } from "../../enrollment/view-code.ts";

/** The code that came to the new phone. */
export function textView(state: TextState, context: EnrollmentContext): TemplateResult {
  const { translator, send, now } = context;
  const isOwn = state.offer.phoneRegistration === "self";
  return html`<div class="stack">
    ${heading(
      translator.say(enrollmentTexts, "textTitle"),
      html`${translator.say(enrollmentTexts, "textLead")} ${phoneNumber(state.challenge.sentTo)}.`,
      "message",
    )}
    ${trouble(state, context)} ${confirmForm(state, translator.say(enrollmentTexts, "textCode"), context)}
    <div class="row apart">
      ${button({
        text: translator.say(enrollmentTexts, isOwn ? "anotherNumber" : "startAgain"),
        look: "plain",
        part: "button back",
        onClick: () => send({ type: "another-number" }),
      })}
      ${resendButton(translator, {
        resendAt: state.resendAt,
        now,
        busy: state.request?.call === "resend",
        onClick: () => send({ type: "resend", now: Date.now() }),
      })}
    </div>
  </div>`;
}
