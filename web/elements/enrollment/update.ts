import type { Challenge, EnrollmentOffer, Enrolled, FactorType, Problem } from "../api.ts";
import { autoCode, emptyEntry, isAboutTheCode, isLocked, refused, shapeError, typed } from "../code/code-entry.ts";
import { nextSendAt } from "../code/next-send.ts";
import { readCode } from "../code/typed-code.ts";
import type {
  Common,
  EnrollmentMessage,
  EnrollmentRequest,
  EnrollmentState,
  PhoneState,
  ScanState,
  TextState,
} from "./state.ts";

/** The first view of a set-up: what there is to choose, or the only thing there is. */
export function startEnrollment(offer: EnrollmentOffer, factorType: FactorType | null = null): EnrollmentState {
  const common = { offer, request: null, trouble: null };
  if (offer.phoneRegistration === "pre-registered" && offer.preRegisteredPhone === null && isPhoneOnly(offer))
    return { ...common, view: "none" };
  const only = factorType ?? (offer.factorTypes.length === 1 ? offer.factorTypes[0] : undefined);
  if (only === "sms") return phoneView(common);
  return only === "totp"
    ? { ...common, view: "pick", request: { call: "enroll", type: "totp" } }
    : { ...common, view: "pick" };
}

const isPhoneOnly = ({ factorTypes }: EnrollmentOffer): boolean => factorTypes.every((type) => type === "sms");
const phoneView = (common: Common): PhoneState => ({ ...common, view: "phone", text: "", error: null });

export function updateEnrollment(state: EnrollmentState, message: EnrollmentMessage): EnrollmentState {
  const common: Common = { offer: state.offer, request: null, trouble: null };
  switch (message.type) {
    case "pick":
      if (state.view !== "pick" || state.request !== null) return state;
      return message.factorType === "sms"
        ? phoneView(common)
        : { ...common, view: "pick", request: { call: "enroll", type: "totp" } };
    case "another-number":
      return phoneView(common);
    case "pick-again":
      return { ...common, view: "pick" };
    case "start-again":
      return state.view === "text"
        ? phoneView(common)
        : { ...common, view: "pick", request: { call: "enroll", type: "totp" } };
    case "phone-typed":
      return state.view === "phone" ? { ...state, text: message.text, error: null } : state;
    case "phone-submitted":
      return state.view === "phone" && state.request === null ? submitPhone(state) : state;
    case "typed":
      return hasEntry(state) && state.request === null ? typeCode(state, message.text, message.now) : state;
    case "submitted":
      return hasEntry(state) && state.request === null ? submitCode(state, message.now) : state;
    case "resend":
      if (state.view !== "text" || state.request !== null || state.resendAt > message.now) return state;
      return { ...state, trouble: null, request: { call: "resend", factorId: state.factorId } };
    case "enrolled":
      return enrolled(common, message.data, message.now);
    case "resent":
      if (state.view !== "text") return state;
      return { ...state, ...common, ...sent(message.challenge, message.now) };
    case "confirmed": {
      const { data, now: receivedAt } = message;
      const received = { ...common, confirmed: data, receivedAt };
      return data.backupCodes === undefined
        ? { ...received, view: "done" }
        : { ...received, view: "codes", codes: data.backupCodes };
    }
    case "codes-saved":
      return state.view === "codes" ? { ...state, view: "done" } : state;
    case "refused":
      return refuse({ ...state, request: null, trouble: null }, message.problem, message.now, state.request);
  }
}

const hasEntry = (state: EnrollmentState): state is ScanState | TextState =>
  state.view === "scan" || state.view === "text";

/** `00` and brackets are how people write numbers; the service wants `+`. Empty: the number that the organization registered. */
function submitPhone(state: PhoneState): PhoneState {
  if (state.offer.preRegisteredPhone !== null && state.offer.phoneRegistration === "pre-registered")
    return { ...state, trouble: null, request: { call: "enroll", type: "sms", phoneNumber: null } };
  const phoneNumber = state.text.normalize("NFKC").trim().replace(/^00/, "+");
  if (!/^\+[\d\s().\-/]{6,40}$/.test(phoneNumber)) return { ...state, error: "shape" };
  return { ...state, trouble: null, error: null, request: { call: "enroll", type: "sms", phoneNumber } };
}

function typeCode<State extends ScanState | TextState>(state: State, text: string, now: number): State {
  const entry = typed(state.entry, text);
  const code = autoCode(entry, now);
  return code === null ? { ...state, entry } : confirm({ ...state, entry: { ...entry, autoSent: code } }, code);
}

function submitCode<State extends ScanState | TextState>(state: State, now: number): State {
  if (isLocked(state.entry, now)) return state;
  const read = readCode(state.entry.text);
  return read?.kind === "digits" ? confirm(state, read.code) : { ...state, entry: shapeError(state.entry) };
}

const confirm = <State extends ScanState | TextState>(state: State, code: string): State => ({
  ...state,
  trouble: null,
  request: { call: "confirm", factorId: state.factorId, code },
});

function enrolled(common: Common, data: Enrolled, now: number): EnrollmentState {
  const { id: factorId } = data.factor;
  if ("secret" in data) {
    const { secret, uri, qrCode } = data;
    return { ...common, view: "scan", factorId, setUp: { secret, uri, qrCode }, entry: emptyEntry };
  }
  return { ...common, view: "text", factorId, ...sent(data.challenge, now) };
}

const sent = (challenge: Challenge, now: number) => ({
  challenge,
  resendAt: nextSendAt(challenge, now),
  entry: emptyEntry,
});

function refuse(
  state: EnrollmentState,
  problem: Problem,
  now: number,
  request: EnrollmentRequest | null,
): EnrollmentState {
  if (hasEntry(state) && request?.call === "confirm" && isAboutTheCode(problem))
    return { ...state, entry: refused(state.entry, problem, now) };
  if (state.view === "phone" && isAboutTheNumber(problem)) return { ...state, error: problem.code };
  const wait = "retryAfter" in problem ? problem.retryAfter : undefined;
  return { ...state, trouble: { code: problem.code, until: wait === undefined ? null : now + wait * 1000 } };
}

const isAboutTheNumber = ({ code }: Problem): boolean =>
  code === "invalid_phone_number" || code === "country_not_allowed" || code === "invalid_request";
