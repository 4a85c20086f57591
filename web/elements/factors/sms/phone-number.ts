import { html, type TemplateResult } from "lit";

/** A number reads from left to right in every script. */
export const phoneNumber = (number: string): TemplateResult =>
  html`<bdi dir="ltr" class="number" part="phone-number">${number}</bdi>`;
