import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Client, Confirmed, EnrollmentOffer, FactorType, Problem } from "../api.ts";
import { CountersignElement } from "../base/countersign-element.ts";
import { base, exportedParts } from "../style/base.ts";
import { outcomeOf, StateController, Ticker, WebOtp } from "../base/controllers.ts";
import { handOverBy } from "../base/proofs.ts";
import { controls } from "../style/controls.ts";
import { enrollmentStyles } from "../style/enrollment.ts";
import { notices } from "../style/notices.ts";
import { enrollmentTexts, generalTexts } from "../texts/areas.ts";
import { makePasskey } from "../factors/passkey/ceremony.ts";
import { announcement, focusAfter, placeOf } from "./effects.ts";
import { type EnrollmentMessage, type EnrollmentState, startEnrollment, updateEnrollment } from "./update.ts";
import { fateOf } from "../method/delivery.ts";
import { hasEntry, type SetUpRequest } from "../method/set-up.ts";
import { needsSignIn } from "../trouble/trouble.ts";
import { enrollmentView } from "./view.ts";

export type EnrollmentClient = Pick<Client, "enrollFactor" | "confirmFactor" | "resendEnrollmentSms" | "smsDelivery">;

/** The outcome of an enrollment. */
export type EnrolledDetail = Confirmed & { readonly receivedAt: number };

/**
 * Sets a method up, up to the saved backup codes. Its events stay with the element around it.
 *
 * @tagname countersign-enrollment
 *
 * @fires countersign-enrolled-before - The method is on since an earlier try, and nobody saw the backup codes that it may have brought
 * @fires countersign-enrolled - `detail`: the confirmed factor, and when it came
 * @fires countersign-enrollment-left - The user does not want to go on
 * @fires countersign-trouble - `detail`: a problem that only the element around can solve
 * @csspart codes - The list of backup codes
 */
export class CountersignEnrollment extends CountersignElement {
  static override styles = [base, controls, notices, enrollmentStyles];
  static override properties: PropertyDeclarations = {
    client: { attribute: false },
    offer: { attribute: false },
    factorType: { attribute: false },
    keepsAssertion: { attribute: false },
    steps: { attribute: false },
    copied: { state: true },
  };

  declare client: EnrollmentClient | null;
  /** Setting it starts anew. */
  declare offer: EnrollmentOffer | null;
  /** Leaves no choice. */
  declare factorType: FactorType | null;
  /** A login waits for the assertion, so saving the codes should not outlast it. */
  declare keepsAssertion: boolean;
  /** The first method brings backup codes as a last step; null: the element around counts the steps. */
  declare steps: "first" | "further" | null;
  declare private copied: boolean;
  declare private controller: StateController<EnrollmentState, EnrollmentMessage, SetUpRequest> | null;

  constructor() {
    super();
    this.client = null;
    this.offer = null;
    this.factorType = null;
    this.keepsAssertion = false;
    this.steps = null;
    this.copied = false;
    this.controller = null;
    this.addController(
      new WebOtp(
        () => this.awaited(),
        (text) => this.controller?.send({ type: "typed", text, now: Date.now() }),
      ),
    );
    this.addController(
      new Ticker(
        this,
        () => this.deadlines(),
        (deadline) => this.passed(deadline),
      ),
    );
  }

  private passed(deadline: number): void {
    const state = this.controller?.state;
    if (state?.view === "text" && state.askAt === deadline) void this.askFate(state.challenge.id);
    else this.announce(this.translator.say(generalTexts, "waitOver"));
  }

  /** Beside the calls of the user, who may type the code meanwhile. */
  private async askFate(challengeId: string): Promise<void> {
    const fate = this.client && (await fateOf(this.client, challengeId));
    if (fate !== null) this.controller?.send(fate);
  }

  /** The challenge whose code the field waits for. */
  private awaited(): string | null {
    const state = this.controller?.state;
    return state !== undefined && "challenge" in state ? state.challenge.id : null;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (this.offer !== null && (changed.has("offer") || this.controller === null)) this.start(this.offer);
  }

  private start(offer: EnrollmentOffer): void {
    this.controller = new StateController<EnrollmentState, EnrollmentMessage, SetUpRequest>(this, {
      initial: startEnrollment(offer, this.factorType),
      update: updateEnrollment,
      call: async (request) => this.call(request),
      onChange: (before, after) => this.follow(before, after),
    });
    this.focusOn("h2");
  }

