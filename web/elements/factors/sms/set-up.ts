import type { Challenge, Enrolled, TroubleCode } from "../../api.ts";
import { emptyEntry } from "../../code/code-entry.ts";
import { delivered, deliveryNotice, type DeliveryTold, sentNow } from "../../method/delivery.ts";
import {
  type CodeState,
  confirmForm,
  type EnrollInput,
  goBack,
  type SetUpBase,
  type SetUpContext,
  type SetUpFlow,
  setUpTrouble,
} from "../../method/set-up.ts";
import {
  callingCodeOf,
  cleanPhoneNumber,
  countryField,
  likelyCountry,
  nationalNumber,
  phoneNumber,
} from "../../parts/phone-number.ts";
import { html, nothing, type TemplateResult } from "lit";
import { button, onSubmit, resendButton } from "../../parts/buttons.ts";
import { heading, notice } from "../../parts/blocks.ts";
import { textField } from "../../parts/fields.ts";
import { enrollmentTexts } from "../../texts/areas.ts";
import { numberErrorText } from "../../trouble/trouble.ts";
import type { Sent } from "../../method/kind.ts";

export interface PhoneState extends SetUpBase {
  readonly type: "sms";
  readonly view: "phone";
  readonly text: string;
  /** Null: the page's guess. */
  readonly country: string | null;
  readonly error: TroubleCode | "shape" | null;
}

export interface SentState extends CodeState, Sent {
  readonly type: "sms";
  readonly view: "text";
  /** As it was typed: whoever waits for the code sees a slip in it. Null: the organization's, which is masked. */
  readonly number: string | null;
}

export type SmsMessage =
  | DeliveryTold
  | { readonly type: "another-number" }
  | { readonly type: "phone-typed"; readonly text: string }
  | { readonly type: "country-chosen"; readonly country: string }
  /** `country`: the one that the page shows. */
  | { readonly type: "phone-submitted"; readonly country: string }
  | { readonly type: "resend"; readonly now: number }
  | { readonly type: "resent"; readonly challenge: Challenge; readonly now: number };

/** The user's own number, or the one that the organization registered; and what a text message is worth (NIST SP 800-63B-4 section 3.1.3.3). */
function phoneView(state: PhoneState, context: SetUpContext<SmsMessage>): TemplateResult {
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
              error: numberErrorText(translator, state.error),
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
function sentView(state: SentState, context: SetUpContext<SmsMessage>): TemplateResult {
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

export const smsSetUp: SetUpFlow<PhoneState | SentState, SmsMessage> = {
  start,
  enrolled,
  update,
  view: (state, context) => {
    switch (state.view) {
      case "phone":
        return phoneView(state, context);
      case "text":
        return sentView(state, context);
    }
  },
};

function start({ offer }: SetUpBase): PhoneState {
  return { offer, request: null, trouble: null, type: "sms", view: "phone", text: "", country: null, error: null };
}

function enrolled(base: SetUpBase, data: Enrolled, now: number, input: EnrollInput): SentState | null {
  if (!("challenge" in data)) return null;
  const number = input.type === "sms" ? (input.phoneNumber ?? null) : null;
  return { ...base, type: "sms", view: "text", factorId: data.factor.id, number, ...sent(data.challenge, now) };
}

function update(state: PhoneState | SentState, message: SmsMessage): PhoneState | SentState {
  switch (message.type) {
    case "another-number":
      return start(state);
    case "phone-typed":
      return state.view === "phone" ? { ...state, text: message.text, error: null } : state;
    case "country-chosen":
      return state.view === "phone" ? { ...state, country: message.country, error: null } : state;
    case "phone-submitted":
      return state.view === "phone" && state.request === null ? submitPhone(state, message.country) : state;
    case "delivery-told":
      return state.view === "text" ? delivered(state, message) : state;
    case "resend":
      if (state.view !== "text" || state.request !== null || state.resendAt > message.now) return state;
      return { ...state, trouble: null, request: { call: "resend", factorId: state.factorId } };
    case "resent":
      if (state.view !== "text") return state;
      return { ...state, request: null, trouble: null, ...sent(message.challenge, message.now) };
  }
}

/** Nothing is sent in the place of the number that the organization registered. */
function submitPhone(state: PhoneState, country: string): PhoneState {
  const { phoneRegistration, preRegisteredPhone } = state.offer;
  if (preRegisteredPhone !== null && phoneRegistration === "pre-registered")
    return { ...state, trouble: null, request: { call: "enroll", input: { type: "sms" } } };
  const typed = cleanPhoneNumber(state.text) ?? withCountry(state.text, country);
  if (typed === null) return { ...state, error: "shape" };
  return {
    ...state,
    trouble: null,
    error: null,
    request: { call: "enroll", input: { type: "sms", phoneNumber: typed } },
  };
}

/** Mobile numbers there begin with a zero that is part of them; elsewhere it is dialled only within the country. */
const zeroBelongs: readonly string[] = ["BJ", "CG", "CI", "GA"];

/** A country code that was typed counts for more than the chosen one. */
function withCountry(text: string, country: string): string | null {
  const code = callingCodeOf(country);
  if (code === "" || nationalNumber(text) === null) return null;
  const typed = text.trim();
  return `+${code} ${zeroBelongs.includes(country) ? typed : typed.replace(/^(\(?)0/, "$1")}`;
}

const sent = (challenge: Challenge, now: number) => ({
  ...sentNow(challenge, now),
  entry: emptyEntry,
});
