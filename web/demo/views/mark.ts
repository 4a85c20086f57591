import { html, svg, type TemplateResult } from "lit";
import { language, languageNames, say, speak } from "../words.ts";

/** The sign of the invented company. */
const mark = (size = 32): TemplateResult => html`
  <svg class="mark" aria-hidden="true" width=${size} height=${size} viewBox="0 0 32 32">
    <rect width="32" height="32" rx="9" fill="#0e4a3f" />
    ${svg`<path d="M16 26V8M16 12.5l-4.5-3M16 12.5l4.5-3M16 18l-6.5-4.2M16 18l6.5-4.2M16 23.5l-8-5.2M16 23.5l8-5.2" fill="none" stroke="#f2c14e" stroke-linecap="round" stroke-width="2.2" />`}
  </svg>
`;

/** Tells the page, which draws itself anew. */
const choose = ({ target }: Event): void => {
  if (!(target instanceof HTMLSelectElement)) return;
  speak(target.value);
  target.dispatchEvent(new CustomEvent("larch-language", { bubbles: true }));
};

export const languageSwitch = (): TemplateResult => html`
  <select class="language" aria-label=${say("language")} @change=${choose}>
    ${Object.entries(languageNames).map(
      ([code, name]) => html`<option value=${code} lang=${code} ?selected=${code === language()}>${name}</option>`,
    )}
  </select>
`;

export const brand = (): TemplateResult => html`<span class="brand">${mark(30)}<span>Larch</span></span>`;
