import { html, nothing, type TemplateResult } from "lit";
import { button } from "../parts/buttons.ts";
import { icon, notice } from "../parts/blocks.ts";
import { settingsTexts } from "../texts/areas.ts";
import { addPage, addPagesOf } from "./replacement.ts";
import { activeFactors, isBusy, type ReadyState, type SettingsContext } from "./state.ts";
import { backupCodesSection, switchOffSection } from "./view-sections.ts";
import { methodRow } from "./view-method.ts";
import { settingsTrouble } from "./trouble.ts";

/** How things stand, and everything that can be changed. */
export function overview(state: ReadyState, context: SettingsContext): TemplateResult {
  const { twoFactor, page, done } = state;
  return html`<div class="sections">
    <section class="stack" part="section status" aria-labelledby="title">
      ${status(state, context)}
      ${done === null ? nothing : notice("success", context.translator.say(settingsTexts, done))}
      ${page.name === "overview" ? settingsTrouble(state, context, false) : nothing} ${recoveryUnderWay(state, context)}
      ${twoFactor.enabled ? nothing : setUp(state, context)}
    </section>
    ${twoFactor.enabled ? [methods(state, context), backupCodesSection(state, context)] : nothing}
    ${twoFactor.enabled && twoFactor.policy.trustedDevices.days > 0 ? context.devices() : nothing} ${context.activity()}
    ${twoFactor.enabled ? switchOffSection(state, context) : nothing}
  </div>`;
}

/** A thief of the password may have begun it. */
function recoveryUnderWay(state: ReadyState, { translator, send }: SettingsContext): unknown {
  const { recovery, request } = state;
  if (recovery === null) return nothing;
  const { readyAt } = recovery;
  const from =
    readyAt === undefined
      ? null
      : translator.say(settingsTexts, "recoveryFrom", { time: translator.moment(Date.parse(readyAt)) });
  return notice(
    "warning",
    html`<p>${translator.say(settingsTexts, "recoveryText")} ${from ?? nothing}</p>
      <div class="row">
        ${button({
          text: translator.say(settingsTexts, "recoveryEnd"),
          part: "button end-recovery",
          busy: request?.call === "endRecovery",
          disabled: isBusy(state),
          onClick: () => send({ type: "end-recovery" }),
        })}
      </div>`,
    "clock",
  );
}

function status({ twoFactor }: ReadyState, { translator }: SettingsContext): TemplateResult {
  const { enabled, required } = twoFactor;
  return html`<div class="status" part="header">
    <div class="badge ${enabled ? "success" : ""}" part="badge">${icon("shield", 24)}</div>
    <div class="stack tight">
      <h2 id="title" part="title" tabindex="-1">
        ${translator.say(settingsTexts, "title")}
        <span class="tag ${enabled ? "" : "off"}">${translator.say(settingsTexts, enabled ? "on" : "off")}</span>
      </h2>
      <p class="muted" part="lead">
        ${translator.say(settingsTexts, enabled ? "onLead" : required ? "offRequired" : "offLead")}
      </p>
    </div>
  </div>`;
}

function setUp({ twoFactor }: ReadyState, { translator, send }: SettingsContext): TemplateResult {
  return html`${
      twoFactor.policy.phoneRegistration === "pre-registered"
        ? notice("info", translator.say(settingsTexts, "offPreRegistered"))
        : nothing
    }
    <div class="row">
      ${button({
        text: translator.say(settingsTexts, "setUp"),
        look: "primary",
        part: "button submit",
        onClick: () => send({ type: "open", page: addPage(twoFactor) }),
      })}
    </div>`;
}

function methods(state: ReadyState, context: SettingsContext): TemplateResult {
  const { translator, send } = context;
  return html`<section class="stack" part="section methods" aria-labelledby="methods">
    <h3 id="methods" tabindex="-1">${translator.say(settingsTexts, "methods")}</h3>
    <ul class="methods" role="list">
      ${activeFactors(state.twoFactor).map((factor) => methodRow(factor, state, context))}
    </ul>
    <div class="row">
      ${button({
        text: translator.say(settingsTexts, "addMethod"),
        part: "button add-method",
        disabled: isBusy(state),
        onClick: () => send({ type: "open", page: addPage(state.twoFactor) }),
      })}
      ${addPagesOf(state.twoFactor).map(({ addAction, page }) =>
        button({
          text: translator.say(settingsTexts, addAction),
          part: "button add-method",
          disabled: isBusy(state),
          onClick: () => send({ type: "open", page }),
        }),
      )}
    </div>
  </section>`;
}
