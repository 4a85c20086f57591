import { html, nothing, type TemplateResult } from "lit";
import type { Translator } from "../language/translator.ts";
import { adminTexts, organizationTexts, overviewTexts } from "../texts/areas.ts";
import { activityView } from "./activity.ts";
import { importView } from "./import/view.ts";
import type { Controllers, Section } from "./controllers.ts";
import { approvalsView } from "./organization/approvals.ts";
import { historyView } from "./organization/history.ts";
import { postureView } from "./organization/posture.ts";
import { rehearsalView } from "./organization/rehearsal-view.ts";
import { smsView } from "./organization/sms-view.ts";
import { proposalOf } from "./policy/update.ts";
import { policyView } from "./policy/view.ts";
import { userView } from "./user/view.ts";

export interface AdminView {
  readonly translator: Translator;
  readonly now: number;
  readonly tenant: string | null;
  readonly section: Section;
  readonly controllers: Controllers;
  readonly onSection: (section: Section) => void;
  readonly download: () => void;
  readonly downloadRehearsal: () => void;
}

const sections = [
  "users",
  "import",
  "policy",
  "approvals",
  "history",
  "rehearsal",
  "spending",
  "posture",
] as const satisfies readonly Section[];

/** One section at a time; what goes on in the others stays as it is. */
export function adminView(view: AdminView): TemplateResult {
  const { translator, tenant, section, onSection } = view;
  return html`<div class="stack">
    <nav class="sections" part="sections" aria-label=${translator.say(adminTexts, "sections")}>
      ${sections.map(
        (one) =>
          html`<button
            type="button"
            part="section"
            aria-current=${one === section ? "page" : nothing}
            @click=${() => onSection(one)}
          >
            ${sectionName(translator, one)}
          </button>`,
      )}
    </nav>
    ${tenant === null || tenant === "" ? nothing : html`<p class="tenant">${translator.say(adminTexts, "tenant", { tenant })}</p>`}
    ${content(view)}
  </div>`;
}

function sectionName(translator: Translator, section: Section): string {
  switch (section) {
    case "users":
    case "import":
    case "policy":
      return translator.say(adminTexts, section);
    case "spending":
    case "posture":
      return translator.say(overviewTexts, section);
    default:
      return translator.say(organizationTexts, section);
  }
}

function content({
  translator,
  now,
  section,
  controllers,
  download,
  downloadRehearsal,
  onSection,
}: AdminView): TemplateResult {
  const { user, activity, policy, import: phones, approvals, history, versions, rehearsal, sms, posture } = controllers;
  const common = { translator, now };
  const inForce = policy.state.view === "loading" ? null : policy.state.base;
  switch (section) {
    case "users": {
      const events = activityView(activity.state, { ...common, send: activity.send });
      return userView(user.state, { ...common, send: user.send }, events);
    }
    case "import":
      return importView(phones.state, { ...common, send: phones.send, download });
    case "policy":
      return policyView(policy.state, { ...common, send: policy.send });
    case "approvals":
      return approvalsView(approvals.state, { ...common, send: approvals.send, policy: inForce });
    case "history":
      return historyView(history.state, { ...common, send: history.send }, versions.state, {
        ...common,
        send: versions.send,
        restore: (earlier) => {
          policy.send({ type: "restored", policy: earlier });
          onSection("policy");
        },
      });
    case "rehearsal":
      return rehearsalView(rehearsal.state, {
        ...common,
        send: rehearsal.send,
        proposal: proposalOf(policy.state),
        policy: inForce,
        download: downloadRehearsal,
      });
    case "spending":
      return smsView(sms.state, { ...common, send: sms.send });
    case "posture":
      return postureView(posture.state, { ...common, send: posture.send });
  }
}
