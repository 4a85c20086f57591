import { html, LitElement, type PropertyDeclarations, type TemplateResult } from "lit";
import { localeOf, wishedLanguages } from "../language/language.ts";
import { isLoaded, loadLanguage, type TextsFor, type Translator, translatorOf } from "../language/translator.ts";

export type Theme = "light" | "dark" | "auto";

/** How long a text that was announced stays for those who look for it. */
const newsMillis = 10_000;

/**
 * The common parts of all elements: a language, a voice for screen readers, and a hand for the focus.
 *
 * @csspart frame - The card
 * @csspart title - The heading of a view
 * @csspart lead - The sentence below it
 * @csspart badge - The symbol above it
 * @csspart field - A label with its field and hints
 * @csspart label - A field's label
 * @csspart code-input - The field for a code
 * @csspart input - Any other field
 * @csspart error - The fault of a field
 * @csspart button - Every button
 * @csspart submit - The main button of a view
 * @csspart choice - A row of a list of choices
 * @csspart notice - A box that tells how things stand
 * @csspart resend - The button for another SMS
 * @cssprop --countersign-accent - The colour of primary buttons, links and the focus
 * @cssprop --countersign-on-accent - Text on the accent
 * @cssprop --countersign-surface - The ground of the card
 * @cssprop --countersign-sunken - The ground of notices and choices
 * @cssprop --countersign-text - Text
 * @cssprop --countersign-muted - Text of less weight
 * @cssprop --countersign-line - Lines between parts
 * @cssprop --countersign-edge - Edges of fields and buttons
 * @cssprop --countersign-danger - Errors and dangerous buttons
 * @cssprop --countersign-warning - Warnings
 * @cssprop --countersign-success - Success
 * @cssprop --countersign-radius - Corners of fields and buttons
 * @cssprop --countersign-card-radius - Corners of the card
 * @cssprop --countersign-padding - Padding of the card
 * @cssprop --countersign-shadow - Shadow of the card
 * @cssprop --countersign-max-width - The widest that the card gets
 * @cssprop --countersign-font - Font of the texts
 * @cssprop --countersign-font-mono - Font of codes and keys
 */
export class CountersignElement extends LitElement {
  static override properties: PropertyDeclarations = {
    theme: { type: String, reflect: true },
    lang: { type: String, reflect: true },
    appName: { type: String, attribute: "app-name" },
    account: { type: String },
    spoken: { state: true },
  };

  /** `auto`, as if left out, follows the system. */
  declare theme: Theme | undefined;
  /** The app as its users know it: it heads what they save of their backup codes. */
  declare appName: string | undefined;
  /** The account as its user knows it, for example the e-mail address; beside `appName`. */
  declare account: string | undefined;
  declare translator: Translator;
  declare private spoken: string;
  declare private readonly page: MutationObserver;
  declare private hush: ReturnType<typeof setTimeout> | undefined;
  declare private focusWish: readonly string[] | null;

  constructor() {
    super();
    this.spoken = "";
    this.focusWish = null;
    this.translator = translatorOf(localeOf([]));
    this.page = new MutationObserver(() => this.requestUpdate());
  }

  /** Whose texts the element shows. */
  protected get reader(): TextsFor {
    return "user";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.page.observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.page.disconnect();
    clearTimeout(this.hush);
  }

  /** Waits for the texts of the language, or else the English ones. A file that cannot be loaded now is asked for again at the next change. */
  protected override async scheduleUpdate(): Promise<void> {
    const { language } = localeOf(wishedLanguages(this));
    await loadLanguage(language, this.reader)
      .catch(async () => loadLanguage("en", this.reader))
      .catch(() => {});
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const wished = localeOf(wishedLanguages(this));
    const locale = isLoaded(wished.language, this.reader) ? wished : localeOf([]);
    if (locale.tag === this.translator.tag) return;
    this.translator = translatorOf(locale);
    changed.set("translator", null);
  }

  /** Says something to screen readers, once, without moving the focus. */
  protected announce(text: string): void {
    // The same text twice would not be a change, and go unheard.
    this.spoken = text === this.spoken ? `${text}\u00A0` : text;
    clearTimeout(this.hush);
    // A screen reader that comes by later reads the page as it is then, and no old news.
    this.hush = setTimeout(() => {
      this.spoken = "";
    }, newsMillis);
  }

  /** App and account as the host named them, also where this element is inside another of ours. */
  protected get named(): { readonly appName: string | undefined; readonly account: string | undefined } {
    const root = this.getRootNode();
    const around = root instanceof ShadowRoot && root.host instanceof CountersignElement ? root.host.named : null;
    return { appName: this.appName ?? around?.appName, account: this.account ?? around?.account };
  }

  /** Moves the focus after the next rendering, to what the first fitting selector finds. */
  protected focusOn(...selectors: readonly string[]): void {
    this.focusWish = selectors;
    this.requestUpdate();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    super.updated(changed);
    if (this.focusWish === null) return;
    const found = this.focusWish.map((selector) => this.renderRoot.querySelector<HTMLElement>(selector));
    const target = found.find((element) => element !== null && !element.matches(":disabled"));
    if (!target) return;
    this.focusWish = null;
    target.focus();
    // A refused code stays in its field; the next one is typed over it.
    if (target instanceof HTMLInputElement && target.name === "code") target.select();
  }

  /** A view with its language and the live region around it. All our languages run from left to right, also in a page that does not. */
  protected frame(view: unknown, className = ""): TemplateResult {
    return html`
      <div class=${className} part="frame" lang=${this.translator.language} dir="ltr">
        ${view}
        <div class="unseen" role="status" aria-live="polite">${this.spoken}</div>
      </div>
    `;
  }

  /** Tells the host; the event leaves the shadow tree. */
  protected emit(name: `countersign-${string}`, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
