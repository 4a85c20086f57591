import { html, nothing, type TemplateResult } from "lit";
import { fieldText } from "../field-text.ts";
import { type AuthenticatorAccount, stepSeconds } from "./authenticator.ts";

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

/** Every image of the page, also inside elements. */
function* images(root: Document | ShadowRoot): Generator<HTMLImageElement> {
  for (const element of root.querySelectorAll("*")) {
    if (element instanceof HTMLImageElement) yield element;
    if (element.shadowRoot !== null) yield* images(element.shadowRoot);
  }
}

const side = 480;

async function pixelsOf(image: HTMLImageElement): Promise<ImageData | null> {
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.fillStyle = "white";
  context.fillRect(0, 0, side, side);
  const margin = 24;
  context.drawImage(image, margin, margin, side - 2 * margin, side - 2 * margin);
  return context.getImageData(0, 0, side, side);
}

/** Text of the QR code on the screen, read as a phone's camera would. Null: there is none. */
export async function scanScreen(): Promise<string | null> {
  // A CommonJS module, whose default has itself as default.
  const jsQr = (await import("jsqr")).default.default;
  for (const image of images(document)) {
    if (!image.src.startsWith("data:image/svg+xml")) continue;
    const pixels = await pixelsOf(image).catch(() => null);
    const found = pixels === null ? null : jsQr(pixels.data, pixels.width, pixels.height);
    if (found !== null) return found.data;
  }
  return null;
}
