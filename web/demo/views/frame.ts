import { html, nothing, svg, type TemplateResult } from "lit";
import type { Actions } from "../actions.ts";
import { type News, type Place, placesOf, type Session } from "../state.ts";
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

/** The fragment says which page is shown, so this link must not change it. */
const skip = (event: Event): void => {
  event.preventDefault();
  document.getElementById("main")?.focus();
};

/** The app around its pages: place, user and sign-out. */
export const frame = (
  session: Session,
  { place, news }: { readonly place: Place; readonly news: News },
  content: TemplateResult,
  actions: Actions,
): TemplateResult => html`
  <div class="inside">
    <header class="bar">
      <a class="skip" href="#main" @click=${skip}>${say("skip")}</a>
      ${brand()}
      <nav aria-label="Larch">
        ${placesOf(session).map(
          (one) => html`<a href="#${one}" aria-current=${one === place ? "page" : nothing}>${say(one)}</a>`,
        )}
      </nav>
      <div class="who">
        ${languageSwitch()}
        <span class="who-name">${session.email}</span>
        <button type="button" class="small" @click=${() => void actions.leave()}>${say("signOut")}</button>
      </div>
    </header>
    <main id="main" tabindex="-1">
      ${news.failed < 3 ? nothing : html`<p class="notice" role="status">${say("failed", { count: news.failed })}</p>`}
      ${
        news.codesLeft === null
          ? nothing
          : html`<p class="notice" role="status">
              ${say("codesLeft", { count: news.codesLeft })} <a href="#security">${say("newPhone")}</a>
            </p>`
      }
      ${content}
    </main>
  </div>
`;
