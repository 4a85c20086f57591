import { html, type TemplateResult } from "lit";
import type { Session } from "../state.ts";
import { say } from "../words.ts";

const gate = (): TemplateResult => html`
  <section class="card gate" aria-labelledby="gate-title">
    <h2 id="gate-title">${say("gateTitle")}</h2>
    <p>${say("gateText")}</p>
    <a class="button primary" href="#security">${say("addStep")}</a>
  </section>
`;

export const adminView = (session: Session, element: TemplateResult): TemplateResult => html`
  <h1>${say("admin")}</h1>
  <p class="lead">${say("adminLead", { tenant: session.tenant })}</p>
  ${session.factor === null ? gate() : element}
`;
