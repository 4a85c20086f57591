import { html, type TemplateResult } from "lit";
import { icon, type IconName } from "./icon.ts";

export type Tone = "info" | "warning" | "danger" | "success";

const icons: Readonly<Record<Tone, IconName>> = {
  info: "info",
  warning: "warning",
  danger: "warning",
  success: "check",
};

/** A box that says how things stand. Its text has to be announced too when it appears, see `CountersignElement.announce`. */
export const notice = (tone: Tone, content: unknown, symbol: IconName = icons[tone]): TemplateResult =>
  html`<div class="notice ${tone}" part="notice notice-${tone}">
    ${icon(symbol)}
    <div class="stack tight">${content}</div>
  </div>`;
