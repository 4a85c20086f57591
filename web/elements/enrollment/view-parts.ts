import { html, nothing, type TemplateResult } from "lit";
import { button } from "../parts/button.ts";
import { notice } from "../parts/notice.ts";
import { problemText } from "../trouble/problem-text.ts";
import { waitText } from "../trouble/wait-text.ts";
import { enrollmentTexts, generalTexts } from "../texts/areas.ts";
import type { EnrollmentState } from "./state.ts";
import type { EnrollmentContext } from "./view-context.ts";

/** A set-up that is over has to begin again; anything else can be tried once more with the view's own button. */
export function trouble(state: EnrollmentState, { translator, now, send }: EnrollmentContext): unknown {
  if (state.trouble === null) return nothing;
  const { code, until } = state.trouble;
  const isOver = code === "enrollment_expired" || code === "factor_not_found";
  const again = button({
    text: translator.say(enrollmentTexts, "startAgain"),
    part: "button start-again",
    onClick: () => send({ type: "start-again" }),
  });
  return notice(
    "warning",
    html`<p>${problemText(translator, code)}</p>
      ${waitText(translator, until, now)} ${isOver ? again : nothing}`,
  );
}

/** Back to the choice, or out if there is none. */
export const goBack = (state: EnrollmentState, { translator, send, leave }: EnrollmentContext): TemplateResult =>
  state.offer.factorTypes.length > 1
    ? button({
        text: translator.say(enrollmentTexts, "anotherMethod"),
        look: "plain",
        part: "button back",
        onClick: () => send({ type: "pick-again" }),
      })
    : button({ text: translator.say(generalTexts, "cancel"), look: "quiet", part: "button cancel", onClick: leave });
