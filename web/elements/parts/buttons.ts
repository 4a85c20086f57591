import { html, nothing, type TemplateResult } from "lit";
import { icon, type IconName } from "./blocks.ts";
import type { Translator } from "../language/translator.ts";
import { generalTexts } from "../texts/areas.ts";
import { countdown } from "./time.ts";

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

export interface CopyOptions {
  readonly translator: Translator;
  readonly text: string;
  readonly copied: boolean;
  /** Called with how it went: to show and announce it. */
  readonly onCopy: (succeeded: boolean) => void;
}

export const copyButton = ({ translator, text, copied, onCopy }: CopyOptions): TemplateResult =>
  button({
    text: translator.say(generalTexts, copied ? "copied" : "copy"),
    icon: copied ? "check" : "copy",
    part: "button copy",
    onClick: () => void copy(text).then(onCopy),
  });

/** Refused without a secure context or by a permission; then the user is told to do it by hand. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export interface ResendOptions {
  readonly resendAt: number;
  readonly now: number;
  readonly busy: boolean;
  readonly onClick: () => void;
}

/** The wait until the code may be sent again, then the button for it. */
export const resendButton = (translator: Translator, { resendAt, now, busy, onClick }: ResendOptions): TemplateResult =>
  resendAt > now
    ? html`<span class="muted small" part="resend-wait">
        ${translator.say(generalTexts, "resendIn")} ${countdown(translator, resendAt, now)}
      </span>`
    : button({ text: translator.say(generalTexts, "resend"), look: "plain", part: "button resend", busy, onClick });

/**
 * The handler of a form's `submit`. Password managers and phones may fill a field without an `input` event, so each field is read
 * once more before the form is sent.
 */
export const onSubmit =
  (submit: () => void) =>
  (event: SubmitEvent): void => {
    event.preventDefault();
    if (event.currentTarget instanceof HTMLFormElement)
      for (const field of event.currentTarget.querySelectorAll("input:not([type=checkbox], [type=radio]), textarea"))
        field.dispatchEvent(new Event("change"));
    submit();
  };
