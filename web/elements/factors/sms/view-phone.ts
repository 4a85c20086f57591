import { html, nothing, type TemplateResult } from "lit";
import { button } from "../../parts/button.ts";
import { heading } from "../../parts/heading.ts";
import { notice } from "../../parts/notice.ts";
import { phoneNumber } from "./phone-number.ts";
import { problemText } from "../../trouble/problem-text.ts";
import { textField } from "../../parts/text-field.ts";
import { enrollmentTexts } from "../../texts/areas.ts";
import type { PhoneState } from "../../enrollment/state.ts";
import type { EnrollmentContext } from "../../enrollment/view-context.ts";
import { goBack, trouble } from "../../enrollment/view-parts.ts";

/** The user's own number, or the one that the organization registered; and what a text message is worth (NIST SP 800-63B-4 section 3.1.3.3). */
export function phoneView(state: PhoneState, context: EnrollmentContext): TemplateResult {
  const { translator, send, now } = context;
  const { preRegisteredPhone, phoneRegistration, factorTypes } = state.offer;
  const registered = phoneRegistration === "pre-registered" ? preRegisteredPhone : null;
  const submit = (event: Event): void => {
    event.preventDefault();
    send({ type: "phone-submitted" });
  };
  return html`<div class="stack">
    ${heading(
      translator.say(enrollmentTexts, "phoneTitle"),
      translator.say(enrollmentTexts, registered === null ? "phoneLead" : "registeredLead"),
      "message",
    )}
    ${trouble(state, context)}
    <form class="stack" novalidate @submit=${submit}>
      ${
        registered === null
          ? textField({
              id: "phone",
              label: translator.say(enrollmentTexts, "phoneLabel"),
              hint: translator.say(enrollmentTexts, "phoneHint"),
              text: state.text,
              error: errorText(state, context),
              type: "tel",
              autocomplete: "tel",
              maxLength: 64,
              required: true,
              onType: (text) => send({ type: "phone-typed", text }),
            })
          : html`<p class="shown-number">${phoneNumber(registered)}</p>`
      }
      ${notice(
        "info",
        html`<p>
          ${translator.say(enrollmentTexts, "smsRisk")}
          ${factorTypes.includes("totp") ? translator.say(enrollmentTexts, "smsBetter") : nothing}
        </p>`,
      )}
      ${button({
        text: translator.say(enrollmentTexts, "sendCode"),
        look: "primary",
        type: "submit",
        part: "button submit",
        wide: true,
        busy: state.request !== null,
        disabled: (state.trouble?.until ?? 0) > now,
      })}
    </form>
    <div class="row">${goBack(state, context)}</div>
  </div>`;
}

function errorText({ error }: PhoneState, { translator }: EnrollmentContext): string | null {
  if (error === null) return null;
  return error === "shape" || error === "invalid_request"
    ? translator.say(enrollmentTexts, "phoneShape")
    : problemText(translator, error);
}
