import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { type Client, createClient, type Completed, type Earned, type EnrollmentOffer } from "../api.ts";
import { failedNotice } from "../challenge/view.ts";
import { CountersignElement } from "../base/countersign-element.ts";
import { base, card, exportedParts, tokens } from "../style/base.ts";
import { StateController, Ticker } from "../base/controllers.ts";
import type { EnrolledDetail } from "../enrollment/countersign-enrollment.ts";
import { signalAccepted } from "../factors/passkey/ceremony.ts";
import { controls } from "../style/controls.ts";
import { notices } from "../style/notices.ts";
import { settingsStyles } from "../style/settings.ts";
import { notice } from "../parts/blocks.ts";
import { generalTexts, settingsTexts } from "../texts/areas.ts";
import { updateSettings } from "./update.ts";
import { acceptedNow, announcement, callSettings, focusAfter } from "./effects.ts";
import { remember, remembered, unfinishedIn } from "./replacement.ts";
import type { SettingsMessage, SettingsRequest, SettingsState } from "./state.ts";
import { provenClient, type ProvenClient, StepUpPrompt } from "../step-up/step-up-prompt.ts";
import type { StepUpState } from "../step-up/update.ts";
import { stepUpView } from "../step-up/view.ts";
import { settingsView } from "./view.ts";

/**
 * The user's own second step, on the account page.
 *
 * @tagname countersign-settings
 *
 * @fires countersign-assertion - A code was proven here. `detail`: the assertion and its end
 * @fires countersign-changed - Something was changed. `detail`: whether the second step is on
 * @fires countersign-token-needed - Only a new sign-in helps: ask for the password, then call `restart()`
 * @csspart codes - The list of backup codes
 * @csspart section - A part of the page
 * @csspart method - A row of a method
 * @csspart steps - The steps of a change of device
 * @csspart question - A question before a change
 * @csspart activity - The list of events
 */
export class CountersignSettings extends CountersignElement {
  static override styles = [tokens, base, card, controls, notices, settingsStyles];
  static override properties: PropertyDeclarations = {
    baseUrl: { type: String, attribute: "base-url" },
    token: { attribute: false },
    reauthenticate: { attribute: false },
  };

  /** Where the service is; as if left out: where the page is. */
  declare baseUrl: string;
  /** Brings a first-factor token; asked at every call for which no code was entered. Once it is set, the settings are read. */
  declare token: (() => string | Promise<string>) | null;
  /** Asks for the password and brings a new first-factor token; null if the user would rather not. */
  declare reauthenticate: (() => Promise<string | null>) | null;
  declare private client: Client | null;
  declare private proven: ProvenClient | null;
  declare private readonly controller: StateController<SettingsState, SettingsMessage, SettingsRequest>;
  declare private readonly stepUp: StepUpPrompt;

