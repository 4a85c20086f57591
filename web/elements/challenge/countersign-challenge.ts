import { html, type PropertyDeclarations, type TemplateResult } from "lit";
import { type Client, createClient, type Problem } from "../api.ts";
import { CountersignElement } from "../base/countersign-element.ts";
import { base, card, exportedParts, steady, tokens } from "../style/base.ts";
import { StateController, Ticker, WebOtp } from "../base/controllers.ts";
import { forgetProofs, handOverBy, isStillGood, ownerOf, shareProof } from "../base/proofs.ts";
import type { EnrolledDetail } from "../enrollment/countersign-enrollment.ts";
import { controls } from "../style/controls.ts";
import { notices } from "../style/notices.ts";
import { generalTexts } from "../texts/areas.ts";
import { announcement, askedAt, deadlinesOf, focusAfter, isResend } from "./effects.ts";
import { updateChallenge } from "./update.ts";
import { type ChallengeMessage, type ChallengeRequest, type ChallengeState, sentTo } from "./state.ts";
import { browserDevices, callChallenge, type DeviceStore } from "./calls.ts";
import { fateOf, isCall } from "../method/delivery.ts";
import { challengeView } from "./view.ts";

/**
 * The prompt after the password.
 *
 * @tagname countersign-challenge
 *
 * @fires countersign-complete - The login is done. `detail`: the assertion for the app's own server, how it was earned, and how many wrong codes came before it
 * @fires countersign-cancel - The user gives up
 * @fires countersign-token-needed - Only a new sign-in helps: ask for the password, then call `restart()`
 * @csspart other-way - The button to the other methods
 * @csspart letters - The button that brings the letters of the keyboard
 */
export class CountersignChallenge extends CountersignElement {
  static override styles = [tokens, base, card, steady, controls, notices];
  static override properties: PropertyDeclarations = {
    baseUrl: { type: String, attribute: "base-url" },
    token: { attribute: false },
    methods: { attribute: false },
    rememberDevice: { type: Boolean, attribute: "remember-device" },
    deviceStore: { attribute: false },
  };

  /** Where the service is; as if left out: where the page is. */
  declare baseUrl: string;
  /** Brings the first-factor token. Once it is there, the login starts. */
  declare token: (() => string | Promise<string>) | null;
  /** The only methods that help, as a refusal named them; null: each does. */
  declare methods: readonly string[] | null;
  /** Offers to remember this browser, where the organization allows it. The app's server then has to accept such logins (`acceptRemembered`). */
  declare rememberDevice: boolean;
  /** Where the tokens of remembered devices are kept; null: in the browser's storage. */
  declare deviceStore: DeviceStore | null;
  declare private client: Client | null;
  declare private owner: string | null;
  declare private readonly controller: StateController<ChallengeState, ChallengeMessage, ChallengeRequest>;

  constructor() {
    super();
    this.baseUrl = "/";
    this.token = null;
    this.methods = null;
    this.rememberDevice = false;
    this.deviceStore = null;
    this.client = null;
    this.owner = null;
    this.controller = new StateController<ChallengeState, ChallengeMessage, ChallengeRequest>(this, {
      initial: { view: "waiting", request: null },
      update: updateChallenge,
      call: async (request) => this.call(request),
      onChange: (before, after) => this.follow(before, after),
    });
    this.addController(
      new WebOtp(
        () => this.awaited(),
        (text) => this.controller.send({ type: "typed", text, now: Date.now() }),
      ),
    );
    this.addController(
      new Ticker(
        this,
        () => deadlinesOf(this.controller.state),
        (passed) => this.passed(passed),
      ),
    );
  }

  private passed(deadline: number): void {
    const { state } = this.controller;
    const challengeId = askedAt(state, deadline);
    if (challengeId !== null) void this.askFate(challengeId);
    if (challengeId === null || isResend(state, deadline))
      this.announce(this.translator.say(generalTexts, isResend(state, deadline) ? "resendNow" : "waitOver"));
  }

  /** Beside the calls of the user, who may type the code meanwhile. */
  private async askFate(challengeId: string): Promise<void> {
    const fate = this.client && (await fateOf(this.client, challengeId));
    if (fate !== null) this.controller.send(fate);
  }

