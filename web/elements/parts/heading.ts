import { html, nothing, type TemplateResult } from "lit";
import { icon, type IconName } from "./icon.ts";

/** The title of a view; it can take the focus where the view has no field for it. */
export const heading = (
  title: string,
  lead: unknown = nothing,
  symbol: IconName | null = null,
  tone: "" | "success" = "",
): TemplateResult => html`
  <div class="stack header" part="header">
    ${symbol === null ? nothing : html`<div class="badge ${tone}" part="badge">${icon(symbol, 24)}</div>`}
    <div class="stack tight">
      <h2 part="title" tabindex="-1">${title}</h2>
      ${lead === nothing ? nothing : html`<p class="muted" part="lead">${lead}</p>`}
    </div>
  </div>
`;
