import { html, type TemplateResult } from "lit";
import { copyButton, type CopyOptions } from "../parts/copy-button.ts";

/** A code that is shown this once, to be read out or copied. */
export const onceShown = (options: CopyOptions): TemplateResult =>
  html`<div class="row apart once">
    <code dir="ltr">${options.text}</code>
    ${copyButton(options)}
  </div>`;
