import { html, type TemplateResult } from "lit";
import { isLocked } from "../code/code-entry.ts";
import { button } from "../parts/button.ts";
import { codeField } from "../parts/code-field.ts";
import { lockNotice } from "../parts/lock-notice.ts";
import { codeErrorText } from "../trouble/problem-text.ts";
import { enrollmentTexts } from "../texts/areas.ts";
import type { ScanState, TextState } from "./state.ts";
import type { EnrollmentContext } from "./view-context.ts";

/** The first code of a new method. */
export function confirmForm(
  { entry, request }: ScanState | TextState,
  label: string,
  { translator, now, send }: EnrollmentContext,
): TemplateResult {
  const locked = isLocked(entry, now);
  const submit = (event: Event): void => {
    event.preventDefault();
    send({ type: "submitted", now: Date.now() });
  };
  return html`${lockNotice(translator, entry.lock, now)}
    <form class="stack" novalidate @submit=${submit}>
      ${codeField({
        label,
        text: entry.text,
        error: codeErrorText(translator, entry.error),
        disabled: locked,
        onType: (text) => send({ type: "typed", text, now: Date.now() }),
      })}
      ${button({
        text: translator.say(enrollmentTexts, "confirm"),
        look: "primary",
        type: "submit",
        part: "button submit",
        wide: true,
        busy: request?.call === "confirm",
        disabled: locked,
      })}
    </form>`;
}
