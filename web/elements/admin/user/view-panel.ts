import { html, nothing, type TemplateResult } from "lit";
import { methodName } from "../../factors/kinds.ts";
import { button, type ButtonOptions, onSubmit } from "../../parts/buttons.ts";
import { notice } from "../../parts/blocks.ts";
import { textArea, textField, tick } from "../../parts/fields.ts";
import { adminTexts, enrollmentTexts, generalTexts, organizationTexts } from "../../texts/areas.ts";
import { problemText, troubleNotice, tryAgain } from "../../trouble/trouble.ts";
import { afterReset, sentText } from "./effects.ts";
import type { Found, Panel, UserContext, UserState } from "./state.ts";

export interface Parts {
  readonly title: string;
  readonly content: unknown;
  readonly action: Pick<ButtonOptions, "text" | "look">;
}

type HelpDeskPanel = Extract<Panel, { kind: "requirement" | "bypass-code" | "recovery" | "end-devices" | "caller" }>;
type Caller = Extract<Panel, { kind: "caller" }>;

/** The help desk's acts before they are done. */
function helpDeskParts(
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

/** Says what will happen to whom, and asks for what it needs, before it is done. */
export function panelView(state: UserState, found: Found, panel: Panel, context: UserContext): TemplateResult {
  const { translator, send } = context;
  const submit = onSubmit(() => send({ type: "panel-submitted" }));
  const { title, content, action } = parts(found, panel, context);
  return html`<form
    id="panel"
    class="stack panel"
    part="panel"
    novalidate
    aria-labelledby="panel-title"
    @submit=${submit}
  >
    <h4 id="panel-title" tabindex="-1">${title}</h4>
    ${content}
    ${troubleNotice(
      state.trouble,
      context,
      tryAgain(state.trouble, context, () => send({ type: "retry" })),
      state.trouble?.code === "challenge_expired" ? translator.say(organizationTexts, "callerOver") : null,
    )}
    <div class="row buttons">
      ${button({ ...action, type: "submit", part: "button submit", busy: state.request !== null })}
      ${button({
        text: translator.say(generalTexts, "cancel"),
        part: "button cancel",
        disabled: state.request !== null,
        onClick: () => send({ type: "closed" }),
      })}
    </div>
  </form>`;
}

function parts(found: Found, panel: Panel, context: UserContext): Parts {
  const { translator, send } = context;
  const { userId: user, enabled, preRegisteredPhone: phone } = found.user;
  const type = (text: string): void => send({ type: "panel-typed", text });
  const reasonField = ({ text, error }: { readonly text: string; readonly error: string | null }): TemplateResult =>
    textArea({
      id: "reason",
      label: translator.say(adminTexts, "reason"),
      hint: translator.say(adminTexts, "reasonHint"),
      text,
      error: error === "reason" ? translator.say(adminTexts, "reasonMissing") : null,
      maxLength: 500,
      required: true,
      onType: type,
    });
  switch (panel.kind) {
    case "reset":
      return {
        title: translator.say(adminTexts, "resetTitle", { user }),
        content: html`<p>${translator.say(adminTexts, "resetGoes")}</p>
          ${notice("warning", afterReset(translator, found))} ${reasonField(panel)}`,
        action: { text: translator.say(adminTexts, "resetNow", { user }), look: "danger" },
      };
    case "reopen": {
      const method = methodName(translator, panel.method) ?? panel.method;
      return {
        title: translator.say(adminTexts, "reopenTitle", { user, method }),
        content: html`${notice("warning", translator.say(adminTexts, "reopenText"))} ${reasonField(panel)}`,
        action: { text: translator.say(adminTexts, "reopen"), look: "primary" },
      };
    }
    case "phone":
      return {
        title: translator.say(adminTexts, "registerTitle", { user }),
        content: html`<p>${translator.say(adminTexts, "registerText")} ${translator.say(adminTexts, "phoneStays")}</p>
          ${textField({
            id: "phone",
            label: translator.say(enrollmentTexts, "phoneLabel"),
            hint: translator.say(adminTexts, "phoneHint"),
            text: panel.text,
            error: panel.error === null ? null : problemText(translator, panel.error),
            type: "tel",
            maxLength: 64,
            required: true,
            onType: type,
          })}`,
        action: { text: translator.say(adminTexts, "save"), look: "primary" },
      };
    case "remove-phone": {
      const blocks = !enabled && found.policy.phoneRegistration === "pre-registered";
      return {
        title: translator.say(adminTexts, "removeTitle", { user }),
        content: blocks
          ? notice("warning", translator.say(adminTexts, "removeBlocks"))
          : html`<p>${enabled ? translator.say(adminTexts, "phoneStays") : nothing}</p>`,
        action: { text: translator.say(adminTexts, "removeNow", { phone: phone ?? "" }), look: "danger" },
      };
    }
    default:
      return helpDeskParts(found, panel, context, reasonField);
  }
}
