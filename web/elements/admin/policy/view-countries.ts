import { html, nothing, type TemplateResult } from "lit";
import { textField } from "../../parts/text-field.ts";
import { tick } from "../../parts/tick.ts";
import { adminTexts } from "../../texts/areas.ts";
import { allCountries, countryNames } from "../../parts/country-field.ts";
import { countriesLike, isEverywhere } from "./country-names.ts";
import type { PolicyForm, PolicyContext } from "./update.ts";

/** Every country or a choice of them, found by typing. */
export function countriesView({ draft, search }: PolicyForm, { translator, send }: PolicyContext): TemplateResult {
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
