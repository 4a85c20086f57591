import { html, nothing, type TemplateResult } from "lit";
import { isKnown, kinds, knownTypes } from "../../factors/kinds.ts";
import { button, onSubmit } from "../../parts/buttons.ts";
import { textArea, textField, tick } from "../../parts/fields.ts";
import { adminTexts, generalTexts } from "../../texts/areas.ts";
import { changesIn, type Draft, type DraftError, errorsIn, withType } from "./draft.ts";
import type { PolicyContext, PolicyForm } from "./update.ts";
import { countriesLike, isEverywhere, passkeyChoices } from "./meaning.ts";
import { group, ruleFields } from "./view-rules.ts";
import { allCountries, countryNames } from "../../parts/phone-number.ts";

/** Every country or a choice of them, found by typing. */
function countriesView({ draft, search }: PolicyForm, { translator, send }: PolicyContext): TemplateResult {
  const chosen = draft.smsCountries;
  const choose = (smsCountries: readonly string[]): void =>
    send({ type: "edited", change: { smsCountries: [...smsCountries] } });
  const everywhere = isEverywhere(chosen);
  const shown = countriesLike(countryNames(translator), search);
  return html`${tick({
      text: translator.say(adminTexts, "everywhere"),
      checked: everywhere,
      onChange: (all) => choose(all ? allCountries : []),
    })}
    <p class="muted small">${everywhere ? nothing : translator.count(adminTexts, "countries", chosen.length)}</p>
    ${textField({
      id: "country-search",
      label: translator.say(adminTexts, "search"),
      text: search,
      type: "search",
      onType: (text) => send({ type: "searched", text }),
    })}
    <div class="countries" part="countries" role="group" aria-label=${translator.say(adminTexts, "smsCountries")}>
      ${
        shown.length === 0
          ? html`<p class="muted">${translator.say(adminTexts, "noCountry")}</p>`
          : shown.map(({ code, name }) =>
              tick({
                text: name,
                checked: chosen.includes(code),
                onChange: (on) => choose(on ? [...chosen, code] : chosen.filter((one) => one !== code)),
              }),
            )
      }
    </div>`;
}

/** Passkeys have rules of their own. */
const listedTypes = knownTypes.filter((type) => kinds[type].inPolicyList);

export function policyForm(state: PolicyForm, context: PolicyContext): TemplateResult {
  const { translator, send } = context;
  const { draft, checked } = state;
  const edit = (change: Partial<Draft>): void => send({ type: "edited", change });
  const errors = checked ? errorsIn(draft) : [];
  const error = (which: DraftError, text: "typesMissing" | "inAdvanceNeedsPhone" | "issuerNameWrong") =>
    errors.includes(which) ? translator.say(adminTexts, text) : null;
  const { whoMust, phones, others } = ruleFields(state, context);
  const submit = onSubmit(() => send({ type: "review" }));
  const isUnchanged = checked && errors.length === 0 && changesIn(state.base, draft).length === 0 && !state.saved;
  return html`<form class="stack form" novalidate @submit=${submit}>
    ${whoMust}
    ${group(
      "types",
      translator.say(adminTexts, "types"),
      [
        listedTypes.map((type) =>
          tick({
            text: translator.say(generalTexts, kinds[type].name),
            checked: draft.factorTypes.includes(type),
            onChange: (on) => edit({ factorTypes: withType(draft.factorTypes, type, on) }),
          }),
        ),
        draft.factorTypes
          .filter((type) => !isKnown(type))
          .map((type) => html`<p class="muted small">${type}: ${translator.say(generalTexts, "newestVersion")}</p>`),
      ],
      error("types", "typesMissing"),
    )}
    ${(["allowed", "userVerification", "downgrade"] as const).map((field) =>
      group(
        `passkeys-${field}`,
        translator.say(adminTexts, field === "allowed" ? "passkeys" : field),
        passkeyChoices[field].map(([value, text]) =>
          tick({
            text: translator.say(adminTexts, text),
            radio: `passkeys-${field}`,
            checked: draft.passkeys[field] === value,
            onChange: () => edit({ passkeys: { ...draft.passkeys, [field]: value } }),
          }),
        ),
        null,
      ),
    )}
    ${group(
      "registration",
      translator.say(adminTexts, "registration"),
      (["self", "pre-registered"] as const).map((value) =>
        tick({
          text: translator.say(adminTexts, value === "self" ? "self" : "inAdvance"),
          radio: "registration",
          checked: draft.phoneRegistration === value,
          onChange: () => edit({ phoneRegistration: value }),
        }),
      ),
      error("registration", "inAdvanceNeedsPhone"),
    )}
    ${group("countries", translator.say(adminTexts, "smsCountries"), countriesView(state, context), null)} ${phones}
    ${others}
    ${textField({
      id: "issuer-name",
      label: translator.say(adminTexts, "issuerName"),
      text: draft.issuerName,
      error: error("issuer", "issuerNameWrong"),
      maxLength: 40,
      required: true,
      onType: (issuerName) => edit({ issuerName }),
    })}
    ${textArea({
      id: "recovery-help",
      label: translator.say(adminTexts, "help"),
      hint: translator.say(adminTexts, "helpHint"),
      text: draft.recoveryHelp,
      maxLength: 500,
      onType: (recoveryHelp) => edit({ recoveryHelp }),
    })}
    <div class="row">
      ${button({ text: translator.say(adminTexts, "review"), look: "primary", type: "submit", part: "button submit" })}
      ${isUnchanged ? html`<p class="muted">${translator.say(adminTexts, "unchanged")}</p>` : nothing}
    </div>
  </form>`;
}
