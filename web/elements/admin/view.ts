import { html, nothing, type TemplateResult } from "lit";
import type { Translator } from "../language/translator.ts";
import { adminTexts } from "../texts/areas.ts";
import { activityView } from "./activity.ts";
import { importView } from "./import/view.ts";
import type { Controllers, Section } from "./controllers.ts";
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
}

const sections = ["users", "import", "policy"] as const satisfies readonly Section[];

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
            ${translator.say(adminTexts, one)}
          </button>`,
      )}
    </nav>
    ${tenant === null || tenant === "" ? nothing : html`<p class="tenant">${translator.say(adminTexts, "tenant", { tenant })}</p>`}
    ${content(view)}
  </div>`;
}

function content({ translator, now, section, controllers, download }: AdminView): TemplateResult {
  const { user, activity, policy, import: phones } = controllers;
  switch (section) {
    case "users": {
      const events = activityView(activity.state, { translator, now, send: activity.send });
      return userView(user.state, { translator, now, send: user.send }, events);
    }
    case "import":
      return importView(phones.state, { translator, now, send: phones.send, download });
    case "policy":
      return policyView(policy.state, { translator, now, send: policy.send });
  }
}