  private async call(request: SetUpRequest): Promise<EnrollmentMessage> {
    const { client } = this;
    const refused = (problem: Problem): EnrollmentMessage => {
      if (needsSignIn(problem)) this.dispatchEvent(new CustomEvent("countersign-trouble", { detail: problem }));
      return { type: "refused", problem, now: Date.now() };
    };
    if (client === null) return refused({ code: "unexpected", status: 0 });
    switch (request.call) {
      case "enroll": {
        const call = client.enrollFactor(request.input);
        return outcomeOf(call, (data) => ({ type: "enrolled", data, now: Date.now() }), refused);
      }
      case "confirm": {
        const { factorId, code } = request;
        const call = client.confirmFactor({ factorId, code });
        return outcomeOf(call, (data) => ({ type: "confirmed", data, now: Date.now() }), refused);
      }
      case "create": {
        const made = await makePasskey(request.publicKey);
        return "end" in made ? { type: "not-made", end: made.end } : { type: "made", credential: made.credential };
      }
      case "attest": {
        const { factorId, credential } = request;
        const call = client.confirmFactor({ factorId, credential });
        return outcomeOf(call, (data) => ({ type: "confirmed", data, now: Date.now() }), refused);
      }
      case "resend": {
        const call = client.resendEnrollmentSms({ factorId: request.factorId });
        return outcomeOf(call, ({ challenge }) => ({ type: "resent", challenge, now: Date.now() }), refused);
      }
    }
  }

  private follow(before: EnrollmentState, after: EnrollmentState): void {
    const said = announcement(this.translator, before, after, Date.now());
    if (said !== null) this.announce(said);
    const target = focusAfter(before, after);
    if (target !== null) this.focusOn(...target);
    if (after.view !== before.view) this.copied = false;
    if (after.view === "done" && before.view !== "done") {
      const detail: EnrolledDetail = { ...after.confirmed, receivedAt: after.receivedAt };
      this.dispatchEvent(new CustomEvent("countersign-enrolled", { detail }));
    }
  }

  private deadlines(): readonly number[] {
    const state = this.controller?.state;
    if (state === undefined) return [];
    const lock = hasEntry(state) ? state.entry.lock : null;
    return [
      state.trouble?.until ?? 0,
      lock === null || lock === "disabled" ? 0 : lock.until,
      ...(state.view === "text" ? [state.resendAt, state.askAt] : []),
    ];
  }

  private readonly leave = (): void => {
    this.dispatchEvent(new CustomEvent("countersign-enrollment-left"));
  };

  private readonly goOn = (): void => {
    this.dispatchEvent(new CustomEvent("countersign-enrolled-before"));
  };

  private readonly showCopied = (succeeded: boolean): void => {
    this.copied = succeeded;
    this.announce(
      succeeded ? this.translator.say(enrollmentTexts, "keyCopied") : this.translator.say(generalTexts, "copyFailed"),
    );
  };

  protected override render(): TemplateResult {
    if (this.controller === null) return this.frame("");
    const { state, send } = this.controller;
    const step = this.stepLine(state);
    if (state.view === "codes")
      return this.frame(
        html`${step}<countersign-backup-codes
            exportparts=${exportedParts}
            .codes=${state.confirmed.backupCodes}
            .deadline=${this.keepsAssertion ? handOverBy(state.confirmed.expiresAt, state.receivedAt) : null}
            @countersign-codes-saved=${() => send({ type: "codes-saved" })}
          ></countersign-backup-codes>`,
      );
    const { translator, leave, goOn, copied, showCopied } = this;
    const isFurther = this.steps === "further";
    const context = { translator, now: Date.now(), send, leave, goOn, copied, onCopy: showCopied, isFurther };
    return this.frame(html`${step}${enrollmentView(state, context)}`);
  }

  private stepLine(state: EnrollmentState): unknown {
    const place = placeOf(state, { steps: this.steps, hasChoice: this.factorType === null });
    return place === null
      ? nothing
      : html`<p class="step" part="step">${this.translator.say(generalTexts, "step", place)}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "countersign-enrollment": CountersignEnrollment;
  }
}
