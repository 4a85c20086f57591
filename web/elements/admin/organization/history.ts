import { html, nothing, type TemplateResult } from "lit";
import { type ActivityContext, activityList, adminEventText, type EventRow } from "../../activity/view.ts";
import type { ActivityState } from "../../activity/update.ts";
import type { ActivityEvent, Data, Problem } from "../../api.ts";
import type { Translator } from "../../language/translator.ts";
import { button } from "../../parts/buttons.ts";
import { heading } from "../../parts/blocks.ts";
import { adminTexts, generalTexts, organizationTexts } from "../../texts/areas.ts";
import { type Trouble, troubleNotice, troubleOf, tryAgain } from "../../trouble/trouble.ts";
import type { AdminContext } from "../page-parts.ts";
import { differences, type PolicyFields } from "../policy/draft.ts";
import { meaning } from "../policy/meaning.ts";

export type Version = Data<"adminPolicyHistory">["versions"][number];

export interface VersionsRequest {
  readonly call: "versions";
}

export interface VersionsState {
  readonly request: VersionsRequest | null;
  /** Null: not known yet. */
  readonly versions: readonly Version[] | null;
  readonly trouble: Trouble<VersionsRequest> | null;
}

export type VersionsMessage =
  | { readonly type: "opened" | "closed" | "retry" }
  | { readonly type: "answered"; readonly versions: readonly Version[] }
  | { readonly type: "refused"; readonly problem: Problem; readonly now: number };

export const noVersions: VersionsState = { request: null, versions: null, trouble: null };

/** The versions of the policy. Opened again, the list stays until the new one is there. */
export function updateVersions(state: VersionsState, message: VersionsMessage): VersionsState {
  switch (message.type) {
    case "opened":
    case "retry":
      return { ...state, trouble: null, request: { call: "versions" } };
    case "closed":
      return noVersions;
    case "answered":
      return { request: null, trouble: null, versions: message.versions };
    case "refused":
      return { ...state, request: null, trouble: troubleOf(message.problem, message.now, state.request) };
  }
}

export interface VersionsContext extends AdminContext<VersionsMessage> {
  /** Goes on to the review of the policy page. */
  readonly restore: (policy: PolicyFields) => void;
}

/** As many versions as can be read at a glance. */
const mostVersions = 20;

export const historyView = (
  events: ActivityState,
  activity: ActivityContext,
  versions: VersionsState,
  context: VersionsContext,
): TemplateResult =>
  html`<div class="stack">
    ${heading(
      context.translator.say(organizationTexts, "history"),
      context.translator.say(organizationTexts, "historyLead"),
    )}
    ${activityList(events, activity, (event) => organizationRow(activity.translator, event))}
    <section class="stack tight person" aria-labelledby="versions-title">
      <h3 id="versions-title">${context.translator.say(organizationTexts, "versions")}</h3>
      ${versionList(versions, context)}
    </section>
  </div>`;

type OrganizationEvent = Data<"adminListActivity">["events"][number];
const isOfOrganization = (event: ActivityEvent): event is OrganizationEvent => "user" in event;

/** The admin who acted, whom it was about, and the reason. */
export function organizationRow(translator: Translator, event: ActivityEvent): EventRow {
  const text = adminEventText(translator, event);
  if (!isOfOrganization(event)) return { text, beside: null, below: null };
  const { reason } = event.data;
  const why = typeof reason === "string" ? translator.say(adminTexts, "reasonGiven", { reason }) : null;
  const user = event.user === null ? null : (event.user.userId ?? event.user.ref);
  const below = [user, why].filter((part) => part !== null).join(" · ");
  return { text, beside: event.actor.name, below: below === "" ? null : below };
}

function versionList({ versions, trouble }: VersionsState, context: VersionsContext): unknown {
  const { translator, send } = context;
  if (trouble !== null)
    return troubleNotice(
      trouble,
      context,
      tryAgain(trouble, context, () => send({ type: "retry" })),
    );
  if (versions === null) return html`<p class="muted">${translator.say(generalTexts, "loading")}</p>`;
  if (versions.length === 0) return html`<p class="muted">${translator.say(organizationTexts, "versionsNone")}</p>`;
  return html`<ol class="changes" role="list" part="versions">
    ${versions.slice(0, mostVersions).map((version, at) => versionRow(version, versions[at + 1], at === 0, context))}
  </ol>`;
}

/** Of the first version, which has none before it. */
const firstShown = ["enforcement", "factorTypes", "phoneRegistration"] as const;

/** A version by its changes to the one before. */
function versionRow(
  { version, at, actor, policy }: Version,
  earlier: Version | undefined,
  isCurrent: boolean,
  { translator, restore }: VersionsContext,
): TemplateResult {
  const changes = earlier === undefined ? firstShown : differences(earlier.policy, policy);
  return html`<li>
    <p>
      <strong>${translator.say(organizationTexts, "version", { version })}</strong>
      ${isCurrent ? html`<span class="tag">${translator.say(organizationTexts, "current")}</span>` : nothing}
    </p>
    <p class="muted small">
      ${translator.say(organizationTexts, "by", {
        name: actor.name ?? actor.ref,
        time: translator.moment(Date.parse(at)),
      })}
    </p>
    ${changes.map((field) => html`<p class="small">${meaning(translator, policy, field)}</p>`)}
    ${
      isCurrent
        ? nothing
        : html`<div class="row buttons">
            ${button({
              text: translator.say(organizationTexts, "restore"),
              part: "button restore",
              onClick: () => restore(policy),
            })}
          </div>`
    }
  </li>`;
}
