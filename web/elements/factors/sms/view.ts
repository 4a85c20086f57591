import { html, nothing, type TemplateResult } from "lit";
import { deliveryNotice } from "../../method/delivery.ts";
import { confirmForm, goBack, setUpTrouble } from "../../method/set-up-parts.ts";
import type { SetUpContext } from "../../method/set-up.ts";
import { onSubmit } from "../../parts/submit.ts";
import { button } from "../../parts/button.ts";
import { heading } from "../../parts/heading.ts";
import { notice } from "../../parts/notice.ts";
import { phoneNumber } from "../../parts/phone-number.ts";
import { resendButton } from "../../parts/resend-button.ts";
import { countryField, likelyCountry } from "../../parts/country-field.ts";
import { textField } from "../../parts/text-field.ts";
import { enrollmentTexts } from "../../texts/areas.ts";
import { numberErrorText } from "../../trouble/trouble-notice.ts";
import type { PhoneState, SentState, SmsMessage } from "./state.ts";

/** The user's own number, or the one that the organization registered; and what a text message is worth (NIST SP 800-63B-4 section 3.1.3.3). */
export function phoneView(state: PhoneState, context: SetUpContext<SmsMessage>): TemplateResult {
  const { translator, send, now } = context;
  const { preRegisteredPhone, phoneRegistration, factorTypes } = state.offer;
  const registered = phoneRegistration === "pre-registered" ? preRegisteredPhone : null;
  const countries = state.offer.smsCountries ?? null;
  const country = state.country ?? likelyCountry([translator.tag, ...navigator.languages], countries ?? undefined);
  const submit = onSubmit(() => send({ type: "phone-submitted", country }));
  return html`<div class="stack">
    ${heading(
      translator.say(enrollmentTexts, "phoneTitle"),
      translator.say(enrollmentTexts, registered === null ? "phoneLead" : "registeredLead"),
      "message",
    )}
    ${setUpTrouble(state, context)}
    <form class="stack" novalidate @submit=${submit}>
      ${
        registered === null
          ? html`${countryField({
              label: translator.say(enrollmentTexts, "country"),
              translator,
              countries,
              chosen: country,
              onChoose: (chosen) => send({ type: "country-chosen", country: chosen }),
            })}
            ${textField({
              id: "phone",
              label: translator.say(enrollmentTexts, "phoneLabel"),
              hint: translator.say(enrollmentTexts, "phoneHint"),
              text: state.text,
              error: numberErrorText(translator, state.error, "wholeNumber"),
              type: "tel",
              autocomplete: "tel",
              maxLength: 64,
              required: true,
              onType: (text) => send({ type: "phone-typed", text }),
            })}`
          : html`<p class="shown-number">${phoneNumber(registered)}</p>`
      }
      ${notice(
        "info",
        html`<p>
          ${translator.say(enrollmentTexts, "smsRisk")}
          ${factorTypes.length > 1 ? translator.say(enrollmentTexts, "smsBetter") : nothing}
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

/** The code that came to the new phone. */
export function sentView(state: SentState, context: SetUpContext<SmsMessage>): TemplateResult {
  const { translator, send, now } = context;
  const isOwn = state.offer.phoneRegistration === "self";
  return html`<div class="stack">
    ${heading(
      translator.say(enrollmentTexts, "textTitle"),
      html`${translator.say(enrollmentTexts, "textLead")} ${phoneNumber(state.number ?? state.challenge.sentTo)}.`,
      "message",
    )}
    ${setUpTrouble(state, context)} ${deliveryNotice(translator, state)}
    ${confirmForm(state, translator.say(enrollmentTexts, "textCode"), context)}
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
