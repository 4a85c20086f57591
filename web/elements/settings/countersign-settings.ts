import { html, type PropertyDeclarations, type TemplateResult } from "lit";
import { type Client, type Completed, createClient, type EnrollmentOffer } from "../api.ts";
import { CountersignElement } from "../base/countersign-element.ts";
import { Machine } from "../base/state-controller.ts";
import { Ticker } from "../base/ticker.ts";
import { handOverBy } from "../challenge/deadlines.ts";
import type { EnrolledDetail } from "../enrollment/countersign-enrollment.ts";
import { base, card } from "../style/base.ts";
import { controls } from "../style/controls.ts";
import { notices } from "../style/notices.ts";
import { settingsStyles } from "../style/settings.ts";
import { tokens } from "../style/tokens.ts";
import { generalTexts } from "../texts/areas.ts";
import { announcement } from "./announcement.ts";
import { focusAfter } from "./focus.ts";
import { settingsNext } from "./update.ts";
import { performSettings } from "./effects.ts";
import { unfinishedIn } from "./replacement.ts";
import type { SettingsMessage, SettingsRequest, SettingsState } from "./state.ts";
import { ProofDesk } from "../step-up/step-up-prompt.ts";
import { provenClient, type ProvenClient } from "../step-up/proven-client.ts";
import type { StepUpState } from "../step-up/state.ts";
import { stepUpView } from "../step-up/view.ts";
import { remember, remembered } from "./unfinished.ts";
import { settingsView } from "./view.ts";

const innerParts =
  "title, lead, badge, field, label, code-input, input, error, button, submit, choice, notice, resend, codes";

/** The user's own second step, on the account page. */
export class CountersignSettings extends CountersignElement {
  static override styles = [tokens, base, card, controls, notices, settingsStyles];
  static override properties: PropertyDeclarations = {
    baseUrl: { type: String, attribute: "base-url" },
    token: { attribute: false },
    reauthenticate: { attribute: false },
  };

  /** Where the service is; as if left out: where the page is. */
  declare baseUrl: string;
  /** Brings an assertion, or a first-factor token; asked at every call. Once it is set, the settings are read. */
  declare token: (() => string | Promise<string>) | null;
  /** Asks for the password and brings a new first-factor token; null if the user would rather not. */
  declare reauthenticate: (() => Promise<string | null>) | null;
  declare private client: Client | null;
  declare private proven: ProvenClient | null;
  declare private readonly machine: Machine<SettingsState, SettingsMessage, SettingsRequest>;
  declare private readonly desk: ProofDesk;

