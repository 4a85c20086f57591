import { html, nothing, type TemplateResult } from "lit";
import type { Speech } from "../language/translator.ts";
import { adminTexts } from "../texts/areas.ts";
import { activityView } from "./activity/view.ts";
import { importView } from "./import/view.ts";
import type { Machines, Section } from "./controllers.ts";
import { policyView } from "./policy/view.ts";
import { userView } from "./user/view.ts";

export interface AdminView {
  readonly speech: Speech;
  readonly now: number;
  readonly tenant: string | null;
  readonly section: Section;
  readonly machines: Machines;
  readonly onSection: (section: Section) => void;
  readonly download: () => void;
}

const sections = ["users", "import", "policy"] as const satisfies readonly Section[];

/** One section at a time; what goes on in the others stays as it is. */
export function adminView(view: AdminView): TemplateResult {
  const { speech, tenant, section, onSection } = view;
  return html`<div class="stack">
    <nav class="sections" part="sections" aria-label=${speech.say(adminTexts, "sections")}>
      ${sections.map(
        (one) =>
          html`<button
            type="button"
            part="section"
            aria-current=${one === section ? "page" : nothing}
            @click=${() => onSection(one)}
          >
            ${speech.say(adminTexts, one)}
          </button>`,
      )}
    </nav>
    ${tenant === null || tenant === "" ? nothing : html`<p class="tenant">${speech.say(adminTexts, "tenant", { tenant })}</p>`}
    ${content(view)}
  </div>`;
}

function content({ speech, now, section, machines, download }: AdminView): TemplateResult {
  const { user, activity, policy, import: phones } = machines;
  switch (section) {
    case "users": {
      const events = activityView(activity.state, { speech, now, send: activity.send });
      return userView(user.state, { speech, now, send: user.send }, events);
    }
    case "import":
      return importView(phones.state, { speech, now, send: phones.send, download });
    case "policy":
      return policyView(policy.state, { speech, now, send: policy.send });
  }
}
