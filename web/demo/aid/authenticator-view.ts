import { html, nothing, type TemplateResult } from "lit";
import { fieldText } from "../field-text.ts";
import { type AuthenticatorAccount, stepSeconds } from "./totp.ts";

export interface Shown extends AuthenticatorAccount {
  readonly code: string;
}

export interface AuthenticatorActions {
  readonly scan: () => void;
  readonly add: (text: string) => void;
  readonly remove: (account: AuthenticatorAccount) => void;
}

const grouped = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

const row = (account: Shown, left: number, actions: AuthenticatorActions): TemplateResult => html`
  <li class="otp">
    <span class="otp-label">${account.label.replace(":", " · ")}</span>
    <button type="button" class="otp-code" @click=${() => void navigator.clipboard.writeText(account.code)}>
      <span class="unseen">Copy </span>${grouped(account.code)}
    </button>
    <progress max=${stepSeconds} value=${left} aria-label="Seconds until the next code"></progress>
    <button type="button" class="copy" aria-label="Remove ${account.label}" @click=${() => actions.remove(account)}>
      Remove
    </button>
  </li>
`;

export const authenticatorView = (
  shown: readonly Shown[],
  left: number,
  notice: string | null,
  actions: AuthenticatorActions,
): TemplateResult => {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    actions.add(fieldText(event.currentTarget, "key"));
    event.currentTarget.reset();
  };
  return html`
    ${
      shown.length === 0
        ? html`<p class="empty">
            Stands in for an authenticator app. When Larch shows a QR code, scan it from here, or with your own phone.
          </p>`
        : html`<ul class="messages">
            ${shown.map((account) => row(account, left, actions))}
          </ul>`
    }
    <div class="otp-add">
      <button type="button" class="aid-primary" @click=${actions.scan}>Scan the QR code on the screen</button>
      <form @submit=${submit}>
        <label for="otp-key">or paste its key</label>
        <div class="otp-key">
          <input id="otp-key" name="key" autocomplete="off" spellcheck="false" required /><button type="submit">
            Add
          </button>
        </div>
      </form>
      <p role="status">${notice ?? nothing}</p>
    </div>
  `;
};
