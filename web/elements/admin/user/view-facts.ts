import { html, nothing, type TemplateResult } from "lit";
import type { Translator } from "../../language/translator.ts";
import { button } from "../../parts/buttons.ts";
import { factorIcon, factorName, isClosable, keeperOf, methodName } from "../../factors/kinds.ts";
import { icon, notice } from "../../parts/blocks.ts";
import { phoneNumber } from "../../parts/phone-number.ts";
import { adminTexts, organizationTexts, settingsTexts } from "../../texts/areas.ts";
import type { AdminUser, ClosableMethod } from "../../api.ts";
import type { Found, Panel, UserContext } from "./state.ts";
import { dayText, shortMoment } from "../../parts/time.ts";

type Opener = (panel: Panel, text: string) => TemplateResult;

/** Whether the user must, the devices, a recovery under way, a code of the help desk, and who is on the phone. */
function helpDeskFacts(
  user: AdminUser,
  translator: Translator,
  opener: Opener,
): readonly (readonly [name: string, content: TemplateResult])[] {
  const none = html`<p class="muted">${translator.say(adminTexts, "none")}</p>`;
  const moment = (at: string): string => translator.moment(Date.parse(at));
  const { requirement, grace, devices, bypassCode, recovery, enabled } = user;
  const required = requirement === null ? true : null;
  return [
    [
      translator.say(organizationTexts, "requirement"),
      html`<p>${translator.say(organizationTexts, requirement === null ? "byPolicy" : "byAdmin")}</p>
        ${
          grace === null
            ? nothing
            : html`<p class="muted small">
                ${translator.say(organizationTexts, "graceUntil", { time: moment(grace.until) })}
              </p>`
        }
        <div class="row buttons">
          ${opener(
            { kind: "requirement", required, text: "", error: null },
            translator.say(organizationTexts, required === null ? "mustNot" : "must"),
          )}
        </div>`,
    ],
    [
      translator.say(organizationTexts, "devices"),
      devices.length === 0
        ? none
        : html`<ul>
              ${devices.map(
                ({ label, lastUsedAt, expiresAt }) =>
                  html`<li>
                    <p>${label}</p>
                    <p class="muted small">
                      ${translator.say(organizationTexts, "deviceUsed", {
                        used: shortMoment(translator, lastUsedAt),
                        until: dayText(translator, expiresAt),
                      })}
                    </p>
                  </li>`,
              )}
            </ul>
            <div class="row buttons">
              ${opener({ kind: "end-devices" }, translator.say(organizationTexts, "devicesEnd"))}
            </div>`,
    ],
    ...(recovery === null
      ? []
      : [
          [
            translator.say(organizationTexts, "recoveryState"),
            html`<p>${stateText(translator, recovery)}</p>
              ${recovery.needsApproval === true ? html`<p>${translator.say(organizationTexts, "recoveryNeeds")}</p>` : nothing}
              <div class="row buttons">
                ${
                  recovery.needsApproval === true
                    ? opener(
                        { kind: "recovery", approves: true, text: "", error: null },
                        translator.say(organizationTexts, "approveRecovery"),
                      )
                    : nothing
                }
                ${opener(
                  { kind: "recovery", approves: false, text: "", error: null },
                  translator.say(organizationTexts, "refuseRecovery"),
                )}
              </div>`,
          ] as const,
        ]),
    [
      translator.say(organizationTexts, "bypass"),
      html`${
        bypassCode === null
          ? none
          : html`<p>${translator.say(organizationTexts, "bypassUntil", { time: moment(bypassCode.expiresAt) })}</p>`
      }
      ${
        enabled
          ? html`<div class="row buttons">
              ${opener(
                { kind: "bypass-code", hours: "8", text: "", error: null },
                translator.say(organizationTexts, "bypassMake"),
              )}
            </div>`
          : nothing
      }`,
    ],
    [
      translator.say(organizationTexts, "caller"),
      html`<div class="row buttons">
        ${opener(
          { kind: "caller", channel: "email", sent: null, text: "", error: null },
          translator.say(organizationTexts, "callerStart"),
        )}
      </div>`,
    ],
  ];
}

/** A state that is newer than this page is shown as it is. */
function stateText(translator: Translator, { state, readyAt }: NonNullable<AdminUser["recovery"]>): string {
  switch (state) {
    case "asked":
      return translator.say(organizationTexts, "recoveryAsked");
    case "waiting":
      return readyAt === undefined
        ? state
        : translator.say(organizationTexts, "recoveryWaiting", { time: translator.moment(Date.parse(readyAt)) });
    case "ready":
      return translator.say(organizationTexts, "recoveryReady");
    default:
      return state;
  }
}

/** The facts about a user's second step, and how to help. */
export function factsOf({ user }: Found, { translator, send, now }: UserContext): TemplateResult {
  const none = html`<p class="muted">${translator.say(adminTexts, "none")}</p>`;
  const opener = (panel: Panel, text: string, look: "secondary" | "danger" = "secondary"): TemplateResult =>
    button({ text, look, part: `button ${panel.kind}`, onClick: () => send({ type: "opened", panel }) });
  const reopener = (method: ClosableMethod): TemplateResult =>
    opener({ kind: "reopen", method, text: "", error: null }, translator.say(adminTexts, "reopen"));
  const { factors, backupCodes, preRegisteredPhone: phone, activePhoneDiffers } = user;
  const locked = locks(user.throttle, { translator, now, reopener });
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
      ${fact(translator.say(adminTexts, "wrongCodes"), locked ?? none)}
      ${helpDeskFacts(user, translator, opener).map(([name, content]) => fact(name, content))}
    </dl>
    ${
      locked === null && factors.length === 0 && !user.enabled
        ? nothing
        : html`<div class="row">
            ${opener({ kind: "reset", text: "", error: null }, translator.say(adminTexts, "reset"), "danger")}
          </div>`
    }`;
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
