import { html, nothing, type TemplateResult } from "lit";
import type { Translator } from "../language/translator.ts";
import { generalTexts } from "../texts/areas.ts";

/** A view that is still on its way, about as high as it will be; it can take the focus under this id. */
export const skeleton = (translator: Translator, id?: string): TemplateResult =>
  html`<div id=${id ?? nothing} class="loading" role="status" tabindex=${id === undefined ? nothing : "-1"}>
    <span class="unseen">${translator.say(generalTexts, "loading")}</span>
    <span class="bone mark"></span><span class="bone title"></span><span class="bone"></span
    ><span class="bone field"></span>
    <span class="bone field"></span>
  </div>`;
