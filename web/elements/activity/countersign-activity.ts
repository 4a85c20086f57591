import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Client, Problem } from "../api.ts";
import { CountersignElement } from "../base/countersign-element.ts";
import { outcomeOf, StateController } from "../base/controllers.ts";
import { base } from "../style/base.ts";
import { controls } from "../style/controls.ts";
import { notices } from "../style/notices.ts";
import { eventStyles } from "../style/settings.ts";
import { settingsTexts } from "../texts/areas.ts";
import { problemText } from "../trouble/trouble.ts";
import { activityList, eventMethod, ownEventText } from "./view.ts";
import {
  type ActivityMessage,
  type ActivityRequest,
  type ActivityState,
  noActivity,
  updateActivity,
} from "./update.ts";

/** An event reaches the list by a queue, a little after its change. */
const lagMillis = 2000;

/**
 * The recent events of the user's own second step.
 *
 * @tagname countersign-activity
 *
 * @csspart section - A part of the page
 * @csspart activity - The list of events
 */
export class CountersignActivity extends CountersignElement {
  static override styles = [base, controls, notices, eventStyles];
  static override properties: PropertyDeclarations = {
    client: { attribute: false },
    proven: { attribute: false },
    changes: { attribute: false },
  };

  declare client: Pick<Client, "listActivity"> | null;
  /** The same calls, where the user enters a code if one is needed. */
  declare proven: Pick<Client, "listActivity"> | null;
  /** How many changes were made here; with each more there is something to show. */
  declare changes: number;
  declare private readonly controller: StateController<ActivityState, ActivityMessage, ActivityRequest>;
  declare private later: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.client = null;
    this.proven = null;
    this.changes = 0;
    this.controller = new StateController<ActivityState, ActivityMessage, ActivityRequest>(this, {
      initial: noActivity,
      update: updateActivity,
      call: async (request) => this.call(request),
      onChange: (before, after) => this.follow(before, after),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.later);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (this.client === null || !(changed.has("client") || changed.has("changes"))) return;
    clearTimeout(this.later);
    const open = (): void => this.controller.send({ type: "opened", userId: null });
    if (this.controller.state.events === null) open();
    else this.later = setTimeout(open, lagMillis);
  }

  private async call({ cursor, limit, proves }: ActivityRequest): Promise<ActivityMessage> {
    const refused = (problem: Problem): ActivityMessage => ({ type: "refused", problem, now: Date.now() });
    const client = proves === true ? this.proven : this.client;
    if (client === null) return refused({ code: "unexpected", status: 0 });
    const call = client.listActivity({ limit, ...(cursor !== null && { cursor }) });
    return outcomeOf(call, (page) => ({ type: "answered", page }), refused);
  }

  /** Nobody asked for the first page: its outcome is not announced. */
  private follow(before: ActivityState, after: ActivityState): void {
    if ((before.request?.cursor ?? null) === null || after.request !== null) return;
    if (after.trouble !== null) this.announce(problemText(this.translator, after.trouble.code));
    else this.focusOn(`li:nth-child(${(before.events?.length ?? 0) + 1})`, "h3");
  }

  protected override render(): TemplateResult {
    const { translator } = this;
    const { state, send } = this.controller;
    const hint = html`<p class="hint">${translator.say(settingsTexts, "activityHint")}</p>`;
    const list = activityList(state, { translator, now: Date.now(), send }, (event) => ({
      text: ownEventText(translator, event),
      beside: eventMethod(translator, event),
      below: null,
    }));
    return this.frame(
      html`<section class="stack" part="section activity" aria-labelledby="activity">
        <div class="stack tight">
          <h3 id="activity" tabindex="-1">${translator.say(settingsTexts, "activity")}</h3>
          ${state.events?.length ? hint : nothing}
        </div>
        ${list}
      </section>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "countersign-activity": CountersignActivity;
  }
}
