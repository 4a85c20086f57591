import { html, nothing, type TemplateResult } from "lit";
import type { Translator } from "../../language/translator.ts";
import { button } from "../../parts/button.ts";
import { factorIcon, factorName, isClosable, keeperOf, methodName } from "../../factors/kinds.ts";
import { icon } from "../../parts/icon.ts";
import { notice } from "../../parts/notice.ts";
import { phoneNumber } from "../../parts/phone-number.ts";
import { adminTexts, settingsTexts } from "../../texts/areas.ts";
import type { AdminUser, ClosableMethod } from "../../api.ts";
import type { Found, Panel, UserContext } from "./state.ts";
import { helpDeskFacts } from "./view-help-desk-facts.ts";

/** The facts about a user's second step, and how to help. */
export function factsOf({ user }: Found, { translator, send, now }: UserContext): TemplateResult {
  const none = html`<p class="muted">${translator.say(adminTexts, "none")}</p>`;
  const opener = (panel: Panel, text: string, look: "secondary" | "danger" = "secondary"): TemplateResult =>
    button({ text, look, part: `button ${panel.kind}`, onClick: () => send({ type: "opened", panel }) });
  const reopener = (method: ClosableMethod): TemplateResult =>
    opener({ kind: "reopen", method, text: "", error: null }, translator.say(adminTexts, "reopen"));
  const { factors, backupCodes, preRegisteredPhone: phone, activePhoneDiffers } = user;
  return html`<dl class="facts">
      ${fact(
        translator.say(adminTexts, "methods"),
        factors.length === 0
          ? none
          : html`<ul>
              ${factors.map((factor) => factorRow(translator, factor))}
            </ul>`,
      )}
      ${fact(
        translator.say(adminTexts, "backupCodes"),
        backupCodes === null
          ? none
          : html`<p>${translator.count(settingsTexts, "codesLeft", backupCodes.remaining)}</p>
              ${since(translator, backupCodes.generatedAt)}`,
      )}
      ${fact(
        translator.say(adminTexts, "registeredPhone"),
        html`${phone === null ? none : html`<p>${phoneNumber(phone)}</p>`}
          ${activePhoneDiffers ? notice("warning", translator.say(adminTexts, "phoneDiffers")) : nothing}
          <div class="row buttons">
            ${opener({ kind: "phone", text: "", error: null }, translator.say(adminTexts, phone === null ? "register" : "replace"))}
            ${phone === null ? nothing : opener({ kind: "remove-phone" }, translator.say(adminTexts, "remove"))}
          </div>`,
      )}
      ${fact(translator.say(adminTexts, "wrongCodes"), locks(user.throttle, { translator, now, reopener }) ?? none)}
      ${helpDeskFacts(user, translator, opener).map(([name, content]) => fact(name, content))}
    </dl>
    <div class="row">
      ${opener({ kind: "reset", text: "", error: null }, translator.say(adminTexts, "reset"), "danger")}
    </div>`;
}

const fact = (name: string, content: unknown): TemplateResult =>
  html`<div class="fact">
    <dt>${name}</dt>
    <dd>${content}</dd>
  </div>`;

const since = (translator: Translator, at: string): TemplateResult =>
  html`<p class="muted small">${translator.say(adminTexts, "since", { time: translator.moment(Date.parse(at)) })}</p>`;

function factorRow(translator: Translator, factor: AdminUser["factors"][number]): TemplateResult {
  const keeper = keeperOf(translator, factor);
  return html`<li class="item">
    ${icon(factorIcon(factor.type))}
    <div>
      <p>
        ${factorName(translator, factor)}
        ${factor.phoneNumber === undefined ? nothing : phoneNumber(factor.phoneNumber)}
        ${factor.preferred ? html`<span class="tag">${translator.say(adminTexts, "preferred")}</span>` : nothing}
        ${factor.status === "pending" ? html`<span class="tag off">${translator.say(adminTexts, "pending")}</span>` : nothing}
      </p>
      ${keeper === null ? nothing : html`<p class="muted small">${keeper}</p>`} ${since(translator, factor.createdAt)}
    </div>
  </li>`;
}

interface Reopener {
  readonly reopener: (method: ClosableMethod) => TemplateResult;
}

/** Longer than any wait after a few wrong codes: the guesses of weeks are spent, and only a reopening shortens that. */
const longestWait = 24 * 60 * 60 * 1000;

type Throttle = AdminUser["throttle"];

/** The methods with wrong codes or a lock; null: there are none. */
function locks(
  throttle: Throttle,
  { translator, now, reopener }: Pick<UserContext, "translator" | "now"> & Reopener,
): TemplateResult | null {
  const rows = Object.entries(throttle).flatMap(([method, { failures, lockedUntil, disabled }]) => {
    const until = lockedUntil === null ? 0 : Date.parse(lockedUntil);
    if (failures === 0 && until <= now && !disabled) return [];
    const lock = disabled
      ? translator.say(adminTexts, "disabled")
      : until > now && translator.say(adminTexts, "lockedUntil", { time: translator.moment(until) });
    return html`<li class="item">
      ${lock === false ? nothing : icon("lock")}
      <div>
        <p>${methodName(translator, method) ?? method}: ${translator.count(adminTexts, "failures", failures)}</p>
        ${lock === false ? nothing : html`<p class="small danger">${lock}</p>`}
        ${(disabled || until - now > longestWait) && isClosable(method) ? reopener(method) : nothing}
      </div>
    </li>`;
  });
  return rows.length === 0
    ? null
    : html`<ul>
        ${rows}
      </ul>`;
}
