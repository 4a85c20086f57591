import { html, nothing, type TemplateResult } from "lit";
import type { CreationOptions, Enrolled, NewCredential } from "../../api.ts";
import {
  type EnrollInput,
  goBack,
  type SetUpBase,
  type SetUpContext,
  type SetUpFlow,
  setUpTrouble,
} from "../../method/set-up.ts";
import { button } from "../../parts/buttons.ts";
import { heading, notice } from "../../parts/blocks.ts";
import { tick } from "../../parts/fields.ts";
import { enrollmentTexts, generalTexts } from "../../texts/areas.ts";
import { mayPass } from "../../trouble/trouble.ts";
import { type CeremonyEnd, hindrance } from "./ceremony.ts";

type Place = NonNullable<Extract<EnrollInput, { type: "passkey" }>["authenticator"]>;

export interface KeyState extends SetUpBase {
  readonly type: "passkey";
  readonly view: "passkey";
  readonly place: Place;
  /** The set-up that the service waits for; a ceremony that came to nothing is begun again with it. */
  readonly begun: { readonly factorId: string; readonly publicKey: CreationOptions } | null;
  /** Made, and not known to have arrived: a second one would take its place in the authenticator. */
  readonly made: NewCredential | null;
  readonly isCancelled: boolean;
}

export type KeyMessage =
  | { readonly type: "place-chosen"; readonly place: Place }
  | { readonly type: "key-wanted" }
  | { readonly type: "made"; readonly credential: NewCredential }
  | { readonly type: "not-made"; readonly end: CeremonyEnd };

export const passkeySetUp: SetUpFlow<KeyState, KeyMessage> = { start, enrolled, update, view };

function start(base: SetUpBase): KeyState {
  return { ...base, type: "passkey", view: "passkey", place: "any", begun: null, made: null, isCancelled: false };
}

/** The browser's dialog follows the press that asked for the set-up. */
function enrolled(base: SetUpBase, data: Enrolled, _now: number, input: EnrollInput): KeyState | null {
  if (!("publicKey" in data)) return null;
  const begun = { factorId: data.factor.id, publicKey: data.publicKey };
  const place = "authenticator" in input ? (input.authenticator ?? "any") : "any";
  return { ...start(base), place, begun, request: { call: "create", ...begun } };
}

function update(state: KeyState, message: KeyMessage): KeyState {
  switch (message.type) {
    case "place-chosen":
      return state.request === null
        ? { ...state, place: message.place, begun: null, made: null, isCancelled: false }
        : state;
    case "key-wanted":
      return state.request === null ? wanted(state) : state;
    case "made":
      return state.begun === null ? state : attesting(state, state.begun.factorId, message.credential);
    case "not-made":
      return { ...state, request: null, ...afterEnd[message.end] };
  }
}

/** A credential whose way to the service failed goes there again; else the browser is asked, as soon as the service has been. */
function wanted(state: KeyState): KeyState {
  const { begun, made, place, trouble: last } = state;
  if (begun !== null && made !== null && last !== null && mayPass(last)) return attesting(state, begun.factorId, made);
  const request =
    begun === null
      ? ({ call: "enroll", input: { type: "passkey", authenticator: place } } as const)
      : ({ call: "create", ...begun } as const);
  return { ...state, made: null, trouble: null, isCancelled: false, request };
}

const attesting = (state: KeyState, factorId: string, credential: NewCredential): KeyState => ({
  ...state,
  made: credential,
  trouble: null,
  request: { call: "attest", factorId, credential },
});

const trouble = (code: "passkey_already_registered" | "unexpected") => ({ code, until: null, retry: null });
const afterEnd: Readonly<Record<CeremonyEnd, Pick<KeyState, "trouble" | "isCancelled">>> = {
  cancelled: { trouble: null, isCancelled: true },
  registered: { trouble: trouble("passkey_already_registered"), isCancelled: false },
  failed: { trouble: trouble("unexpected"), isCancelled: false },
};

const places = [
  ["any", "passkeyAny"],
  ["this-device", "passkeyHere"],
  ["security-key", "passkeyKey"],
] as const satisfies readonly (readonly [Place, string])[];

/** One button; the browser asks for the rest. */
function view(state: KeyState, context: SetUpContext<KeyMessage>): TemplateResult {
  const { translator, send, now } = context;
  const hindered = hindrance();
  return html`<div class="stack">
    ${heading(
      translator.say(enrollmentTexts, "passkeyTitle"),
      translator.say(enrollmentTexts, "passkeyLead"),
      "fingerprint",
    )}
    ${setUpTrouble(state, context)}
    ${hindered === null ? nothing : notice("info", translator.say(generalTexts, hindered))}
    ${state.isCancelled ? notice("info", translator.say(enrollmentTexts, "passkeyAgain")) : nothing}
    ${button({
      text: translator.say(enrollmentTexts, "passkeyMake"),
      look: "primary",
      part: "button submit",
      wide: true,
      busy: state.request !== null,
      disabled: hindered !== null || (state.trouble?.until ?? 0) > now,
      onClick: () => send({ type: "key-wanted" }),
    })}
    <details part="key">
      <summary>${translator.say(enrollmentTexts, "passkeyMore")}</summary>
      <div>
        <fieldset>
          <legend class="unseen">${translator.say(enrollmentTexts, "passkeyWhere")}</legend>
          ${places.map(([place, text]) =>
            tick({
              text: translator.say(enrollmentTexts, text),
              radio: "place",
              checked: state.place === place,
              onChange: () => send({ type: "place-chosen", place }),
            }),
          )}
        </fieldset>
      </div>
    </details>
    <div class="row">${goBack(state, context)}</div>
  </div>`;
}
