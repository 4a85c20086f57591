import { html, nothing, type TemplateResult } from "lit";
import { icon, type IconName } from "./icon.ts";

export interface ButtonOptions {
  readonly text: string;
  readonly onClick?: () => void;
  /** `primary` once in a view; `plain` looks like a link; `quiet` steps back further. */
  readonly look?: "primary" | "secondary" | "plain" | "plain-danger" | "quiet" | "danger";
  /** Its name for the host's styles. */
  readonly part?: string;
  readonly type?: "button" | "submit";
  readonly icon?: IconName;
  /** Shows that it works; it keeps the focus and does nothing meanwhile. */
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly wide?: boolean;
}

const looks = {
  primary: "primary",
  secondary: "",
  plain: "plain",
  "plain-danger": "plain danger",
  quiet: "plain quiet",
  danger: "danger",
} as const;

/** `aria-disabled` instead of `disabled`: a button that vanished from under the focus would lose its reader. */
export function button(options: ButtonOptions): TemplateResult {
  const { text, onClick, look = "secondary", part = "button", type = "button", busy = false, wide = false } = options;
  const idle = busy || options.disabled === true;
  const press = (event: Event): void => {
    if (idle) event.preventDefault();
    else onClick?.();
  };
  return html`<button
    type=${type}
    class=${`${looks[look]}${wide ? " wide" : ""}`}
    part=${part}
    aria-busy=${busy ? "true" : nothing}
    aria-disabled=${idle ? "true" : nothing}
    @click=${press}
  >
    ${busy ? html`<span class="spinner" aria-hidden="true"></span>` : options.icon ? icon(options.icon, 18) : nothing}${text}
  </button>`;
}

export const backButton = (text: string, onClick: () => void): TemplateResult =>
  button({ text, look: "plain", icon: "backward", part: "button back", onClick });
