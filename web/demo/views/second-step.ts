import { html, type TemplateResult } from "lit";
import type { Actions } from "../actions.ts";
import { say } from "../words.ts";
import { front } from "./front.ts";

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
