import { html, type TemplateResult } from "lit";
import type { ButtonOptions } from "../../parts/button.ts";
import { notice } from "../../parts/notice.ts";
import { textField } from "../../parts/text-field.ts";
import { tick } from "../../parts/tick.ts";
import { organizationTexts } from "../../texts/areas.ts";
import { sentText } from "./outcome-text.ts";
import type { Found, Panel, UserContext } from "./state.ts";

export interface Parts {
  readonly title: string;
  readonly content: unknown;
  readonly action: Pick<ButtonOptions, "text" | "look">;
}

type HelpDeskPanel = Extract<Panel, { kind: "requirement" | "bypass-code" | "recovery" | "end-devices" | "caller" }>;
type Caller = Extract<Panel, { kind: "caller" }>;

/** The help desk's acts before they are done. */
export function helpDeskParts(
  { user: { userId: user } }: Found,
  panel: HelpDeskPanel,
  context: UserContext,
  reasonField: (panel: { readonly text: string; readonly error: string | null }) => TemplateResult,
): Parts {
  const { translator, send } = context;
  switch (panel.kind) {
    case "requirement": {
      const must = panel.required === true;
      return {
        title: translator.say(organizationTexts, must ? "mustTitle" : "mustNotTitle", { user }),
        content: html`<p>${translator.say(organizationTexts, must ? "mustText" : "mustNotText")}</p>
          ${reasonField(panel)}`,
        action: { text: translator.say(organizationTexts, must ? "must" : "mustNot"), look: "primary" },
      };
    }
    case "bypass-code":
      return {
        title: translator.say(organizationTexts, "bypassTitle", { user }),
        content: html`${notice("warning", translator.say(organizationTexts, "bypassText"))}
        ${textField({
          id: "hours",
          label: translator.say(organizationTexts, "hours"),
          hint: translator.say(organizationTexts, "hoursHint"),
          text: panel.hours,
          error: panel.error === "hours" ? translator.say(organizationTexts, "hoursWrong") : null,
          maxLength: 2,
          required: true,
          onType: (text) => send({ type: "hours-typed", text }),
        })}
        ${reasonField(panel)}`,
        action: { text: translator.say(organizationTexts, "bypassMake"), look: "primary" },
      };
    case "recovery": {
      const { approves } = panel;
      const text = translator.say(organizationTexts, approves ? "approveRecoveryText" : "refuseRecoveryText");
      return {
        title: translator.say(organizationTexts, approves ? "approveRecoveryTitle" : "refuseRecoveryTitle", { user }),
        content: html`${approves ? notice("warning", text) : html`<p>${text}</p>`} ${reasonField(panel)}`,
        action: approves
          ? { text: translator.say(organizationTexts, "approveRecovery"), look: "primary" }
          : { text: translator.say(organizationTexts, "refuseRecovery"), look: "danger" },
      };
    }
    case "end-devices":
      return {
        title: translator.say(organizationTexts, "devicesTitle", { user }),
        content: html`<p>${translator.say(organizationTexts, "devicesText")}</p>`,
        action: { text: translator.say(organizationTexts, "devicesEnd"), look: "danger" },
      };
    case "caller":
      return {
        title: translator.say(organizationTexts, "callerTitle", { user }),
        content: panel.sent === null ? channels(panel, context) : words(panel, context),
        action: {
          text: translator.say(organizationTexts, panel.sent === null ? "callerSend" : "callerConfirm"),
          look: "primary",
        },
      };
  }
}

const channels = ({ channel }: Caller, { translator, send }: UserContext): TemplateResult =>
  html`${notice("info", translator.say(organizationTexts, "callerText"))}
    <fieldset>
      ${(["email", "phone"] as const).map((one) =>
        tick({
          text: translator.say(organizationTexts, one === "email" ? "callerEmail" : "callerPhone"),
          radio: "channel",
          checked: channel === one,
          onChange: () => send({ type: "channel", channel: one }),
        }),
      )}
    </fieldset>`;

const words = ({ sent, text, error }: Caller, { translator, send }: UserContext): TemplateResult =>
  html`<p>${sent === null ? "" : sentText(translator, sent)}</p>
    ${textField({
      id: "words",
      label: translator.say(organizationTexts, "callerWords"),
      text,
      error:
        error === null ? null : translator.say(organizationTexts, error === "empty" ? "callerMissing" : "callerWrong"),
      maxLength: 100,
      required: true,
      onType: (typed) => send({ type: "panel-typed", text: typed }),
    })}`;
