import { html, nothing, type TemplateResult } from "lit";
import type { Enrolled } from "../../api.ts";
import { emptyEntry } from "../../code/code-entry.ts";
import {
  type CodeState,
  confirmForm,
  goBack,
  type SetUpBase,
  type SetUpContext,
  type SetUpFlow,
  setUpTrouble,
} from "../../method/set-up.ts";
import { copyButton } from "../../parts/buttons.ts";
import { heading } from "../../parts/blocks.ts";
import { enrollmentTexts } from "../../texts/areas.ts";

type Secret = Extract<Enrolled, { secret: string }>;

export interface ScanState extends CodeState {
  readonly type: "totp";
  readonly view: "scan";
  readonly key: Pick<Secret, "secret" | "uri" | "qrCode">;
}

/** The service makes the key, so the set-up begins with the call. */
export const totpSetUp: SetUpFlow<ScanState, never> = {
  start: (base) => ({ ...base, view: "pick", request: { call: "enroll", input: { type: "totp" } } }),
  enrolled,
  update: (state) => state,
  view,
};

function enrolled(base: SetUpBase, data: Enrolled): ScanState | null {
  if (!("secret" in data)) return null;
  const { factor, secret, uri, qrCode } = data;
  return {
    ...base,
    type: "totp",
    view: "scan",
    factorId: factor.id,
    key: { secret, uri, qrCode },
    entry: emptyEntry,
  };
}

/** Four by four is how people type a key without losing their place; apps ignore the spaces. */
const inFours = (secret: string): string => secret.replace(/.{4}(?=.)/g, "$& ");

/** A finger points: the app is most likely on this very device, whose own screen it cannot scan. */
const isOnPhone = (): boolean => matchMedia("(hover: none) and (pointer: coarse)").matches;

/** The key as a link for the app on the same device, as a picture, and as text; what most will use comes first and open. */
function view(state: ScanState, context: SetUpContext<never>): TemplateResult {
  const { translator, copied, onCopy } = context;
  const { secret, uri, qrCode } = state.key;
  const isLink = uri.startsWith("otpauth://");
  const opensApp = isLink && isOnPhone();
  const picture = html`<img
    part="qr-code"
    src=${qrCode}
    alt=${translator.say(enrollmentTexts, "qrAlt")}
    width="208"
    height="208"
  />`;
  return html`<div class="stack">
    ${heading(
      translator.say(enrollmentTexts, "scanTitle"),
      translator.say(enrollmentTexts, opensApp ? "openAppLead" : "scanLead"),
    )}
    ${
      opensApp
        ? html`<a class="button primary wide" part="same-device" href=${uri}
              >${translator.say(enrollmentTexts, "openApp")}</a
            >
            <details part="qr">
              <summary>${translator.say(enrollmentTexts, "otherDevice")}</summary>
              <div class="scan">${picture}</div>
            </details>`
        : html`<div class="scan">
            ${picture}
            ${isLink ? html`<a class="small link" part="same-device" href=${uri}>${translator.say(enrollmentTexts, "onThisDevice")}</a>` : nothing}
          </div>`
    }
    <details part="key">
      <summary>${translator.say(enrollmentTexts, "keyTitle")}</summary>
      <div class="stack tight">
        <p class="secret" part="secret">${inFours(secret)}</p>
        <p class="hint">${translator.say(enrollmentTexts, "keyText")}</p>
        <div class="row">${copyButton({ translator, text: secret, copied, onCopy })}</div>
      </div>
    </details>
    <p class="hint" part="app-names">${translator.say(enrollmentTexts, "noApp")}</p>
    ${setUpTrouble(state, context)}
    ${confirmForm(state, translator.say(enrollmentTexts, "scanCode"), context, {
      puzzled: "phoneClock",
      look: opensApp && state.entry.text === "" ? "secondary" : "primary",
    })}
    <div class="row">${goBack(state, context)}</div>
  </div>`;
}
