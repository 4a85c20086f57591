import { html, nothing, type TemplateResult } from "lit";
import { fieldError, textField, tick } from "../../parts/fields.ts";
import { organizationTexts, overviewTexts, type PlainKey } from "../../texts/areas.ts";
import { type Draft, type DraftError, errorsIn } from "./draft.ts";
import { ruleChoices } from "./meaning.ts";
import type { PolicyContext, PolicyForm } from "./update.ts";

/** Enforcement and its day; calls and the budget; remembered devices, the second administrator, recovery. */
export function ruleFields({ draft, checked }: PolicyForm, { translator, send }: PolicyContext) {
  const edit = (change: Partial<Draft>): void => send({ type: "edited", change });
  const errors = checked ? errorsIn(draft) : [];
  const say = (key: PlainTextKey): string => translator.say(organizationTexts, key);
  const wrong = (error: DraftError, key: PlainTextKey): string | null => (errors.includes(error) ? say(key) : null);
  const choices = (field: keyof typeof ruleChoices, legend: PlainTextKey): TemplateResult =>
    group(
      field,
      say(legend),
      ruleChoices[field].map(([value, text]) =>
        tick({
          text: say(text),
          radio: field,
          checked: draft[field] === value,
          onChange: () => edit({ [field]: value }),
        }),
      ),
      null,
    );
  const text = (
    field: "graceDays" | "roles" | "deviceDays" | "delayHours",
    label: PlainTextKey,
    hint: PlainTextKey,
    error: string | null,
  ): TemplateResult =>
    textField({
      id: field,
      label: say(label),
      hint: say(hint),
      text: draft[field],
      error,
      onType: (typed) => edit({ [field]: typed }),
    });
  const from = dateField({
    label: say("from"),
    hint: say("fromHint"),
    value: draft.enforcementFrom,
    onType: (enforcementFrom) => edit({ enforcementFrom }),
  });
  return {
    whoMust: html`${choices("enforcement", "enforcement")} ${draft.enforcement === "off" ? nothing : from}
    ${text("roles", "roles", "rolesHint", wrong("roles", "rolesWrong"))}
    ${text("graceDays", "grace", "graceHint", wrong("grace", "graceWrong"))}`,
    phones: html`${group(
      "voice",
      translator.say(overviewTexts, "voice"),
      tick({
        text: translator.say(overviewTexts, "voiceText"),
        checked: draft.voice,
        onChange: (voice) => edit({ voice }),
      }),
      null,
    )}
    ${textField({
      id: "budget",
      label: translator.say(overviewTexts, "budget"),
      hint: translator.say(overviewTexts, "budgetHint"),
      text: draft.budget,
      error: errors.includes("budget") ? translator.say(overviewTexts, "budgetWrong") : null,
      onType: (budget) => edit({ budget }),
    })}`,
    others: html`${text("deviceDays", "deviceDays", "deviceDaysHint", wrong("devices", "deviceDaysWrong"))}
    ${choices("resetApproval", "approvalRule")} ${choices("recoveryMode", "recovery")}
    ${
      draft.recoveryMode === "off" && !errors.includes("delay")
        ? nothing
        : text("delayHours", "delay", "delayHint", wrong("delay", "delayWrong"))
    }`,
  };
}

type PlainTextKey = PlainKey<typeof organizationTexts>;

interface DateOptions {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onType: (instant: string) => void;
}

/** A day in UTC; empty: none. */
const dateField = ({ label, hint, value, onType }: DateOptions): TemplateResult =>
  html`<div class="field" part="field">
    <label for="enforcement-from" part="label">${label}</label>
    <input
      id="enforcement-from"
      name="enforcement-from"
      part="input"
      type="date"
      .value=${value.slice(0, 10)}
      aria-describedby="enforcement-from-hint"
      @change=${({ target }: Event) => {
        if (target instanceof HTMLInputElement) onType(target.value === "" ? "" : `${target.value}T00:00:00Z`);
      }}
    />
    <p id="enforcement-from-hint" class="hint">${hint}</p>
  </div>`;

export const group = (id: string, legend: string, content: unknown, error: string | null): TemplateResult =>
  html`<fieldset
    id=${id}
    part="field"
    tabindex="-1"
    aria-invalid=${error === null ? nothing : "true"}
    aria-describedby=${error === null ? nothing : `${id}-error`}
  >
    <legend part="label">${legend}</legend>
    ${content} ${fieldError(error, id)}
  </fieldset>`;
