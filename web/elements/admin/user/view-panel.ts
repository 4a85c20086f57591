import { html, nothing, type TemplateResult } from "lit";
import { methodName } from "../../factors/kinds.ts";
import { onSubmit } from "../../parts/submit.ts";
import { button } from "../../parts/button.ts";
import { notice } from "../../parts/notice.ts";
import { textArea } from "../../parts/text-area.ts";
import { textField } from "../../parts/text-field.ts";
import { adminTexts, enrollmentTexts, generalTexts, organizationTexts } from "../../texts/areas.ts";
import { numberErrorText, troubleNotice, tryAgain } from "../../trouble/trouble-notice.ts";
import { afterReset } from "./outcome-text.ts";
import type { Found, Panel, UserState, UserContext } from "./state.ts";
import { type Parts, helpDeskParts } from "./view-help-desk.ts";

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
            hint: translator.say(enrollmentTexts, "phoneHint"),
            text: panel.text,
            error: numberErrorText(translator, panel.error),
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
