import { html, nothing, type TemplateResult } from "lit";
import { heading } from "../../parts/heading.ts";
import { notice } from "../../parts/notice.ts";
import { adminTexts, generalTexts } from "../../texts/areas.ts";
import { troubleNotice, tryAgain } from "../../trouble/trouble-notice.ts";
import type { PolicyContext, PolicyState } from "./update.ts";
import { policyForm } from "./view-form.ts";
import { policyReview } from "./view-review.ts";

export function policyView(state: PolicyState, context: PolicyContext): TemplateResult {
  const { translator, send } = context;
  const problem = troubleNotice(
    state.trouble,
    context,
    tryAgain(state.trouble, context, () => send({ type: "retry" })),
  );
  if (state.view === "review") return policyReview(state, context, problem);
  return html`<div class="stack">
    ${heading(translator.say(adminTexts, "policy"), translator.say(adminTexts, "policyLead"))}
    ${state.view === "form" && state.saved ? notice("success", translator.say(adminTexts, "saved")) : nothing}
    ${problem}
    ${
      state.view === "form"
        ? policyForm(state, context)
        : state.trouble === null
          ? html`<p class="muted">${translator.say(generalTexts, "loading")}</p>`
          : nothing
    }
  </div>`;
}
