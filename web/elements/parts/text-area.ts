import { html, nothing, type TemplateResult } from "lit";
import { fieldError } from "./code-field.ts";

export interface TextAreaOptions {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly hint: string;
  readonly maxLength: number;
  readonly onType: (text: string) => void;
  readonly error?: string | null;
  readonly required?: boolean;
}

/** A field for sentences; the `textField` for everything shorter. */
export function textArea({
  id,
  label,
  text,
  hint,
  maxLength,
  onType,
  error = null,
  required,
}: TextAreaOptions): TemplateResult {
  const type = (event: Event): void => {
    if (event.target instanceof HTMLTextAreaElement) onType(event.target.value);
  };
  return html`<div class="field" part="field">
    <label for=${id} part="label">${label}</label>
    <textarea
      id=${id}
      name=${id}
      part="input"
      rows="3"
      maxlength=${maxLength}
      .value=${text}
      aria-required=${required === true ? "true" : nothing}
      aria-invalid=${error === null ? nothing : "true"}
      aria-describedby=${`${id}-hint${error === null ? "" : ` ${id}-error`}`}
      @input=${type}
      @change=${type}
    ></textarea>
    <p id="${id}-hint" class="hint">${hint}</p>
    ${fieldError(error, id)}
  </div>`;
}
