import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { CountersignElement } from "../base/countersign-element.ts";
import { Ticker } from "../base/controllers.ts";
import { button, copyButton } from "../parts/buttons.ts";
import { fieldError } from "../parts/fields.ts";
import { countdown } from "../parts/time.ts";
import { heading, notice } from "../parts/blocks.ts";
import { base } from "../style/base.ts";
import { controls } from "../style/controls.ts";
import { codesStyles } from "../style/enrollment.ts";
import { notices } from "../style/notices.ts";
import { backupCodesTexts, generalTexts } from "../texts/areas.ts";
import { canShare, codesFile, download, print, share } from "./hand-out.ts";

/** How long before the end the user is told of it. */
const warningMillis = 90_000;

/**
 * Ten codes to keep; leaving the page before they are saved asks back.
 *
 * @tagname countersign-backup-codes
 *
 * @fires countersign-codes-saved - The user says that they are saved
 * @csspart codes - The list of backup codes
 */
export class CountersignBackupCodes extends CountersignElement {
  static override styles = [base, controls, notices, codesStyles];
  static override properties: PropertyDeclarations = {
    codes: { attribute: false },
    deadline: { attribute: false },
    copied: { state: true },
    saved: { state: true },
    reminded: { state: true },
  };

  declare codes: readonly string[];
  /** Until when a login waits for the user; null: nothing waits. */
  declare deadline: number | null;
  declare private copied: boolean;
  declare private saved: boolean;
  declare private reminded: boolean;

  constructor() {
    super();
    this.codes = [];
    this.deadline = null;
    this.copied = false;
    this.saved = false;
    this.reminded = false;
    this.addController(
      new Ticker(
        this,
        () => (this.deadline === null ? [] : [this.deadline - warningMillis, this.deadline]),
        (passed) => {
          if (passed !== this.deadline) this.announce(this.translator.say(backupCodesTexts, "deadline"));
        },
      ),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("beforeunload", this.askBack);
    this.focusOn("h2");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("beforeunload", this.askBack);
  }

  private readonly askBack = (event: BeforeUnloadEvent): void => {
    if (!this.saved) event.preventDefault();
  };

  private get text(): string {
    const { appName = location.hostname, account } = this.named;
    return codesFile(this.translator, { issuer: appName, account, codes: this.codes, now: Date.now() });
  }

  private readonly finish = (): void => {
    if (this.saved) {
      this.dispatchEvent(new CustomEvent("countersign-codes-saved"));
      return;
    }
    this.reminded = true;
    this.announce(this.translator.say(backupCodesTexts, "savedFirst"));
    this.focusOn("#saved");
  };

  private readonly tick = (event: Event): void => {
    this.saved = event.target instanceof HTMLInputElement && event.target.checked;
    this.reminded = false;
  };

  private readonly showCopied = (succeeded: boolean): void => {
    this.copied = succeeded;
    this.announce(
      succeeded ? this.translator.say(backupCodesTexts, "copied") : this.translator.say(generalTexts, "copyFailed"),
    );
  };

  private warning(now: number): unknown {
    const { deadline, translator } = this;
    if (deadline === null || now < deadline - warningMillis || now >= deadline) return nothing;
    return notice(
      "info",
      html`<p>${translator.say(backupCodesTexts, "deadline")} ${countdown(translator, deadline, now)}</p>`,
      "clock",
    );
  }

  protected override render(): TemplateResult {
    const { translator } = this;
    const error = this.reminded ? translator.say(backupCodesTexts, "savedFirst") : null;
    const view = html`<div class="stack">
      ${heading(translator.say(backupCodesTexts, "title"), translator.say(backupCodesTexts, "lead"), "key")}
      <ol class="codes" part="codes" role="list" aria-label=${translator.say(backupCodesTexts, "listLabel")}>
        ${this.codes.map((code) => html`<li>${code}</li>`)}
      </ol>
      <div class="actions">
        ${copyButton({ translator, text: this.codes.join("\n"), copied: this.copied, onCopy: this.showCopied })}
        ${button({
          text: translator.say(backupCodesTexts, "download"),
          icon: "download",
          part: "button download",
          onClick: () => download(this.text, translator.say(backupCodesTexts, "fileName")),
        })}
        ${button({
          text: translator.say(backupCodesTexts, "print"),
          icon: "print",
          part: "button print",
          onClick: () => print(this.text, this.renderRoot),
        })}
        ${
          canShare(this.text)
            ? button({
                text: translator.say(backupCodesTexts, "share"),
                icon: "share",
                part: "button share",
                onClick: () => void share(this.text),
              })
            : nothing
        }
      </div>
      ${this.warning(Date.now())}
      <div class="field">
        <label class="check">
          <input
            id="saved"
            type="checkbox"
            .checked=${this.saved}
            aria-invalid=${error === null ? nothing : "true"}
            aria-describedby=${error === null ? nothing : "saved-error"}
            @change=${this.tick}
          />
          <span>${translator.say(backupCodesTexts, "saved")}</span>
        </label>
        ${fieldError(error, "saved")}
      </div>
      ${button({
        text: translator.say(backupCodesTexts, "finish"),
        look: "primary",
        part: "button submit",
        wide: true,
        onClick: this.finish,
      })}
    </div>`;
    return this.frame(view);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "countersign-backup-codes": CountersignBackupCodes;
  }
}