  constructor() {
    super();
    this.baseUrl = "/";
    this.token = null;
    this.reauthenticate = null;
    this.client = null;
    this.proven = null;
    this.controller = new StateController<SettingsState, SettingsMessage, SettingsRequest>(this, {
      initial: { view: "waiting", request: null },
      update: updateSettings,
      call: async (request) => this.call(request),
      onChange: (before, after) => this.follow(before, after),
    });
    this.stepUp = new StepUpPrompt(this, {
      baseUrl: () => this.baseUrl,
      token: () => this.token ?? (() => ""),
      reauthenticate: () => this.reauthenticate,
      asksCode: () => this.asksCode(),
      onTokenNeeded: () => this.emit("countersign-token-needed"),
      onChange: (before, after) => this.followProof(before, after),
    });
    this.addController(
      new Ticker(
        this,
        () => [this.waitUntil()],
        () => this.announce(this.translator.say(generalTexts, "waitOver")),
      ),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stepUp.giveUp();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (this.token === null) return;
    const { baseUrl, stepUp } = this;
    const isMoved = changed.has("baseUrl") && this.client !== null;
    if (isMoved || this.client === null || changed.has("translator")) {
      const client = createClient({ baseUrl, token: stepUp.token, language: this.translator.tag });
      this.client = client;
      this.proven = provenClient(client, stepUp.prove);
    }
    if (isMoved || this.controller.state.view === "waiting") this.restart();
  }

  /** Reads everything anew and forgets what was proven: for somebody else, or with another token after `countersign-token-needed`. */
  restart(): void {
    this.stepUp.giveUp();
    this.stepUp.drop();
    this.stepUp.isElsewhere = false;
    this.stepUp.failedBefore = 0;
    this.controller.send({ type: "start" });
  }

  private async call(request: SettingsRequest): Promise<SettingsMessage> {
    const { client, proven, baseUrl, stepUp } = this;
    if (client === null || proven === null)
      return { type: "refused", problem: { code: "unexpected", status: 0 }, now: Date.now() };
    // The service answers it to the password, and to no access token.
    const { getRecovery } = createClient({ baseUrl, token: stepUp.passwordToken, language: this.translator.tag });
    return callSettings({ ...proven, listFactors: client.listFactors, getRecovery }, request, remembered, async () =>
      this.confirmPassword(),
    );
  }

  /** Without the host's callback nothing can ask; then the service's own rule about the password's age has to do. */
  private async confirmPassword(): Promise<boolean> {
    return this.reauthenticate === null || this.stepUp.prove({ password: true, code: true });
  }

  /** Without a method the password is all that the service can ask for. */
  private asksCode(): boolean {
    const { state } = this.controller;
    return state.view === "ready" && state.twoFactor.enabled;
  }

  private waitUntil(): number {
    const { state } = this.controller;
    return (state.view === "failed" ? state.until : state.view === "ready" ? state.trouble?.until : null) ?? 0;
  }

  private follow(before: SettingsState, after: SettingsState): void {
    const said = announcement(this.translator, before, after);
    if (said !== null) this.announce(said);
    const target = focusAfter(before, after);
    if (target !== null) this.focusOn(...target);
    if (after.view === "signed-out" && before.view !== after.view) this.emit("countersign-token-needed");
    if (after.view !== "ready") return;
    const accepted = acceptedNow(before, after);
    if (accepted !== null) void signalAccepted(accepted);
    remember(unfinishedIn(after));
    // The code's token ended with the second step; from here on the password's shows what happened.
    if (before.view === "ready" && before.twoFactor.enabled && !after.twoFactor.enabled) this.stepUp.drop();
    if (before.view === "ready" && after.changes !== before.changes)
      this.emit("countersign-changed", { enabled: after.twoFactor.enabled });
  }

  private followProof(before: StepUpState, after: StepUpState): void {
    // The prompt for the code takes the focus from nobody else.
    const focused = this.renderRoot instanceof ShadowRoot ? this.renderRoot.activeElement : null;
    if (after.view === "code" && focused instanceof HTMLElement) focused.blur();
    if (after.view === "password") this.focusOn("h2");
    if (after.view === "idle" && before.view !== "idle") this.focusOn('[aria-busy="true"]', "h2");
  }

  /** The access token stays here; the assertion is the host's. */
  private readonly confirmed = (earned: Earned | Completed, receivedAt?: number): void => {
    this.stepUp.failedBefore = "failedSinceLastLogin" in earned ? earned.failedSinceLastLogin : 0;
    this.stepUp.earned(earned, receivedAt);
    this.emit("countersign-assertion", { assertion: earned.assertion, expiresAt: earned.expiresAt });
    this.requestUpdate();
  };

  private readonly enrolled = ({ detail }: CustomEvent<EnrolledDetail>): void => {
    if ("assertion" in detail) this.confirmed(detail, detail.receivedAt);
    this.controller.send({ type: "enrolled", factor: detail.factor });
  };

  private readonly enrollment = (offer: EnrollmentOffer, steps: "first" | "further" | null): TemplateResult =>
    html`<countersign-enrollment
      exportparts=${exportedParts}
      .client=${this.proven}
      .offer=${offer}
      .steps=${steps}
      @countersign-enrolled=${this.enrolled}
      @countersign-enrolled-before=${() => this.controller.send({ type: "enrolled-before" })}
      @countersign-enrollment-left=${() => this.controller.send({ type: "close" })}
    ></countersign-enrollment>`;

  private readonly newCodes = (codes: readonly string[]): TemplateResult =>
    html`<countersign-backup-codes
      exportparts=${exportedParts}
      .codes=${codes}
      @countersign-codes-saved=${() => this.controller.send({ type: "codes-saved" })}
    ></countersign-backup-codes>`;

  protected override render(): TemplateResult {
    const { translator, enrollment, newCodes, client, proven, stepUp, baseUrl, theme, confirmed } = this;
    const { state, send } = this.controller;
    const changes = state.view === "ready" ? state.changes : 0;
    const activity = (): TemplateResult =>
      html`<countersign-activity .client=${client} .proven=${proven} .changes=${changes}></countersign-activity>`;
    const devices = (): TemplateResult =>
      html`<countersign-devices
        exportparts=${exportedParts}
        .client=${client}
        .proven=${proven}
        .changes=${changes}
      ></countersign-devices>`;
    const signIn = (): void => this.emit("countersign-token-needed");
    const proof = {
      translator,
      send: stepUp.send,
      baseUrl,
      theme,
      token: stepUp.codeToken,
      confirmed,
      parts: exportedParts,
    };
    const context = { translator, now: Date.now(), send, signIn, enrollment, newCodes, activity, devices };
    // The page beneath stays as it is, to go on from there.
    return this.frame(
      html`${stepUp.isElsewhere ? notice("info", translator.say(settingsTexts, "elsewhere")) : nothing}
        <countersign-undo
          exportparts=${exportedParts}
          .baseUrl=${baseUrl}
          .token=${this.token}
          .reauthenticate=${this.reauthenticate}
          @countersign-undone=${() => this.restart()}
        ></countersign-undo>
        ${failedNotice(translator, stepUp.failedBefore)} ${stepUpView(stepUp.state, proof)}
        <div ?hidden=${stepUp.state.view !== "idle"}>${settingsView(state, context)}</div>`,
      "card",
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "countersign-settings": CountersignSettings;
  }
}
