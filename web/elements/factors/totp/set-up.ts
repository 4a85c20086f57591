import { html, nothing, type TemplateResult } from "lit";
import type { Enrolled } from "../../api.ts";
import { emptyEntry } from "../../code/code-entry.ts";
import { confirmForm, goBack, setUpTrouble } from "../../method/set-up-parts.ts";
import type { CodeState, SetUpBase, SetUpContext, SetUpFlow } from "../../method/set-up.ts";
import { copyButton } from "../../parts/copy-button.ts";
import { heading } from "../../parts/heading.ts";
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

/** The key as a picture, as text, and as a link for the app on the same device. */
function view(state: ScanState, context: SetUpContext<never>): TemplateResult {
  const { translator, copied, onCopy } = context;
  const { secret, uri, qrCode } = state.key;
  return html`<div class="stack">
    ${heading(translator.say(enrollmentTexts, "scanTitle"), translator.say(enrollmentTexts, "scanLead"))}
    <div class="scan">
      <img part="qr-code" src=${qrCode} alt=${translator.say(enrollmentTexts, "qrAlt")} width="208" height="208" />
      ${
        uri.startsWith("otpauth://")
          ? html`<a class="small link" part="same-device" href=${uri}
              >${translator.say(enrollmentTexts, "onThisDevice")}</a
            >`
          : nothing
      }
    </div>
    <details part="key">
      <summary>${translator.say(enrollmentTexts, "keyTitle")}</summary>
      <div class="stack tight">
        <p class="secret" part="secret">${inFours(secret)}</p>
        <p class="hint">${translator.say(enrollmentTexts, "keyText")}</p>
        <div class="row">${copyButton({ translator, text: secret, copied, onCopy })}</div>
      </div>
    </details>
    ${setUpTrouble(state, context)} ${confirmForm(state, translator.say(enrollmentTexts, "scanCode"), context)}
    <div class="row">${goBack(state, context)}</div>
  </div>`;
}
