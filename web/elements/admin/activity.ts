import { html, type TemplateResult } from "lit";
import { type ActivityContext, activityList, adminEventText } from "../activity/view.ts";
import type { ActivityMessage, ActivityRequest, ActivityState } from "../activity/update.ts";
import type { ActivityEvent, ActivityPage, Client } from "../api.ts";
import { outcomeOf } from "../base/controllers.ts";
import type { Translator } from "../language/translator.ts";
import { adminTexts } from "../texts/areas.ts";
import { problemText } from "../trouble/trouble.ts";
import type { Effects, Tenant } from "./page-parts.ts";

export const callActivity = async (
  client: Client,
  tenant: Tenant,
  { userId, cursor, limit }: ActivityRequest,
): Promise<ActivityMessage> =>
  outcomeOf<ActivityPage, ActivityMessage>(
    client.adminListEvents({ ...tenant, userId: userId ?? "", limit, ...(cursor !== null && { cursor }) }),
    (page) => ({ type: "answered", page }),
    (problem) => ({ type: "refused", problem, now: Date.now() }),
  );

/** More events: on with the first of them. */
export function activityEffects(translator: Translator, before: ActivityState, after: ActivityState): Effects {
  const { trouble } = after;
  const shown = before.events?.length ?? 0;
  const hasMore = before.request !== null && before.request.cursor !== null && (after.events?.length ?? 0) > shown;
  return {
    say: trouble !== null && trouble !== before.trouble ? problemText(translator, trouble.code) : null,
    focus: hasMore ? [`.events > li:nth-child(${shown + 1})`] : null,
  };
}

export const activityView = (state: ActivityState, context: ActivityContext): TemplateResult =>
  html`<section class="stack tight" aria-labelledby="activity-title">
    <h4 id="activity-title">${context.translator.say(adminTexts, "activity")}</h4>
    ${activityList(state, context, (event) => ({
      text: adminEventText(context.translator, event),
      beside: null,
      below: reasonIn(context.translator, event),
    }))}
  </section>`;

/** The reason that an admin gave; other events have reasons that are codes. */
function reasonIn(translator: Translator, { actor, data }: ActivityEvent): string | null {
  const { reason } = data;
  return typeof reason === "string" && ["admin", "operator"].includes(actor.role)
    ? translator.say(adminTexts, "reasonGiven", { reason })
    : null;
}