  /** The challenge whose code the field waits for. */
  private awaited(): string | null {
    const { state } = this.controller;
    if (state.view !== "prompt" || sentTo(state.chosen) === null || state.sent?.end !== null) return null;
    return isCall(state.sent.challenge) ? null : state.sent.challenge.id;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (this.token === null) return;
    const isMoved = changed.has("baseUrl") && this.client !== null;
    if (isMoved || this.client === null || changed.has("translator")) this.client = this.newClient();
    if (isMoved || this.controller.state.view === "waiting") this.restart();
  }

  /** Begins the login anew: with another token, after `countersign-token-needed`. */
  restart(): void {
    forgetProofs();
    this.controller.send({ type: "start" });
  }

  /** It asks for the token at every call, so a host may hand in another function at any time without a new start. */
  private newClient(): Client {
    const { baseUrl, translator } = this;
    const token = async (): Promise<string> => {
      const own = (await this.token?.()) ?? "";
      this.owner = ownerOf(baseUrl, own);
      return own;
    };
    return createClient({ baseUrl, language: translator.tag, token });
  }

  private async call(request: ChallengeRequest): Promise<ChallengeMessage> {
    const { client, methods } = this;
    if (client === null) return { type: "refused", problem: { code: "unexpected", status: 0 }, now: Date.now() };
    const devices = this.deviceStore ?? browserDevices(this.baseUrl);
    return callChallenge(client, request, { methods, devices: this.rememberDevice ? devices : null });
  }

  private follow(before: ChallengeState, after: ChallengeState): void {
    const said = announcement(this.translator, before, after, Date.now());
    if (said !== null) this.announce(said);
    const target = focusAfter(before, after);
    if (target !== null && (before.view !== "starting" || this.mayTakeFocus())) this.focusOn(...target);
    if (after.view === before.view) return;
    if (after.view === "done") {
      const { accessToken, expiresAt } = after.result;
      if (accessToken !== null)
        shareProof(this.owner, { token: accessToken, until: handOverBy(expiresAt, Date.now()) });
      this.emit("countersign-complete", after.result);
    }
    if (after.view === "signed-out") this.emit("countersign-token-needed");
  }

  /** When the prompt appears by itself, it takes the focus only from nobody. */
  private mayTakeFocus(): boolean {
    const { activeElement } = document;
    return activeElement === null || activeElement === document.body || activeElement === this;
  }

  private readonly cancel = (): void => this.emit("countersign-cancel");

  /** A user who was only offered a set-up is let in without it. */
  private readonly left = (): void => {
    const { state, send } = this.controller;
    if (state.view === "enrollment" && state.question !== null) send({ type: "enrollment-left" });
    else this.cancel();
  };

  /** A method that was added to others meanwhile earns nothing: the login is asked anew. */
  private readonly enrolled = ({ detail }: CustomEvent<EnrolledDetail>): void => {
    if (!("assertion" in detail)) {
      this.restart();
      return;
    }
    const { assertion, accessToken, expiresAt, factor } = detail;
    const onTime = isStillGood(detail, Date.now());
    const result = { assertion, accessToken, expiresAt, method: factor.type, failedSinceLastLogin: 0 };
    this.controller.send({ type: "enrolled", onTime, result });
  };

  protected override render(): TemplateResult {
    const { state, send } = this.controller;
    const trouble = ({ detail }: CustomEvent<Problem>): void =>
      send({ type: "refused", problem: detail, now: Date.now() });
    if (state.view === "prompt" && state.page === "recovery")
      return this.frame(
        html`<countersign-recovery
          exportparts=${exportedParts}
          .client=${this.client}
          .recovery=${state.recovery}
          @countersign-enrolled=${this.enrolled}
          @countersign-enrolled-before=${() => this.restart()}
          @countersign-recovery-left=${() => send({ type: "page", page: "lost" })}
          @countersign-trouble=${trouble}
        ></countersign-recovery>`,
        "card",
      );
    if (state.view !== "enrollment")
      return this.frame(
        challengeView(state, { translator: this.translator, now: Date.now(), send, cancel: this.cancel }),
        "card",
      );
    return this.frame(
      html`<countersign-enrollment
        exportparts=${exportedParts}
        .client=${this.client}
        .offer=${state.offer}
        .keepsAssertion=${true}
        .steps=${"first"}
        @countersign-enrolled=${this.enrolled}
        @countersign-enrolled-before=${() => this.restart()}
        @countersign-enrollment-left=${this.left}
        @countersign-trouble=${trouble}
      ></countersign-enrollment>`,
      "card",
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "countersign-challenge": CountersignChallenge;
  }
}
