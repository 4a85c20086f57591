import { html, nothing, type TemplateResult } from "lit";
import type { Actions } from "../actions.ts";
import { type Place, placesOf, type Session } from "../state.ts";
import { brand } from "./mark.ts";

const titles: Readonly<Record<Place, string>> = { overview: "Overview", security: "Security", admin: "Admin" };

/** The fragment says which page is shown, so this link must not change it. */
const skip = (event: Event): void => {
  event.preventDefault();
  document.getElementById("main")?.focus();
};

/** The app around its pages: place, user and sign-out. */
export const frame = (
  session: Session,
  { place, failed }: { readonly place: Place; readonly failed: number },
  content: TemplateResult,
  actions: Actions,
): TemplateResult => html`
  <div class="inside">
    <header class="bar">
      <a class="skip" href="#main" @click=${skip}>Skip to the content</a>
      ${brand()}
      <nav aria-label="Larch">
        ${placesOf(session).map(
          (one) => html`<a href="#${one}" aria-current=${one === place ? "page" : nothing}>${titles[one]}</a>`,
        )}
      </nav>
      <div class="who">
        <span class="who-name">${session.email}</span>
        <button type="button" class="small" @click=${() => void actions.leave()}>Sign out</button>
      </div>
    </header>
    <main id="main" tabindex="-1">
      ${
        failed < 3
          ? nothing
          : html`<p class="notice" role="status">
              ${failed} wrong codes were tried since your last sign-in. If that was not you, change your password.
            </p>`
      }
      ${content}
    </main>
  </div>
`;
