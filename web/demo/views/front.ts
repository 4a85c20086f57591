import { html, type TemplateResult } from "lit";
import { say } from "../words.ts";
import { brand, languageSwitch } from "./mark.ts";

/** Page of a visitor who is not signed in: one task on a quiet ground. */
export const front = (content: TemplateResult): TemplateResult => html`
  <div class="front">
    <header class="front-head">${brand()}</header>
    <main id="main" tabindex="-1">${content}</main>
    <footer class="front-foot">
      <p>${say("invented")} <a href="/docs">Countersign</a>.</p>
      ${languageSwitch()}
    </footer>
  </div>
`;
