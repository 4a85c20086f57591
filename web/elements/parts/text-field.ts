import { html, nothing, type TemplateResult } from "lit";
import { fieldError } from "./code-field.ts";

export interface TextFieldOptions {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly onType: (text: string) => void;
  readonly error?: string | null;
  readonly hint?: string;
  readonly type?: "text" | "tel" | "search" | "url" | "password" | "email";
  readonly autocomplete?: string;
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly disabled?: boolean;
}

export function textField(options: TextFieldOptions): TemplateResult {
  const { id, label, text, onType, error = null, hint, type = "text", autocomplete = "off" } = options;
  const described = [error === null ? "" : `${id}-error`, hint === undefined ? "" : `${id}-hint`].filter(Boolean);
  const change = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) onType(event.target.value);
  };
  return html`<div class="field" part="field">
    <label for=${id} part="label">${label}</label>
    <input
      id=${id}
      name=${id}
      part="input"
      type=${type}
      dir=${type === "tel" ? "ltr" : nothing}
      autocomplete=${autocomplete}
      maxlength=${options.maxLength ?? nothing}
      .value=${text}
      ?disabled=${options.disabled === true}
      aria-required=${options.required === true ? "true" : nothing}
      aria-invalid=${error === null ? nothing : "true"}
      aria-describedby=${described.length === 0 ? nothing : described.join(" ")}
      @input=${change}
      @change=${change}
    />
    ${hint === undefined ? nothing : html`<p id="${id}-hint" class="hint">${hint}</p>`} ${fieldError(error, id)}
  </div>`;
}
