import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";

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
