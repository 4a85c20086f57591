import { html, nothing, type TemplateResult } from "lit";
import { generalTexts, type PlainKey, settingsTexts } from "../texts/areas.ts";
import { button, onSubmit } from "../parts/buttons.ts";
import { dayText, shortMoment } from "../parts/time.ts";
import { factorIcon, factorName, keeperOf, kindOf } from "../factors/kinds.ts";
import { icon } from "../parts/blocks.ts";
import { phoneNumber } from "../parts/phone-number.ts";
import { textField } from "../parts/fields.ts";
import type { Factor } from "../api.ts";
import { replacePage } from "./replacement.ts";
import { activeFactors, isBusy, type ReadyState, type SettingsContext } from "./state.ts";
import { ask } from "./view-sections.ts";
import { settingsTrouble } from "./trouble.ts";

/** One method, with what can be done with it. */
export function methodRow(factor: Factor, state: ReadyState, context: SettingsContext): TemplateResult {
  const { translator } = context;
  const { page, twoFactor } = state;
  const name = factorName(translator, factor);
  const isAlone = activeFactors(twoFactor).length === 1;
  const keeper = keeperOf(translator, factor);
  const isTwin = activeFactors(twoFactor).some(
    (other) => other.id !== factor.id && factorName(translator, other) === name,
  );
  // Two of one name differ by the minute in which they came.
  const date = isTwin ? shortMoment(translator, factor.createdAt) : dayText(translator, factor.createdAt);
  const added = translator.say(settingsTexts, "added", { date });
  return html`<li class="method" part="method" data-factor=${factor.id}>
    ${icon(factorIcon(factor.type), 24)}
    <div class="about">
      <div>
        <strong>${name}</strong>
        ${
          factor.preferred && !isAlone
            ? html`<span class="tag">${translator.say(settingsTexts, "askedFirst")}</span>`
            : nothing
        }
        <p class="muted small">
          ${factor.phoneNumber === undefined ? nothing : html`${phoneNumber(factor.phoneNumber)} · `}${added}
        </p>
        ${keeper === null ? nothing : html`<p class="muted small">${keeper}</p>`}
        ${kindOf(factor.type) === null ? html`<p class="hint">${translator.say(generalTexts, "newestVersion")}</p>` : nothing}
      </div>
      ${menuButton(factor, name, state, context)}
    </div>
    ${page.name === "rename" && page.factorId === factor.id ? renameForm(page, state, context) : actions(factor, name, state, context)}
    ${page.name === "remove" && page.factorId === factor.id ? askRemove(name, isAlone, state, context) : nothing}
  </li>`;
}

/** Only on a narrow page, where the actions are behind it. */
const menuButton = (
  { id: factorId }: Factor,
  name: string,
  { menu }: ReadyState,
  { translator, send }: SettingsContext,
): TemplateResult =>
  html`<button
    type="button"
    class="menu"
    part="button menu"
    aria-label=${translator.say(settingsTexts, "change", { name })}
    aria-expanded=${menu === factorId ? "true" : "false"}
    @click=${() => send({ type: "menu", factorId })}
  >
    ${icon("more")}
  </button>`;

function actions(
  factor: Factor,
  name: string,
  state: ReadyState,
  { translator, send }: SettingsContext,
): TemplateResult {
  const { twoFactor } = state;
  const isAlone = activeFactors(twoFactor).length === 1;
  const action = (key: PlainKey<typeof settingsTexts>, part: string, onClick: () => void) =>
    button({
      text: translator.say(settingsTexts, key),
      look: part === "remove" ? "plain-danger" : "plain",
      part: `button ${part}`,
      disabled: isBusy(state),
      onClick,
    });
  const { id: factorId } = factor;
  const kind = kindOf(factor.type);
  return html`<div class="row actions ${state.menu === factorId ? "open" : ""}" role="group" aria-label=${name}>
      ${action("rename", "rename", () =>
        send({ type: "open", page: { name: "rename", factorId, text: name, wrong: false } }),
      )}
      ${factor.preferred || kind === null ? nothing : action("prefer", "prefer", () => send({ type: "prefer", factorId }))}
      ${
        kind !== null && kind.replace !== null && twoFactor.policy.factorTypes.includes(factor.type)
          ? action(kind.replace.action, "replace", () => send({ type: "open", page: replacePage(twoFactor, factor) }))
          : nothing
      }
      ${
        isAlone && twoFactor.required
          ? nothing
          : action("remove", "remove", () => send({ type: "open", page: { name: "remove", factorId } }))
      }
    </div>
    ${isAlone && twoFactor.required ? html`<p class="hint">${translator.say(settingsTexts, "onlyMethod")}</p>` : nothing}`;
}

function renameForm(
  { text, wrong }: Extract<ReadyState["page"], { name: "rename" }>,
  state: ReadyState,
  context: SettingsContext,
): TemplateResult {
  const { translator, send } = context;
  const submit = onSubmit(() => send({ type: "submitted", now: Date.now() }));
  return html`<form class="ask stack" novalidate @submit=${submit}>
    ${textField({
      id: "name",
      label: translator.say(settingsTexts, "renameLabel"),
      text,
      error: wrong ? translator.say(settingsTexts, "renameWrong") : null,
      maxLength: 60,
      required: true,
      onType: (typed) => send({ type: "typed", text: typed }),
    })}
    ${settingsTrouble(state, context, true)}
    <div class="row">
      ${button({
        text: translator.say(settingsTexts, "save"),
        look: "primary",
        type: "submit",
        part: "button submit",
        busy: isBusy(state),
        disabled: (state.trouble?.until ?? 0) > context.now,
      })}
      ${button({
        text: translator.say(generalTexts, "cancel"),
        part: "button cancel",
        disabled: isBusy(state),
        onClick: () => send({ type: "close" }),
      })}
    </div>
  </form>`;
}

const askRemove = (name: string, isAlone: boolean, state: ReadyState, context: SettingsContext): TemplateResult =>
  ask(state, context, {
    title: context.translator.say(settingsTexts, "removeTitle", { name }),
    text: context.translator.say(settingsTexts, isAlone ? "removeLastText" : "removeText"),
    yes: context.translator.say(settingsTexts, isAlone ? "removeLastYes" : "remove"),
    look: "danger",
  });
