import { html, type TemplateResult } from "lit";
import { say } from "../words.ts";

export const securityView = (settings: TemplateResult): TemplateResult => html`
  <h1>${say("security")}</h1>
  <p class="lead">${say("securityLead")}</p>
  ${settings}
`;
