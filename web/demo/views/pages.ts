import { html, type TemplateResult } from "lit";
import { say } from "../words.ts";
import type { Session } from "../state.ts";
import type { Actions } from "../actions.ts";
import { brand, languageSwitch } from "./frame.ts";

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

export const securityView = (settings: TemplateResult): TemplateResult => html`
  <h1>${say("security")}</h1>
  <p class="lead">${say("securityLead")}</p>
  ${settings}
`;

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

/** Between the password and the app: nothing is open yet. */
export const secondStepView = (email: string, element: TemplateResult, actions: Actions): TemplateResult =>
  front(html`
    <h1 class="unseen">${say("secondStep")}</h1>
    ${element}
    <p class="aside-line">
      <span>${say("signingInAs")} <b>${email}</b></span>
      <button type="button" class="link" @click=${() => void actions.leave("")}>${say("otherAccount")}</button>
    </p>
  `);
