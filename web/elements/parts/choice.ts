import { html, nothing, type TemplateResult } from "lit";
import { icon, type IconName } from "./icon.ts";

export interface ChoiceOptions {
  readonly icon: IconName;
  readonly title: string;
  readonly text: unknown;
  readonly badge?: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

/** A row of a list of choices. */
export const choice = (options: ChoiceOptions): TemplateResult =>
  html`<li>
    <button
      type="button"
      class="choice"
      part="choice"
      aria-disabled=${options.disabled === true ? "true" : nothing}
      @click=${() => (options.disabled === true ? undefined : options.onClick())}
    >
      ${icon(options.icon, 24)}
      <span>
        <strong
          >${options.title}${options.badge === undefined ? nothing : html` <span class="tag">${options.badge}</span>`}</strong
        >
        <span class="muted small">${options.text}</span>
      </span>
      ${icon("forward")}
    </button>
  </li>`;
