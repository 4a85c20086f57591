import { html, nothing, type TemplateResult } from "lit";
import { kinds, knownTypes } from "../factors/kinds.ts";
import { setUpView } from "../factors/set-ups.ts";
import type { Hindrance } from "../method/kind.ts";
import { type SetUpContext, setUpTrouble } from "../method/set-up.ts";
import { button, choice } from "../parts/buttons.ts";
import { heading } from "../parts/blocks.ts";
import { enrollmentTexts, generalTexts, settingsTexts } from "../texts/areas.ts";
import { type EnrollmentMessage, type EnrollmentState, knownIn } from "./update.ts";

interface EnrollmentContext extends SetUpContext<EnrollmentMessage> {
  readonly goOn: () => void;
  /** The user has a method already. */
  readonly isFurther: boolean;
}

/** Everything but the codes, which are an element of their own. */
export function enrollmentView(
  state: Exclude<EnrollmentState, { view: "codes" }>,
  context: EnrollmentContext,
): TemplateResult {
  const { translator, leave } = context;
  if ("type" in state) return setUpView(state.type, state, context);
  const impasse = (title: string, lead: string): TemplateResult =>
    html`<div class="stack">
      ${heading(title, lead, "help")}
      ${button({ text: translator.say(generalTexts, "back"), wide: true, onClick: leave })}
    </div>`;
  switch (state.view) {
    case "pick":
      return pickView(state, context);
    case "none":
      return impasse(translator.say(enrollmentTexts, "noneTitle"), translator.say(enrollmentTexts, "noneLead"));
    case "outdated":
      return impasse(translator.say(enrollmentTexts, "outdatedTitle"), translator.say(enrollmentTexts, "outdatedLead"));
    case "used":
      return html`<div class="stack">
        ${heading(translator.say(enrollmentTexts, "usedTitle"), translator.say(enrollmentTexts, "usedLead"), "check")}
        ${button({ text: translator.say(enrollmentTexts, "usedNext"), look: "primary", wide: true, onClick: context.goOn })}
      </div>`;
    case "done":
      return heading(translator.say(enrollmentTexts, "done"), nothing, "check", "success");
  }
}

/** A choice that the user can make possible, by another address, is shown with its reason; one that this browser lacks is not. */
const listed: Readonly<Record<Hindrance, boolean>> = { passkeyAddress: true, passkeyUnsupported: false };
const isListed = (hindrance: Hindrance | null): boolean => hindrance === null || listed[hindrance];

function pickView(state: EnrollmentState, context: EnrollmentContext): TemplateResult {
  const { translator, send, leave } = context;
  const isBusy = state.request !== null;
  const offered = knownIn(state.offer);
  const types = knownTypes.filter((type) => offered.includes(type) && isListed(kinds[type].hindrance()));
  const best = types.find((type) => kinds[type].recommended && kinds[type].hindrance() === null);
  const title = context.isFurther
    ? heading(translator.say(settingsTexts, "addMethod"), nothing, "shield")
    : heading(translator.say(enrollmentTexts, "pickTitle"), translator.say(enrollmentTexts, "pickLead"), "shield");
  return html`<div class="stack" aria-busy=${isBusy ? "true" : nothing}>
    ${title} ${setUpTrouble(state, context)}
    <ul class="choices">
      ${types.map((type) => {
        const { icon, pick, hindrance } = kinds[type];
        const hindered = hindrance();
        return choice({
          icon,
          title: translator.say(enrollmentTexts, pick.title),
          text: hindered === null ? translator.say(enrollmentTexts, pick.text) : translator.say(generalTexts, hindered),
          ...(type === best && types.length > 1 ? { badge: translator.say(enrollmentTexts, "recommended") } : {}),
          disabled: isBusy || hindered !== null,
          onClick: () => send({ type: "pick", factorType: type }),
        });
      })}
    </ul>
    <div class="row">
      ${button({ text: translator.say(generalTexts, "cancel"), look: "quiet", part: "button cancel", onClick: leave })}
    </div>
  </div>`;
}