  constructor() {
    super();
    this.baseUrl = "/";
    this.token = null;
    this.reauthenticate = null;
    this.client = null;
    this.proven = null;
    this.machine = new Machine<SettingsState, SettingsMessage, SettingsRequest>(this, {
      initial: { view: "waiting", request: null },
      next: settingsNext,
      perform: async (request) => this.perform(request),
      onStep: (before, after) => this.follow(before, after),
    });
    this.desk = new ProofDesk(this, {
      token: () => this.token ?? (() => ""),
      reauthenticate: () => this.reauthenticate,
      asksCode: () => this.asksCode(),
      onTokenNeeded: () => this.tell("countersign-token-needed"),
      onStep: (before, after) => this.followProof(before, after),
    });
    this.addController(
      new Ticker(
        this,
        () => [this.waitUntil()],
        () => this.announce(this.speech.say(generalTexts, "waitOver")),
      ),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.desk.giveUp();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (this.token === null) return;
    const { baseUrl, desk } = this;
    const isMoved = changed.has("baseUrl") && this.client !== null;
    if (isMoved || this.client === null || changed.has("speech")) {
      const client = createClient({ baseUrl, token: desk.token, language: this.speech.tag });
      this.client = client;
      this.proven = provenClient(client, desk.prove);
    }
    if (isMoved || this.machine.state.view === "waiting") this.restart();
  }

  /** Reads everything anew and forgets what was proven: for somebody else, or with another token after `countersign-token-needed`. */
  restart(): void {
    this.desk.giveUp();
    this.desk.hold(null);
    this.machine.send({ type: "start" });
  }

  private async perform(request: SettingsRequest): Promise<SettingsMessage> {
    const { client, proven } = this;
    if (client === null || proven === null)
      return { type: "refused", problem: { code: "unexpected", status: 0 }, now: Date.now() };
    return performSettings({ ...proven, listFactors: client.listFactors }, request, remembered);
  }

  /** Only where a method is required and there is none, the password is all that the service can ask for. */
  private asksCode(): boolean {
    const { state } = this.machine;
    return state.view === "ready" && (state.twoFactor.enabled || !state.twoFactor.required);
  }

  private waitUntil(): number {
    const { state } = this.machine;
    return (state.view === "failed" ? state.until : state.view === "ready" ? state.trouble?.until : null) ?? 0;
  }

  private follow(before: SettingsState, after: SettingsState): void {
    const said = announcement(this.speech, before, after);
    if (said !== null) this.announce(said);
    const target = focusAfter(before, after);
    if (target !== null) this.focusOn(...target);
    if (after.view === "signed-out" && before.view !== after.view) this.tell("countersign-token-needed");
    if (after.view !== "ready") return;
    remember(unfinishedIn(after));
    if (before.view === "ready" && after.changes !== before.changes)
      this.tell("countersign-changed", { enabled: after.twoFactor.enabled });
  }

  private followProof(before: StepUpState, after: StepUpState): void {
    // The prompt for the code takes the focus from nobody else.
    const focused = this.renderRoot instanceof ShadowRoot ? this.renderRoot.activeElement : null;
    if (after.view === "code" && focused instanceof HTMLElement) focused.blur();
    if (after.view === "password") this.focusOn("h2");
    if (after.view === "idle" && before.view !== "idle") this.focusOn('[aria-busy="true"]', "h2");
  }

  /** Keeps the stronger token for what comes next, and gives it to the host. */
  private hold({ assertion, expiresAt }: Pick<Completed, "assertion" | "expiresAt">, receivedAt = Date.now()) {
    const proof = { token: assertion, until: handOverBy(expiresAt, receivedAt) };
    this.desk.hold(proof);
    this.tell("countersign-assertion", { assertion, expiresAt });
    return proof;
  }

  private readonly confirmed = (completed: Completed): void =>
    this.desk.send({ type: "code-right", proof: this.hold(completed) });

  private readonly enrolled = ({ detail }: CustomEvent<EnrolledDetail>): void => {
    this.hold(detail, detail.receivedAt);
    this.machine.send({ type: "enrolled", factor: detail.factor });
  };

  private readonly enrollment = (offer: EnrollmentOffer): TemplateResult =>
    html`<countersign-enrollment
      exportparts=${innerParts}
      .client=${this.proven}
      .offer=${offer}
      @countersign-enrolled=${this.enrolled}
      @countersign-enrollment-left=${() => this.machine.send({ type: "close" })}
    ></countersign-enrollment>`;

  private readonly newCodes = (codes: readonly string[]): TemplateResult =>
    html`<countersign-backup-codes
      exportparts=${innerParts}
      .codes=${codes}
      @countersign-codes-saved=${() => this.machine.send({ type: "codes-saved" })}
    ></countersign-backup-codes>`;

  protected override render(): TemplateResult {
    const { speech, enrollment, newCodes, client, desk, baseUrl, theme, confirmed } = this;
    const { state, send } = this.machine;
    const changes = state.view === "ready" ? state.changes : 0;
    const activity = (): TemplateResult =>
      html`<countersign-activity .client=${client} .changes=${changes}></countersign-activity>`;
    const signIn = (): void => this.tell("countersign-token-needed");
    const proof = { speech, send: desk.send, baseUrl, theme, token: desk.codeToken, confirmed, parts: innerParts };
    const context = { speech, now: Date.now(), send, signIn, enrollment, newCodes, activity };
    // What the user was at stays as it is beneath, to go on from there.
    return this.frame(
      html`${stepUpView(desk.state, proof)}
        <div ?hidden=${desk.state.view !== "idle"}>${settingsView(state, context)}</div>`,
      "card",
    );
  }
}
