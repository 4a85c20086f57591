import { html, nothing, type TemplateResult } from "lit";
import type { Policy } from "../../api.ts";
import type { Translator } from "../../language/translator.ts";
import { heading } from "../../parts/heading.ts";
import { notice } from "../../parts/notice.ts";
import { adminTexts, generalTexts, organizationTexts } from "../../texts/areas.ts";
import { troubleNotice, tryAgain } from "../../trouble/trouble-notice.ts";
import type { PolicyContext, PolicyState } from "./update.ts";
import { devicesView } from "./view-devices.ts";
import { waitsText } from "./effects.ts";
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
    ${state.view === "form" && state.waits !== null ? notice("info", waitsText(translator, state.waits)) : nothing}
    ${problem} ${state.view === "form" ? changedText(translator, state.base) : nothing}
    ${
      state.view === "form"
        ? html`${policyForm(state, context)} ${devicesView(state, context)}`
        : state.trouble === null
          ? html`<p class="muted">${translator.say(generalTexts, "loading")}</p>`
          : nothing
    }
  </div>`;
}

function changedText(translator: Translator, { changedAt, changedBy }: Policy): unknown {
  if (changedAt === null) return nothing;
  const time = translator.moment(Date.parse(changedAt));
  const name = changedBy?.name ?? null;
  const text =
    name === null
      ? translator.say(organizationTexts, "changedAt", { time })
      : translator.say(organizationTexts, "changedBy", { name, time });
  return html`<p class="muted small">${text}</p>`;
}
