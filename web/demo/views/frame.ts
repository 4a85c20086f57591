import { html, nothing, type TemplateResult } from "lit";
import type { Actions } from "../actions.ts";
import { type News, type Place, placesOf, type Session } from "../state.ts";
import { say } from "../words.ts";
import { brand, languageSwitch } from "./mark.ts";

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
