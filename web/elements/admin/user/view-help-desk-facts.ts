import { html, nothing, type TemplateResult } from "lit";
import type { AdminUser } from "../../api.ts";
import type { Translator } from "../../language/translator.ts";
import { dayText, shortMoment } from "../../parts/time.ts";
import { adminTexts, organizationTexts } from "../../texts/areas.ts";
import type { Panel } from "./state.ts";

type Opener = (panel: Panel, text: string) => TemplateResult;

/** Whether the user must, the devices, a recovery under way, a code of the help desk, and who is on the phone. */
export function helpDeskFacts(
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
