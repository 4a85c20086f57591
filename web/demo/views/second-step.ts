import { html, type TemplateResult } from "lit";
import type { Actions } from "../actions.ts";
import { front } from "./front.ts";

/** Between the password and the app: nothing is open yet. */
export const secondStepView = (email: string, element: TemplateResult, actions: Actions): TemplateResult =>
  front(html`
    <h1 class="unseen">Second step</h1>
    ${element}
    <p class="aside-line">
      <span>Signing in as <b>${email}</b></span>
      <button type="button" class="link" @click=${() => void actions.leave("")}>Use another account</button>
    </p>
  `);
