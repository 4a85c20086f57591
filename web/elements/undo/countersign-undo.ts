import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { createClient, type Data, type Problem, type Result } from "../api.ts";
import { isLocked } from "../code/code-entry.ts";
import { CountersignElement } from "../base/countersign-element.ts";
import { outcomeOf, StateController, Ticker } from "../base/controllers.ts";
import { usePasskey } from "../factors/passkey/ceremony.ts";
import { button, onSubmit } from "../parts/buttons.ts";
import { codeField } from "../parts/fields.ts";
import { heading } from "../parts/blocks.ts";
import { base } from "../style/base.ts";
import { controls } from "../style/controls.ts";
import { notices } from "../style/notices.ts";
import { challengeTexts, generalTexts, settingsTexts } from "../texts/areas.ts";
import { codeErrorText, lockNotice, needsSignIn, problemText, troubleNotice } from "../trouble/trouble.ts";
import {
  forgetUndoToken,
  noUndo,
  takeUndoToken,
  type UndoMessage,
  type UndoRequest,
  type UndoState,
  undoToken,
  updateUndo,
} from "./update.ts";

/** Above the settings that it is shown in. */
const apart = css`
  .narrow {
    max-inline-size: 25rem;
    margin: 0 auto 2rem;
    padding-block-end: 2rem;
    border-block-end: 1px solid var(--_line);
  }
`;

/**
 * Brings a removed method back, by the link of an e-mail. Shown in the settings where such a link led.
 *
 * @tagname countersign-undo
 *
 * @fires countersign-undone - A method is back, others may be gone: nothing that was read before counts
 */
export class CountersignUndo extends CountersignElement {
  static override styles = [base, controls, notices, apart];
  static override properties: PropertyDeclarations = {
    baseUrl: { attribute: false },
    token: { attribute: false },
    reauthenticate: { attribute: false },
  };

  declare baseUrl: string;
  /** The host's own first-factor token. */
  declare token: (() => string | Promise<string>) | null;
  declare reauthenticate: (() => Promise<string | null>) | null;
  declare private fresh: string | null;
  declare private readonly controller: StateController<UndoState, UndoMessage, UndoRequest>;

