import { html, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Client, Problem, RecoveryUnderWay } from "../api.ts";
import { CountersignElement } from "../base/countersign-element.ts";
import { base, exportedParts } from "../style/base.ts";
import { outcomeOf, StateController, Ticker } from "../base/controllers.ts";
import type { EnrolledDetail, EnrollmentClient } from "../enrollment/countersign-enrollment.ts";
import { offerOf } from "../enrollment/update.ts";
import { controls } from "../style/controls.ts";
import { notices } from "../style/notices.ts";
import { generalTexts, recoveryTexts } from "../texts/areas.ts";
import { needsSignIn, problemText } from "../trouble/trouble.ts";
import {
  isAboutRecovery,
  noRecovery,
  type RecoveryMessage,
  type RecoveryRequest,
  type RecoveryState,
  updateRecovery,
} from "./update.ts";
import { codeText, recoveryView, waitingText } from "./view.ts";

type RecoveryClient = Pick<
  Client,
  | "getRecovery"
  | "askRecovery"
  | "confirmRecovery"
  | "completeRecovery"
  | "listFactors"
  | "confirmFactor"
  | "resendEnrollmentSms"
  | "smsDelivery"
>;

/**
 * The way back in for who has lost everything, inside the prompt. Its events stay with the element around it.
 *
 * @tagname countersign-recovery
 *
 * @fires countersign-enrolled - `detail`: the method that takes the place of all earlier ones, and when it came
 * @fires countersign-enrolled-before - The method is on since an earlier try
 * @fires countersign-recovery-left - The user goes back
 * @fires countersign-trouble - `detail`: a problem that only the element around can solve
 */
export class CountersignRecovery extends CountersignElement {
  static override styles = [base, controls, notices];
  static override properties: PropertyDeclarations = {
    client: { attribute: false },
    recovery: { attribute: false },
  };

  declare client: RecoveryClient | null;
  /** As the service told of it; setting it starts anew. */
  declare recovery: RecoveryUnderWay | null;
  declare private settingUp: EnrollmentClient | null;
  declare private readonly controller: StateController<RecoveryState, RecoveryMessage, RecoveryRequest>;

  constructor() {
    super();
    this.client = null;
    this.recovery = null;
    this.settingUp = null;
    this.controller = new StateController<RecoveryState, RecoveryMessage, RecoveryRequest>(this, {
      initial: noRecovery,
      update: updateRecovery,
      call: async (request) => this.call(request),
      onChange: (before, after) => this.follow(before, after),
    });
    this.addController(
      new Ticker(
        this,
        () => this.deadlines(),
        () => this.announce(this.translator.say(generalTexts, "waitOver")),
      ),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.focusOn("#code", "h2");
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (changed.has("recovery")) this.controller.send({ type: "opened", recovery: this.recovery });
  }

  private async call(request: RecoveryRequest): Promise<RecoveryMessage> {
    const { client } = this;
    const refused = (problem: Problem): RecoveryMessage => {
      if (needsSignIn(problem)) this.dispatchEvent(new CustomEvent("countersign-trouble", { detail: problem }));
      return { type: "refused", problem, now: Date.now() };
    };
    if (client === null) return refused({ code: "unexpected", status: 0 });
    const stands = ({ recovery }: { readonly recovery: RecoveryUnderWay | null }): RecoveryMessage => ({
      type: "stands",
      recovery,
    });
    switch (request.call) {
      case "look":
        return outcomeOf(client.getRecovery(), stands, refused);
      case "ask":
        return outcomeOf(client.askRecovery(), stands, refused);
      case "confirm":
        return outcomeOf(client.confirmRecovery({ code: request.code }), stands, refused);
      case "listOffer": {
        const { code } = request;
        // The new method is a first one again: registration by an admin binds it.
        const call = client.listFactors();
        return outcomeOf(
          call,
          (data) => ({ type: "offered", offer: offerOf({ ...data, enabled: false }), code }),
          refused,
        );
      }
    }
  }

  private follow(before: RecoveryState, after: RecoveryState): void {
    if (after.view !== before.view) this.focusOn("#code", "h2");
    if (after.view === "set-up" && before.view !== "set-up") this.settingUp = this.clientWith(after.code);
    const said = this.newsOf(before, after);
    if (said !== null) this.announce(said);
    if (before.request !== null && after.request === null && after.view === before.view) this.focusOn("#code", "h2");
  }

  private newsOf(before: RecoveryState, after: RecoveryState): string | null {
    const { translator } = this;
    if (after.trouble !== null && after.trouble !== before.trouble) return problemText(translator, after.trouble.code);
    if (after.view === "not-offered" && before.view !== after.view)
      return problemText(translator, "recovery_not_offered");
    if (after.view === "waiting" && before.request !== null && after.request === null)
      return waitingText(after, { translator, now: Date.now() });
    if (!("entry" in after)) return null;
    const was = "entry" in before ? before : null;
    if (after.sentAgain && was?.sentAgain !== true) return translator.say(recoveryTexts, "sentAgain");
    return after.entry.error === was?.entry.error ? null : codeText(translator, after.entry.error);
  }

  /** The enrollment's own calls; the one that begins a method brings the second code, and its refusal may lead back to it. */
  private clientWith(code: string): EnrollmentClient | null {
    const { client } = this;
    if (client === null) return null;
    return {
      confirmFactor: client.confirmFactor,
      resendEnrollmentSms: client.resendEnrollmentSms,
      smsDelivery: client.smsDelivery,
      enrollFactor: async (input, options) => {
        const result = await client.completeRecovery({ ...input, code }, options);
        if (result.problem !== undefined && isAboutRecovery(result.problem))
          this.controller.send({ type: "set-up-refused", problem: result.problem, now: Date.now() });
        return result;
      },
    };
  }

  private deadlines(): readonly number[] {
    const { state } = this.controller;
    const lock = "entry" in state ? state.entry.lock : null;
    return [state.trouble?.until ?? 0, lock === null || lock === "disabled" ? 0 : lock.until];
  }

  private readonly leave = (): void => {
    this.dispatchEvent(new CustomEvent("countersign-recovery-left"));
  };

  private readonly enrolled = ({ detail }: CustomEvent<EnrolledDetail>): void => {
    this.dispatchEvent(new CustomEvent("countersign-enrolled", { detail }));
  };

  protected override render(): TemplateResult {
    const { state, send } = this.controller;
    const { translator, leave } = this;
    if (state.view !== "set-up") return this.frame(recoveryView(state, { translator, now: Date.now(), send, leave }));
    return this.frame(
      html`<countersign-enrollment
        exportparts=${exportedParts}
        .client=${this.settingUp}
        .offer=${state.offer}
        .keepsAssertion=${true}
        .steps=${"first"}
        @countersign-enrolled=${this.enrolled}
        @countersign-enrolled-before=${() => this.dispatchEvent(new CustomEvent("countersign-enrolled-before"))}
        @countersign-enrollment-left=${() => send({ type: "set-up-left" })}
        @countersign-trouble=${({ detail }: CustomEvent<Problem>) =>
          this.dispatchEvent(new CustomEvent("countersign-trouble", { detail }))}
      ></countersign-enrollment>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "countersign-recovery": CountersignRecovery;
  }
}
