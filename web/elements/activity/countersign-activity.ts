import { type PropertyDeclarations, type TemplateResult } from "lit";
import type { Client } from "../api.ts";
import { CountersignElement } from "../base/countersign-element.ts";
import { StateController } from "../base/state-controller.ts";
import { outcomeOf } from "../base/outcome.ts";
import { problemText } from "../trouble/problem-text.ts";
import { base } from "../style/base.ts";
import { controls } from "../style/controls.ts";
import { notices } from "../style/notices.ts";
import { eventStyles } from "../style/settings.ts";
import { updateActivity, noActivity } from "./update.ts";
import type { ActivityMessage, ActivityRequest, ActivityState } from "./state.ts";
import { activitySection } from "./view.ts";

/** An event reaches the list by a queue, a little after its change. */
const lagMillis = 2000;

/** What happened lately to the user's second step. */
export class CountersignActivity extends CountersignElement {
  static override styles = [base, controls, notices, eventStyles];
  static override properties: PropertyDeclarations = {
    client: { attribute: false },
    changes: { attribute: false },
  };

  declare client: Pick<Client, "listActivity"> | null;
  /** How many changes were made here; with each more there is something to show. */
  declare changes: number;
  declare private readonly controller: StateController<ActivityState, ActivityMessage, ActivityRequest>;
  declare private later: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.client = null;
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
    const { events } = this.controller.state;
    clearTimeout(this.later);
    if (events === null) this.controller.send({ type: "refresh" });
    else this.later = setTimeout(() => this.controller.send({ type: "refresh" }), lagMillis);
  }

  private async call({ cursor, limit }: ActivityRequest): Promise<ActivityMessage> {
    const refused = (problem: Extract<ActivityMessage, { type: "refused" }>["problem"]): ActivityMessage => ({
      type: "refused",
      problem,
    });
    if (this.client === null) return refused({ code: "unexpected", status: 0 });
    const call = this.client.listActivity({ limit, ...(cursor !== null && { cursor }) });
    return outcomeOf(call, (data) => ({ type: "came", data }), refused);
  }

  /** Nobody asked for the first page: what comes of it is not announced. */
  private follow(before: ActivityState, after: ActivityState): void {
    if ((before.request?.cursor ?? null) === null || after.request !== null) return;
    if (after.trouble !== null) this.announce(problemText(this.translator, after.trouble));
    else this.focusOn(`li:nth-child(${(before.events?.length ?? 0) + 1})`, "h3");
  }

  protected override render(): TemplateResult {
    return this.frame(activitySection(this.translator, this.controller.state, this.controller.send));
  }
}
