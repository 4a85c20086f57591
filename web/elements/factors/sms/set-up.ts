import type { Challenge, Enrolled } from "../../api.ts";
import { emptyEntry } from "../../code/code-entry.ts";
import { delivered, sentNow } from "../../method/delivery.ts";
import type { EnrollInput, SetUpBase, SetUpFlow } from "../../method/set-up.ts";
import { callingCodeOf } from "../../parts/country-field.ts";
import { cleanPhoneNumber, nationalNumber } from "../../parts/phone-number.ts";
import type { PhoneState, SentState, SmsMessage } from "./state.ts";
import { phoneView, sentView } from "./view.ts";

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
  const phoneNumber = cleanPhoneNumber(state.text) ?? withCountry(state.text, country);
  if (phoneNumber === null) return { ...state, error: "shape" };
  return { ...state, trouble: null, error: null, request: { call: "enroll", input: { type: "sms", phoneNumber } } };
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
