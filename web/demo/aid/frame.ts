import { html, nothing, type TemplateResult } from "lit";

const tabs = { messages: "Messages", mail: "Mail", authenticator: "Authenticator" } as const;
export type Tab = keyof typeof tabs;
const tabNames = Object.keys(tabs) as readonly Tab[];

interface Frame {
  readonly tab: Tab;
  /** On a narrow screen it lies over the app, closed at first. */
  readonly isOpen: boolean;
  readonly unseen: Readonly<Record<Tab, number>>;
  /** For screen readers. */
  readonly announced: string;
}

const badge = (count: number): TemplateResult | typeof nothing =>
  count === 0 ? nothing : html`<span class="badge">${count}<span class="unseen"> new</span></span>`;

interface FrameActions {
  readonly open: (tab: Tab, focus: boolean) => void;
  readonly toggle: () => void;
  readonly letTimePass: (seconds: number) => Promise<void>;
}

const leaps = [
  ["1 hour", 3600],
  ["1 day", 86_400],
  ["3 days", 3 * 86_400],
] as const;

/** The phone around what it shows. `open` brings another tab, with the focus on it if it came by an arrow key. */
export function frameView(
  { tab, isOpen, unseen, announced }: Frame,
  content: TemplateResult,
  { open, toggle, letTimePass }: FrameActions,
): TemplateResult {
  const turn = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    open(tabNames.at((tabNames.indexOf(tab) + step) % tabNames.length) ?? tab, true);
  };
  return html`
    <button type="button" class="aid-toggle" aria-expanded=${isOpen} aria-controls="aid-body" @click=${toggle}>
      ${isOpen ? "Close the phone" : "Phone and mailbox"} ${badge(unseen.messages + unseen.mail)}
    </button>
    <div id="aid-body" class=${isOpen ? "open" : ""}>
      <p class="aid-note"><b>Test aid</b> What leaves the service, as its receivers see it. Not part of the app.</p>
      <div class="phone">
        <div class="tabs" role="tablist" aria-label="Phone" @keydown=${turn}>
          ${tabNames.map(
            (one) => html`
              <button
                type="button"
                role="tab"
                id="aid-tab-${one}"
                aria-controls="aid-panel"
                aria-selected=${one === tab}
                tabindex=${one === tab ? 0 : -1}
                @click=${() => open(one, false)}
              >
                ${tabs[one]} ${badge(unseen[one])}
              </button>
            `,
          )}
        </div>
        <div class="panel" role="tabpanel" id="aid-panel" aria-labelledby="aid-tab-${tab}" tabindex="0">${content}</div>
      </div>
      <div class="aid-clock" role="group" aria-label="Let time pass">
        <span aria-hidden="true">Let time pass</span>
        ${leaps.map(
          ([text, seconds]) =>
            html`<button type="button" class="copy" @click=${() => void letTimePass(seconds)}>${text}</button>`,
        )}
      </div>
    </div>
    <p class="unseen" role="status">${announced}</p>
  `;
}
