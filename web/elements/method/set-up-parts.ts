import { html, nothing, type TemplateResult } from "lit";
import { isLocked, isPuzzling } from "../code/code-entry.ts";
import { onSubmit } from "../parts/submit.ts";
import { button, type ButtonOptions } from "../parts/button.ts";
import { codeField } from "../parts/code-field.ts";
import { enrollmentTexts, generalTexts } from "../texts/areas.ts";
import { codeErrorText, lockNotice, troubleNotice } from "../trouble/trouble-notice.ts";
import type { MethodKind } from "./kind.ts";
import type { CodeState, SetUpBase, SetUpContext } from "./set-up.ts";

interface ConfirmOptions {
  /** Advice from the second wrong code on. */
  readonly puzzled?: MethodKind["puzzled"];
  readonly look?: ButtonOptions["look"];
}

/** The field for the first code of a new method. */
export function confirmForm(
  { entry, request }: CodeState,
  label: string,
  { translator, now, send }: SetUpContext<never>,
  { puzzled = null, look = "primary" }: ConfirmOptions = {},
): TemplateResult {
  const locked = isLocked(entry, now);
  const submit = onSubmit(() => send({ type: "submitted", now: Date.now() }));
  return html`${lockNotice(translator, entry.lock, now)}
    <form class="stack" novalidate @submit=${submit}>
      ${codeField({
        label,
        text: entry.text,
        error: codeErrorText(translator, entry.error),
        disabled: locked,
        ...(puzzled !== null && isPuzzling(entry) ? { hint: translator.say(generalTexts, puzzled) } : {}),
        onType: (text) => send({ type: "typed", text, now: Date.now() }),
      })}
      ${button({
        text: translator.say(enrollmentTexts, "confirm"),
        look,
        type: "submit",
        part: "button submit",
        wide: true,
        busy: request?.call === "confirm",
        disabled: locked,
      })}
    </form>`;
}

/** A set-up that is over has to begin again; anything else can be tried once more with the view's own button. */
export function setUpTrouble({ trouble }: SetUpBase, context: SetUpContext<never>): unknown {
  const isOver = trouble?.code === "enrollment_expired" || trouble?.code === "factor_not_found";
  const again = button({
    text: context.translator.say(enrollmentTexts, "startAgain"),
    part: "button start-again",
    onClick: () => context.send({ type: "start-again" }),
  });
  return troubleNotice(trouble, context, isOver ? again : nothing);
}

/** Back to the choice, or out if there is none. */
export const goBack = ({ offer }: SetUpBase, { translator, send, leave }: SetUpContext<never>): TemplateResult =>
  offer.factorTypes.length > 1
    ? button({
        text: translator.say(enrollmentTexts, "anotherMethod"),
        look: "plain",
        part: "button back",
        onClick: () => send({ type: "pick-again" }),
      })
    : button({ text: translator.say(generalTexts, "cancel"), look: "quiet", part: "button cancel", onClick: leave });
