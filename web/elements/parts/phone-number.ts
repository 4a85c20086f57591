import { html, type TemplateResult } from "lit";
import { plainText } from "../../../shared/factors/typed-code.ts";

/** A number reads from left to right in every script. */
export const phoneNumber = (number: string): TemplateResult =>
  html`<bdi dir="ltr" class="number" part="phone-number">${number}</bdi>`;

const punctuation = /[\s\p{Pd}()./]/gu;

/** The number to send; null: its country code is missing, or it is none. The service reads it, in any script and with any marks. */
export function cleanPhoneNumber(typed: string): string | null {
  const isNumber = /^(?:\+|00)[0-9]+$/.test(plainText(typed).replace(punctuation, ""));
  return isNumber ? typed.trim() : null;
}
