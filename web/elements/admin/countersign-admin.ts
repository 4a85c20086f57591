import { html, type PropertyDeclarations, type TemplateResult } from "lit";
import { type Completed, createClient } from "../api.ts";
import { download } from "../backup-codes/hand-out.ts";
import { failedNotice } from "../challenge/view.ts";
import { CountersignElement } from "../base/countersign-element.ts";
import { Ticker } from "../base/controllers.ts";
import type { StepUpState } from "../step-up/update.ts";
import { base, card, tokens } from "../style/base.ts";
import { controls } from "../style/controls.ts";
import { notices } from "../style/notices.ts";
import { reportOf } from "./import/view-rows.ts";
import { rehearsalReport } from "./organization/rehearsal-view.ts";
import { closeSections, createControllers, type Controllers, openSection, type Section } from "./controllers.ts";
import { adminTexts } from "../texts/areas.ts";
import { noPolicy } from "./policy/update.ts";
import { AdminStepUp, noFactorView, proofView } from "./admin-step-up.ts";
import { formStyles } from "./style-forms.ts";
import { adminStyles } from "./style.ts";
import { tenantOf } from "./page-parts.ts";
import { needsSignIn, type Trouble } from "../trouble/trouble.ts";
import { adminView } from "./view.ts";

interface Retried {
  readonly state: { readonly trouble: Trouble<unknown> | null };
  readonly send: (message: { readonly type: "retry" }) => void;
}

/**
 * Users, imports, the policy, approvals, history, rehearsal, SMS and posture, on the page of an organization's admins.
 *
 * @tagname countersign-admin
 *
 * @fires countersign-assertion - An admin proved a code here. `detail`: the assertion and its end
 * @fires countersign-token-needed - Only a new sign-in helps: ask for the password, then call `restart()`
 * @csspart section - A part of the page
 * @csspart sections - The tabs
 * @csspart panel - A form about a user
 * @csspart user - All about a user
 * @csspart rows - The table of an import
 * @csspart changes - The list of a policy's changes
 * @csspart activity - The list of events
 * @csspart approvals - The list of acts that wait for a second admin
 * @csspart versions - The list of the policy's versions
 * @csspart breakers - The list of what gets no SMS
 * @csspart requirements - The list of requirements
 */
export class CountersignAdmin extends CountersignElement {
  static override styles = [tokens, base, card, controls, notices, adminStyles, formStyles];
  static override properties: PropertyDeclarations = {
    baseUrl: { type: String, attribute: "base-url" },
    tenant: { type: String },
    token: { attribute: false },
    reauthenticate: { attribute: false },
    section: { state: true },
    lacksFactor: { state: true },
  };

  /** Where the service is; as if left out: where the page is. */
  declare baseUrl: string;
  /** Another organization, for operators; null: the admin's own. Another one begins anew. */
  declare tenant: string | null;
  /** Brings a first-factor token; a code is asked for besides. Asked at every call for which none was entered; once it is set, the policy is read. */
  declare token: (() => string | Promise<string>) | null;
  /** Asks for the password and brings a new first-factor token; null if the admin would rather not. */
  declare reauthenticate: (() => Promise<string | null>) | null;
  declare private section: Section;
  /** The admin has no second step that could be asked for, or it brings no access token in this app. */
  declare private lacksFactor: boolean;
  declare private readonly stepUp: AdminStepUp;
  declare private readonly controllers: Controllers;

  constructor() {
    super();
    this.baseUrl = "/";
    this.tenant = null;
    this.token = null;
    this.reauthenticate = null;
    this.section = "users";
    this.lacksFactor = false;
    this.stepUp = new AdminStepUp(this, {
      baseUrl: () => this.baseUrl,
      token: () => this.token ?? (() => ""),
      reauthenticate: () => this.reauthenticate,
      onTokenNeeded: () => this.emit("countersign-token-needed"),
      onChange: (before, after) => this.followProof(before, after),
    });
    this.controllers = createControllers(this, {
      client: () =>
        createClient({ baseUrl: this.baseUrl, token: this.stepUp.prompt.token, language: this.translator.tag }),
      tenant: () => tenantOf(this.tenant),
      translator: () => this.translator,
      follow: (section, { say, focus }, trouble) => {
        if (trouble !== null && needsSignIn(trouble)) void this.prove(trouble, say);
        else if (say !== null) this.announce(say);
        if (focus !== null && section === this.section) this.focusOn(...focus);
      },
    });
    this.addController(new Ticker(this, () => this.allControllers.map(({ state }) => state.trouble?.until ?? 0)));
  }

