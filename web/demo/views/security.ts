import { html, type TemplateResult } from "lit";

export const securityView = (settings: TemplateResult): TemplateResult => html`
  <h1>Security</h1>
  <p class="lead">How you prove that it is you when you sign in.</p>
  ${settings}
`;
