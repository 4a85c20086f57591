import type { Challenge, Enrolled } from "../../api.ts";
import { emptyEntry } from "../../code/code-entry.ts";
import { nextSendAt } from "../../code/next-send.ts";
import type { SetUpBase, SetUpFlow } from "../../method/set-up.ts";
import { cleanPhoneNumber } from "../../parts/phone-number.ts";
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
  return { offer, request: null, trouble: null, type: "sms", view: "phone", text: "", error: null };
}

function enrolled(base: SetUpBase, data: Enrolled, now: number): SentState | null {
  if (!("challenge" in data)) return null;
  return { ...base, type: "sms", view: "text", factorId: data.factor.id, ...sent(data.challenge, now) };
}

function update(state: PhoneState | SentState, message: SmsMessage): PhoneState | SentState {
  switch (message.type) {
    case "another-number":
      return start(state);
    case "phone-typed":
      return state.view === "phone" ? { ...state, text: message.text, error: null } : state;
    case "phone-submitted":
      return state.view === "phone" && state.request === null ? submitPhone(state) : state;
    case "resend":
      if (state.view !== "text" || state.request !== null || state.resendAt > message.now) return state;
      return { ...state, trouble: null, request: { call: "resend", factorId: state.factorId } };
    case "resent":
      if (state.view !== "text") return state;
      return { ...state, request: null, trouble: null, ...sent(message.challenge, message.now) };
  }
}

/** Nothing is sent in the place of the number that the organization registered. */
function submitPhone(state: PhoneState): PhoneState {
  const { phoneRegistration, preRegisteredPhone } = state.offer;
  if (preRegisteredPhone !== null && phoneRegistration === "pre-registered")
    return { ...state, trouble: null, request: { call: "enroll", input: { type: "sms" } } };
  const phoneNumber = cleanPhoneNumber(state.text);
  if (phoneNumber === null) return { ...state, error: "shape" };
  return { ...state, trouble: null, error: null, request: { call: "enroll", input: { type: "sms", phoneNumber } } };
}

const sent = (challenge: Challenge, now: number) => ({
  challenge,
  resendAt: nextSendAt(challenge, now),
  entry: emptyEntry,
});
