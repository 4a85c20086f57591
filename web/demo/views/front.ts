import { html, type TemplateResult } from "lit";
import { brand } from "./mark.ts";

/** Page of a visitor who is not signed in: one task on a quiet ground. */
export const front = (content: TemplateResult): TemplateResult => html`
  <div class="front">
    <header class="front-head">${brand()}</header>
    <main id="main" tabindex="-1">${content}</main>
    <footer class="front-foot">
      Larch is invented. It shows how an app looks that leaves its second step to
      <a href="/docs">Countersign</a>.
    </footer>
  </div>
`;
