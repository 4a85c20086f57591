import { html, type TemplateResult } from "lit";
import type { Session } from "../state.ts";

const gate = html`
  <section class="card gate" aria-labelledby="gate-title">
    <h2 id="gate-title">Add a second step first</h2>
    <p>
      Administrators can reset other people's second factor, so a password alone does not open this page. Add a second
      step, sign in with it, and come back.
    </p>
    <a class="button primary" href="#security">Add a second step</a>
  </section>
`;

export const adminView = (session: Session, element: TemplateResult): TemplateResult => html`
  <h1>Admin</h1>
  <p class="lead">Second factors of the people at <b>${session.tenant}</b>.</p>
  ${session.factor === null ? gate : element}
`;
