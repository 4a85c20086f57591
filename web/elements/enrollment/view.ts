import { html, nothing, type TemplateResult } from "lit";
import { button } from "../parts/button.ts";
import { choice } from "../parts/choice.ts";
import { heading } from "../parts/heading.ts";
import { enrollmentTexts, generalTexts } from "../texts/areas.ts";
import type { EnrollmentState } from "./state.ts";
import type { EnrollmentContext } from "./view-context.ts";
import { trouble } from "./view-parts.ts";
import { phoneView } from "../factors/sms/view-phone.ts";
import { scanView } from "../factors/totp/view-set-up.ts";
import { textView } from "../factors/sms/view-code.ts";

/** Everything but the codes, which are an element of their own. */
export function enrollmentView(
  state: Exclude<EnrollmentState, { view: "codes" }>,
  context: EnrollmentContext,
): TemplateResult {
  const { speech, leave } = context;
  switch (state.view) {
    case "pick":
      return pickView(state, context);
    case "phone":
      return phoneView(state, context);
    case "scan":
      return scanView(state, context);
    case "text":
      return textView(state, context);
    case "none":
      return html`<div class="stack">
        ${heading(speech.say(enrollmentTexts, "noneTitle"), speech.say(enrollmentTexts, "noneLead"), "help")}
        ${button({ text: speech.say(generalTexts, "back"), wide: true, onClick: leave })}
      </div>`;
    case "done":
      return heading(speech.say(enrollmentTexts, "done"), nothing, "check", "success");
  }
}

function pickView(state: EnrollmentState, context: EnrollmentContext): TemplateResult {
  const { speech, send, leave } = context;
  const isBusy = state.request !== null;
  const { factorTypes } = state.offer;
  return html`<div class="stack" aria-busy=${isBusy ? "true" : nothing}>
    ${heading(speech.say(enrollmentTexts, "pickTitle"), speech.say(enrollmentTexts, "pickLead"), "shield")}
    ${trouble(state, context)}
    <ul class="choices">
      ${
        factorTypes.includes("totp")
          ? choice({
              icon: "app",
              title: speech.say(enrollmentTexts, "appTitle"),
              text: speech.say(enrollmentTexts, "appText"),
              ...(factorTypes.length > 1 ? { badge: speech.say(enrollmentTexts, "recommended") } : {}),
              disabled: isBusy,
              onClick: () => send({ type: "pick", factorType: "totp" }),
            })
          : nothing
      }
      ${
        factorTypes.includes("sms")
          ? choice({
              icon: "message",
              title: speech.say(enrollmentTexts, "smsTitle"),
              text: speech.say(enrollmentTexts, "smsText"),
              disabled: isBusy,
              onClick: () => send({ type: "pick", factorType: "sms" }),
            })
          : nothing
      }
    </ul>
    <div class="row">
      ${button({ text: speech.say(generalTexts, "cancel"), look: "quiet", part: "button cancel", onClick: leave })}
    </div>
  </div>`;
}
