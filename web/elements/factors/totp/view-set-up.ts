import { html, nothing, type TemplateResult } from "lit";
import { copyButton } from "../../parts/copy-button.ts";
import { heading } from "../../parts/heading.ts";
import { enrollmentTexts } from "../../texts/areas.ts";
import type { ScanState } from "../../enrollment/state.ts";
import type { EnrollmentContext } from "../../enrollment/view-context.ts";
import { goBack, trouble } from "../../enrollment/view-parts.ts";
import { confirmForm } from "../../enrollment/view-code.ts";

/** Four by four is how people type a key without losing their place; apps ignore the spaces. */
const inFours = (secret: string): string => secret.replace(/.{4}(?=.)/g, "$& ");

/** The key as a picture, as text, and as a link for the app on the same device. */
export function scanView(state: ScanState, context: EnrollmentContext): TemplateResult {
  const { translator, copied, onCopy } = context;
  const { secret, uri, qrCode } = state.setUp;
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
    ${trouble(state, context)} ${confirmForm(state, translator.say(enrollmentTexts, "scanCode"), context)}
    <div class="row">${goBack(state, context)}</div>
  </div>`;
}
