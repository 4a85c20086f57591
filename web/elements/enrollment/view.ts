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
  const { translator, leave } = context;
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
        ${heading(translator.say(enrollmentTexts, "noneTitle"), translator.say(enrollmentTexts, "noneLead"), "help")}
        ${button({ text: translator.say(generalTexts, "back"), wide: true, onClick: leave })}
      </div>`;
    case "done":
      return heading(translator.say(enrollmentTexts, "done"), nothing, "check", "success");
  }
}

function pickView(state: EnrollmentState, context: EnrollmentContext): TemplateResult {
  const { translator, send, leave } = context;
  const isBusy = state.request !== null;
  const { factorTypes } = state.offer;
  return html`<div class="stack" aria-busy=${isBusy ? "true" : nothing}>
    ${heading(translator.say(enrollmentTexts, "pickTitle"), translator.say(enrollmentTexts, "pickLead"), "shield")}
    ${trouble(state, context)}
    <ul class="choices">
      ${
        factorTypes.includes("totp")
          ? choice({
              icon: "app",
              title: translator.say(enrollmentTexts, "appTitle"),
              text: translator.say(enrollmentTexts, "appText"),
              ...(factorTypes.length > 1 ? { badge: translator.say(enrollmentTexts, "recommended") } : {}),
              disabled: isBusy,
              onClick: () => send({ type: "pick", factorType: "totp" }),
            })
          : nothing
      }
      ${
        factorTypes.includes("sms")
          ? choice({
              icon: "message",
              title: translator.say(enrollmentTexts, "smsTitle"),
              text: translator.say(enrollmentTexts, "smsText"),
              disabled: isBusy,
              onClick: () => send({ type: "pick", factorType: "sms" }),
            })
          : nothing
      }
    </ul>
    <div class="row">
      ${button({ text: translator.say(generalTexts, "cancel"), look: "quiet", part: "button cancel", onClick: leave })}
    </div>
  </div>`;
}
