import { html, type TemplateResult } from "lit";
import { plainText } from "../../../shared/factors/typed-code.ts";

/** A number reads from left to right in every script. */
export const phoneNumber = (number: string): TemplateResult =>
  html`<bdi dir="ltr" class="number" part="phone-number">${number}</bdi>`;

/** A number that was typed without its country code, in any script. */
export function nationalNumber(typed: string): string | null {
  const digits = plainText(typed).replace(punctuation, "");
  return /^[0-9]{4,15}$/.test(digits) && !digits.startsWith("00") ? digits : null;
}

const punctuation = /[\s\p{Pd}()./]/gu;

/** The number to send; null: its country code is missing, or it is none. The service reads it, in any script and with any marks. */
export function cleanPhoneNumber(typed: string): string | null {
  const isNumber = /^(?:\+|00)[0-9]+$/.test(plainText(typed).replace(punctuation, ""));
  return isNumber ? typed.trim() : null;
}
