import { html, nothing, type TemplateResult } from "lit";
import { button } from "../parts/buttons.ts";
import { heading, icon, skeleton } from "../parts/blocks.ts";
import { failedView, problemText } from "../trouble/trouble.ts";
import { generalTexts, settingsTexts } from "../texts/areas.ts";
import { isBusy, type Page, type ReadyState, type SettingsContext, type SettingsState } from "./state.ts";
import { overview } from "./view-overview.ts";
import { factorIcon, factorName, kindOf } from "../factors/kinds.ts";
import { phoneNumber } from "../parts/phone-number.ts";
import type { Factor } from "../api.ts";
import { settingsTrouble } from "./trouble.ts";

/** The two steps of a change of phone, and where it stands. */
function steps(old: Factor, at: 1 | 2, { translator }: SettingsContext): TemplateResult {
  const name = factorName(translator, old);
  const number = old.phoneNumber === undefined ? nothing : html` (${phoneNumber(old.phoneNumber)})`;
  return html`<ol class="steps" part="steps" role="list" aria-label=${translator.say(settingsTexts, "replaceSteps")}>
    <li class=${at === 2 ? "past" : ""} aria-current=${at === 1 ? "step" : nothing}>
      <span class="mark" aria-hidden="true">${at === 2 ? icon("check", 16) : "1"}</span>
      <span>
        ${translator.say(settingsTexts, kindOf(old.type)?.replace?.first ?? "methods")}
        ${at === 2 ? html`<span class="unseen">, ${translator.say(settingsTexts, "stepDone")}</span>` : nothing}
      </span>
    </li>
    <li aria-current=${at === 2 ? "step" : nothing}>
      <span class="mark" aria-hidden="true">2</span>
      <span>${translator.say(settingsTexts, "replaceOld", { name })}${number}</span>
    </li>
  </ol>`;
}

const titleOf = (old: Factor, { translator }: SettingsContext): string =>
  translator.say(settingsTexts, kindOf(old.type)?.replace?.title ?? "methods");

function replaceView(
  { old, offer, begun }: Extract<Page, { name: "replace" }>,
  context: SettingsContext,
): TemplateResult {
  const { translator, send } = context;
  if (begun) return html`<div class="stack">${steps(old, 1, context)} ${context.enrollment(offer, null)}</div>`;
  return html`<div class="stack">
    ${heading(titleOf(old, context), translator.say(settingsTexts, "replaceLead"), factorIcon(old.type))}
    ${steps(old, 1, context)}
    ${button({
      text: translator.say(settingsTexts, "replaceStart"),
      look: "primary",
      wide: true,
      part: "button submit",
      onClick: () => send({ type: "submitted", now: Date.now() }),
    })}
    <div class="row">
      ${button({ text: translator.say(generalTexts, "cancel"), look: "quiet", part: "button cancel", onClick: () => send({ type: "close" }) })}
    </div>
  </div>`;
}

/** Half done: what already works, what is left, and the button that goes on from here. */
function handOverView(state: ReadyState, old: Factor, context: SettingsContext): TemplateResult {
  const { translator, send, now } = context;
  return html`<div class="stack">
    ${heading(titleOf(old, context), translator.say(settingsTexts, "handOverLead"), factorIcon(old.type))}
    ${steps(old, 2, context)} ${settingsTrouble(state, context, true)}
    ${button({
      text: translator.say(settingsTexts, "handOverYes"),
      look: "primary",
      wide: true,
      part: "button submit",
      busy: isBusy(state),
      disabled: (state.trouble?.until ?? 0) > now,
      onClick: () => send({ type: "submitted", now: Date.now() }),
    })}
    <div class="row">
      ${button({
        text: translator.say(settingsTexts, "later"),
        look: "quiet",
        part: "button later",
        disabled: isBusy(state),
        onClick: () => send({ type: "close" }),
      })}
    </div>
  </div>`;
}

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