  protected override get reader(): "admin" {
    return "admin";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("beforeunload", this.askBack);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("beforeunload", this.askBack);
    this.controllers.import.send({ type: "stop" });
    this.stepUp.prompt.giveUp();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (this.token === null) return;
    const isMoved = changed.has("baseUrl") || changed.has("tenant");
    if (isMoved || this.controllers.policy.state === noPolicy) this.restart();
  }

  private get allControllers() {
    return Object.values(this.controllers);
  }

  /** Reads everything anew and forgets what was typed and proven: for somebody else, or with another token after `countersign-token-needed`. */
  restart(): void {
    this.lacksFactor = false;
    this.stepUp.forget();
    this.stepUp.prompt.isElsewhere = false;
    this.stepUp.prompt.failedBefore = 0;
    const { user, activity, policy, import: phones } = this.controllers;
    activity.send({ type: "closed" });
    user.send({ type: "start" });
    phones.send({ type: "start" });
    policy.send({ type: "start" });
    closeSections(this.controllers);
    openSection(this.controllers, this.section);
  }

  /** Repeats the refused calls. */
  private readonly goOn = (): void => {
    this.lacksFactor = false;
    this.stepUp.prompt.isElsewhere = false;
    const { import: phones, ...others } = this.controllers;
    const retried: readonly Retried[] = Object.values(others);
    for (const controller of retried)
      if (controller.state.trouble !== null && needsSignIn(controller.state.trouble))
        controller.send({ type: "retry" });
    if (phones.state.trouble !== null && needsSignIn(phones.state.trouble)) phones.send({ type: "run" });
  };

  /** The same calls go out again once the admin has proven more. */
  private async prove(trouble: Trouble<unknown>, say: string | null): Promise<void> {
    const isProven = await this.stepUp.ask(trouble);
    if (isProven === true) this.goOn();
    else if (this.lacksFactor) this.announce(this.translator.say(adminTexts, this.impasse));
    else if (isProven === false && say !== null) this.announce(say);
  }

  private followProof(before: StepUpState, after: StepUpState): void {
    this.requestUpdate();
    if (after.view === before.view) return;
    if (after.view === "password") this.focusOn("h2");
    if (after.view === "idle") this.focusOn("#panel-title", "#found", "h2");
  }

  private readonly askBack = (event: BeforeUnloadEvent): void => {
    if (this.controllers.import.state.view === "running") event.preventDefault();
  };

  /** The access token stays here; the assertion is the host's. */
  private readonly proven = (completed: Completed): void => {
    if (completed.method === null || !this.stepUp.earned(completed)) {
      this.lacksFactor = true;
      this.stepUp.forget();
      return;
    }
    const { assertion, expiresAt, failedSinceLastLogin } = completed;
    this.stepUp.prompt.failedBefore = failedSinceLastLogin;
    this.emit("countersign-assertion", { assertion, expiresAt });
  };

  private get impasse(): "needsFactor" | "elsewhere" {
    return this.stepUp.prompt.isElsewhere ? "elsewhere" : "needsFactor";
  }

  private readonly tokenOver = (): void => {
    if (this.reauthenticate === null) this.emit("countersign-token-needed");
    else this.stepUp.prompt.send({ type: "token-over" });
  };

  private readonly open = (section: Section): void => {
    this.section = section;
    openSection(this.controllers, section);
  };

  private readonly report = (): void => {
    const { state } = this.controllers.import;
    if (state.view !== "choose") download(reportOf(this.translator, state), "phones-report.csv");
  };

  protected override render(): TemplateResult {
    return this.frame(html`${failedNotice(this.translator, this.stepUp.prompt.failedBefore)} ${this.view()}`, "card");
  }

  private view(): unknown {
    const { translator, controllers, section, tenant } = this;
    const { prompt, state: proof } = this.stepUp;
    if (this.lacksFactor) return noFactorView(translator, this.impasse, this.goOn);
    if (proof.view !== "idle") {
      const { baseUrl, theme, proven, tokenOver } = this;
      return proofView(proof, {
        translator,
        send: prompt.send,
        baseUrl,
        theme,
        token: prompt.codeToken,
        proven,
        tokenOver,
      });
    }
    return adminView({
      translator,
      now: Date.now(),
      tenant,
      section,
      controllers,
      onSection: this.open,
      download: this.report,
      downloadRehearsal: () => download(rehearsalReport(translator, controllers.rehearsal.state), "rehearsal.csv"),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "countersign-admin": CountersignAdmin;
  }
}