  constructor() {
    super();
    this.baseUrl = "/";
    this.token = null;
    this.reauthenticate = null;
    this.fresh = null;
    this.controller = new StateController<UndoState, UndoMessage, UndoRequest>(this, {
      initial: noUndo,
      update: updateUndo,
      call: async (request) => this.call(request),
      onChange: (before, after) => this.follow(before, after),
    });
    this.addController(
      new Ticker(
        this,
        () => [this.waitUntil()],
        () => this.announce(this.translator.say(generalTexts, "waitOver")),
      ),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    globalThis.addEventListener("hashchange", this.open);
    this.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener("hashchange", this.open);
  }

  private readonly open = (): void => {
    const before = undoToken();
    takeUndoToken();
    const isNew = undoToken() !== before || this.controller.state.view === "none";
    if (undoToken() !== null && isNew) this.controller.send({ type: "opened" });
  };

  /** Always the password: whoever holds the mailbox alone must not get here. */
  private async confirmPassword(): Promise<boolean> {
    if (this.reauthenticate === null) return true;
    try {
      this.fresh = await this.reauthenticate();
    } catch {
      this.fresh = null;
    }
    return this.fresh !== null;
  }

  private async call(request: UndoRequest): Promise<UndoMessage> {
    if (request.call === "look" && !(await this.confirmPassword())) return { type: "unconfirmed" };
    const refused = (problem: Problem): UndoMessage => ({ type: "refused", problem, now: Date.now() });
    if (request.call === "look") return outcomeOf(this.undo({}), outcome, refused);
    if (request.call === "prove") return outcomeOf(this.undo({ code: request.code }), outcome, refused);
    const used = await usePasskey(request.publicKey);
    if ("end" in used) return { type: "ceremony-ended" };
    return outcomeOf(this.undo({ credential: used.credential }), outcome, refused);
  }

  private async undo(
    proof: Omit<Parameters<ReturnType<typeof createClient>["undoChange"]>[0], "token">,
  ): Promise<Result<Data<"undoChange">>> {
    const { baseUrl, translator } = this;
    const token = async (): Promise<string> => this.fresh ?? (await this.token?.()) ?? "";
    return createClient({ baseUrl, language: translator.tag, token }).undoChange({
      token: undoToken() ?? "",
      ...proof,
    });
  }

  private follow(before: UndoState, after: UndoState): void {
    const { translator } = this;
    if (after.view !== before.view && after.view !== "none") this.focusOn("#code", "h2");
    if (after.trouble !== null && after.trouble !== before.trouble) this.announce(this.troubleText(after.trouble));
    const error = codeErrorText(translator, after.entry.error);
    if (error !== null && after.entry.error !== before.entry.error) this.announce(error);
    if (after.view === before.view) return;
    if (["done", "over", "unknown", "none"].includes(after.view)) {
      forgetUndoToken();
      this.fresh = null;
    }
    if (after.view === "done") this.emit("countersign-undone");
  }

  private troubleText(trouble: NonNullable<UndoState["trouble"]>): string {
    const { translator } = this;
    return needsSignIn(trouble) ? translator.say(settingsTexts, "unconfirmed") : problemText(translator, trouble.code);
  }

  private waitUntil(): number {
    const { trouble, entry } = this.controller.state;
    return Math.max(trouble?.until ?? 0, entry.lock === null || entry.lock === "disabled" ? 0 : entry.lock.until);
  }

  protected override render(): TemplateResult {
    const { state } = this.controller;
    return this.frame(state.view === "none" ? nothing : html`<div class="stack narrow">${this.view(state)}</div>`);
  }

  private view(state: UndoState): unknown {
    const { translator } = this;
    const { send } = this.controller;
    const now = Date.now();
    const leave = button({
      text: translator.say(generalTexts, state.view === "intro" || state.view === "proof" ? "cancel" : "continue"),
      part: "button back",
      disabled: state.request !== null,
      onClick: () => send({ type: "left" }),
    });
    const press = (text: string, message: UndoMessage): TemplateResult =>
      button({
        text,
        look: "primary",
        part: "button submit",
        busy: state.request !== null,
        disabled: this.waitUntil() > now,
        onClick: () => send(message),
      });
    const trouble =
      state.trouble && troubleNotice(state.trouble, { translator, now }, nothing, this.troubleText(state.trouble));
    const title = translator.say(settingsTexts, "undoTitle");
    switch (state.view) {
      case "intro":
        return html`${heading(title, translator.say(settingsTexts, "undoLead"), "shield")} ${trouble}
          <div class="row">
            ${press(translator.say(settingsTexts, "enterPassword"), { type: "begin", now })} ${leave}
          </div>`;
      case "proof": {
        const { removal, entry } = state;
        if (removal?.publicKey !== undefined)
          return html`${heading(title, translator.say(settingsTexts, "undoPasskey"), "fingerprint")} ${trouble}
            <div class="row">
              ${press(translator.say(challengeTexts, "usePasskey"), { type: "submitted", now })} ${leave}
            </div>`;
        const phone = removal?.challenge?.sentTo;
        const lead =
          phone === undefined
            ? translator.say(settingsTexts, "undoApp")
            : translator.say(settingsTexts, "undoPhone", { phone });
        return html`${heading(title, lead, "key")} ${trouble} ${lockNotice(translator, entry.lock, now)}
          <form class="stack" novalidate @submit=${onSubmit(() => send({ type: "submitted", now: Date.now() }))}>
            ${codeField({
              label: translator.say(generalTexts, "codeLabel"),
              text: entry.text,
              error: codeErrorText(translator, entry.error),
              disabled: isLocked(entry, now),
              onType: (text) => send({ type: "typed", text }),
            })}
            <div class="row">
              ${button({
                text: translator.say(settingsTexts, "undoYes"),
                look: "primary",
                type: "submit",
                part: "button submit",
                busy: state.request !== null,
                disabled: this.waitUntil() > now,
              })}
              ${leave}
            </div>
          </form>`;
      }
      case "done":
        return html`${heading(translator.say(settingsTexts, "undoDone"), translator.say(settingsTexts, "undoDoneLead"), "check", "success")}
        ${leave}`;
      case "over":
        return html`${heading(title, translator.say(settingsTexts, "undoOver"), "clock")} ${leave}`;
      default:
        return html`${heading(title, translator.say(settingsTexts, "undoUnknown"), "help")} ${leave}`;
    }
  }
}

/** The first call tells what it is about, the second one has nothing to say. */
const outcome = (removal: Data<"undoChange"> | undefined): UndoMessage =>
  removal === undefined || typeof removal !== "object" ? { type: "undone" } : { type: "looked", removal };

declare global {
  interface HTMLElementTagNameMap {
    "countersign-undo": CountersignUndo;
  }
}
