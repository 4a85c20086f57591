import { html, type TemplateResult } from "lit";
import { button } from "../parts/button.ts";
import { heading } from "../parts/heading.ts";
import { skeleton } from "../parts/skeleton.ts";
import { failedView, problemText } from "../trouble/trouble-notice.ts";
import { settingsTexts } from "../texts/areas.ts";
import type { ReadyState, SettingsState, SettingsContext } from "./state.ts";
import { overview } from "./view-overview.ts";
import { handOverView, replaceView } from "./view-replace.ts";

export function settingsView(state: SettingsState, context: SettingsContext): TemplateResult {
  const { translator, signIn } = context;
  switch (state.view) {
    case "waiting":
    case "loading":
      return skeleton(translator, "loading");
    case "failed":
      return failed(state, context);
    case "signed-out":
      return html`<div class="stack narrow">
        ${heading(translator.say(settingsTexts, "signedOutTitle"), problemText(translator, "unauthenticated"), "clock")}
        ${button({ text: translator.say(settingsTexts, "signIn"), look: "primary", wide: true, onClick: signIn })}
      </div>`;
    case "ready":
      return page(state, context);
  }
}

function page(state: ReadyState, context: SettingsContext): TemplateResult {
  const { page: shown } = state;
  switch (shown.name) {
    case "enroll":
      return html`<div class="narrow">
        ${context.enrollment(shown.offer, state.twoFactor.enabled ? "further" : "first")}
      </div>`;
    case "replace":
      return html`<div class="narrow">${replaceView(shown, context)}</div>`;
    case "hand-over":
      return html`<div class="narrow">${handOverView(state, shown.old, context)}</div>`;
    case "codes":
      return html`<div class="narrow">${context.newCodes(shown.codes)}</div>`;
    default:
      return overview(state, context);
  }
}

function failed({ code, until }: Extract<SettingsState, { view: "failed" }>, context: SettingsContext): TemplateResult {
  const { translator, send } = context;
  const title = heading(translator.say(settingsTexts, "failedTitle"), problemText(translator, code), "warning");
  return html`<div class="stack narrow">
    ${failedView(title, until, context, () => send({ type: "retry", now: Date.now() }))}
  </div>`;
}
