import type { Confirmed, Enrolled, EnrollmentOffer, FactorType, FirstConfirmed, Problem, TwoFactor } from "../api.ts";
import { isAboutTheCode, refused } from "../code/code-entry.ts";
import { isKnown, kindOf, kinds, knownTypes } from "../factors/kinds.ts";
import { type FactorMessage, setUpBegun, type SetUpState, startSetUp, updateSetUp } from "../factors/set-ups.ts";
import {
  type CodeState,
  hasEntry,
  type PickState,
  type SetUpBase,
  type SetUpMessage,
  type SetUpRequest,
  submitCode,
  typeCode,
} from "../method/set-up.ts";
import { isAboutTheNumber, troubleOf } from "../trouble/trouble.ts";

interface Received extends SetUpBase {
  readonly confirmed: Confirmed;
  /** When, by this device's clock: the assertion's life is counted from here. */
  readonly receivedAt: number;
}

export type EnrollmentState =
  | PickState
  /** The organization registers phones, and has not registered this one. */
  | (SetUpBase & { readonly view: "none" })
  /** Only methods that are newer than this page are offered. */
  | (SetUpBase & { readonly view: "outdated" })
  /** The first code had been right, and nobody heard of it: what it brought is lost. */
  | (SetUpBase & { readonly view: "used" })
  | SetUpState
  | (Received & { readonly view: "codes"; readonly confirmed: FirstConfirmed })
  | (Received & { readonly view: "done" });

export type EnrollmentMessage =
  | SetUpMessage
  | FactorMessage
  | { readonly type: "pick"; readonly factorType: FactorType }
  | { readonly type: "codes-saved" }
  | { readonly type: "enrolled"; readonly data: Enrolled; readonly now: number }
  | { readonly type: "confirmed"; readonly data: Confirmed; readonly now: number }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number };

/** The methods on offer that this page can set up. */
export const knownIn = ({ factorTypes }: Pick<EnrollmentOffer, "factorTypes">): readonly FactorType[] =>
  factorTypes.filter(isKnown);

/** The first view of a set-up: the choice, or the only method there is. */
export function startEnrollment(offer: EnrollmentOffer, factorType: FactorType | null = null): EnrollmentState {
  const base: SetUpBase = { offer, request: null, trouble: null };
  const known = knownIn(offer);
  const onlyRegistered = offer.factorTypes.every((type) => kindOf(type)?.preRegistered === true);
  if (offer.phoneRegistration === "pre-registered" && offer.preRegisteredPhone === null && onlyRegistered)
    return { ...base, view: "none" };
  const only = factorType ?? (known.length === 1 ? known[0] : undefined);
  if (only !== undefined) return startSetUp(only, base);
  return { ...base, view: known.length === 0 ? "outdated" : "pick" };
}

export function updateEnrollment(state: EnrollmentState, message: EnrollmentMessage): EnrollmentState {
  const base: SetUpBase = { offer: state.offer, request: null, trouble: null };
  switch (message.type) {
    case "pick":
      return state.view === "pick" && state.request === null ? startSetUp(message.factorType, base) : state;
    case "pick-again":
      return { ...base, view: "pick" };
    case "start-again":
      return "type" in state ? startSetUp(state.type, base) : state;
    case "typed":
      return hasEntry(state) ? typeCode(state, message.text, message.now) : state;
    case "submitted":
      return hasEntry(state) && state.request === null ? submitCode(state, message.now) : state;
    case "enrolled": {
      const { request } = state;
      if (request?.call !== "enroll") return state;
      const { type } = request.input;
      const begun = isKnown(type) ? setUpBegun(type, base, message.data, message.now, request.input) : null;
      return begun ?? refuse({ ...state, request: null }, { code: "unexpected", status: 200 }, message.now, request);
    }
    case "confirmed": {
      const { data, now: receivedAt } = message;
      return "backupCodes" in data
        ? { ...base, view: "codes", confirmed: data, receivedAt }
        : { ...base, view: "done", confirmed: data, receivedAt };
    }
    case "codes-saved":
      return state.view === "codes" ? { ...state, view: "done" } : state;
    case "refused":
      return refuse({ ...state, request: null, trouble: null }, message.problem, message.now, state.request);
    default:
      return "type" in state ? updateSetUp(state.type, state, message) : state;
  }
}

function refuse(state: EnrollmentState, problem: Problem, now: number, request: SetUpRequest | null): EnrollmentState {
  // Only a confirmation that worked uses the code up, so this method is on.
  if ((request?.call === "confirm" || request?.call === "attest") && problem.code === "code_already_used")
    return { offer: state.offer, request: null, trouble: null, view: "used" };
  if (hasEntry(state) && request?.call === "confirm" && isAboutTheCode(problem))
    return refuseCode(state, request.code, problem, now);
  if (state.view === "phone" && isAboutTheNumber(problem)) return { ...state, error: problem.code };
  return { ...state, trouble: troubleOf(problem, now, request) };
}

const refuseCode = <State extends CodeState>(state: State, code: string, problem: Problem, now: number): State => ({
  ...state,
  entry: refused(state.entry, code, problem, now),
});

/** The methods that may be set up now. Pre-registration binds the first method only; after that the user proves each change with a code. */
export function offerOf({
  enabled,
  policy,
  preRegisteredPhone,
}: Pick<TwoFactor, "enabled" | "policy" | "preRegisteredPhone">): EnrollmentOffer {
  const { factorTypes, phoneRegistration, smsCountries } = policy;
  return enabled || phoneRegistration === "self"
    ? {
        factorTypes,
        phoneRegistration: "self",
        preRegisteredPhone: null,
        ...(smsCountries !== undefined && { smsCountries }),
      }
    : { factorTypes: knownTypes.filter((type) => kinds[type].preRegistered), phoneRegistration, preRegisteredPhone };
}
