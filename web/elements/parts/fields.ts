import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./blocks.ts";
import { live } from "lit/directives/live.js";

export interface CodeFieldOptions {
  readonly label: string;
  readonly text: string;
  readonly onType: (text: string) => void;
  /** The field's fault in the reader's words; null: it has none. */
  readonly error: string | null;
  readonly hint?: unknown;
  /** Only digits can come: phones then show their number keys. */
  readonly numeric?: boolean;
  readonly disabled?: boolean;
  readonly id?: string;
}

/** Digits of one width, as many as there are slots. */
const fitsSlots = (text: string): boolean => /^[0-9]{0,6}$/.test(text);

/** Frames to look at behind the one real field, so that pasting, filling and editing stay the browser's own. */
const slots = (filled: number): TemplateResult =>
  html`<span class="slots ${filled === 6 ? "full" : ""}" aria-hidden="true">
    ${[0, 1, 2, 3, 4, 5].map((nth) => html`<span class=${nth === filled ? "next" : ""}></span>`)}
  </span>`;

/** One field for a code of any kind. Phones and password managers fill it; see `readCode` for what is taken out of a paste. */
export function codeField(options: CodeFieldOptions): TemplateResult {
  const { label, text, onType, error, hint, numeric = true, disabled = false, id = "code" } = options;
  const described = [error === null ? "" : `${id}-error`, hint === undefined ? "" : `${id}-hint`].filter(Boolean);
  const type = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) onType(event.target.value);
  };
  const inSlots = numeric && fitsSlots(text);
  return html`<div class="field" part="field">
    <label for=${id} part="label">${label}</label>
    <div class="code-box ${inSlots ? "slotted" : ""}">
      <input
        id=${id}
        name="code"
        class="code ${inSlots ? "" : numeric && text.length < 9 ? "wide" : "long"}"
        part="code-input"
        type="text"
        inputmode=${numeric ? "numeric" : "text"}
        autocomplete=${numeric ? "one-time-code" : "off"}
        autocapitalize=${numeric ? "off" : "characters"}
        autocorrect="off"
        spellcheck="false"
        maxlength="200"
        enterkeyhint="go"
        .value=${text}
        ?disabled=${disabled}
        aria-invalid=${error === null ? nothing : "true"}
        aria-describedby=${described.length === 0 ? nothing : described.join(" ")}
        @input=${type}
        @change=${type}
      />
      ${inSlots ? slots(text.length) : nothing}
    </div>
    ${fieldError(error, id)} ${hint === undefined ? nothing : html`<p id="${id}-hint" class="hint">${hint}</p>`}
  </div>`;
}

/** The text under a field that `aria-describedby` points to. */
export const fieldError = (error: string | null, id: string): unknown =>
  error === null
    ? nothing
    : html`<p id="${id}-error" class="error" part="error">${icon("warning", 18)}<span>${error}</span></p>`;

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

export interface TickOptions {
  readonly text: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Radio buttons of one name are one choice. */
  readonly radio?: string;
  readonly id?: string;
}

/** A checkbox or a radio button with its label. */
export const tick = ({ text, checked, onChange, radio, id }: TickOptions): TemplateResult =>
  html`<label class="check">
    <input
      id=${id ?? nothing}
      type=${radio === undefined ? "checkbox" : "radio"}
      name=${radio ?? nothing}
      .checked=${live(checked)}
      @change=${({ target }: Event) => onChange(target instanceof HTMLInputElement && target.checked)}
    />
    <span>${text}</span>
  </label>`;
