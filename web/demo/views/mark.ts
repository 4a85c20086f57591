import { html, svg, type TemplateResult } from "lit";

/** The sign of the invented company. */
const mark = (size = 32): TemplateResult => html`
  <svg class="mark" aria-hidden="true" width=${size} height=${size} viewBox="0 0 32 32">
    <rect width="32" height="32" rx="9" fill="#0e4a3f" />
    ${svg`<path d="M16 26V8M16 12.5l-4.5-3M16 12.5l4.5-3M16 18l-6.5-4.2M16 18l6.5-4.2M16 23.5l-8-5.2M16 23.5l8-5.2" fill="none" stroke="#f2c14e" stroke-linecap="round" stroke-width="2.2" />`}
  </svg>
`;

export const brand = (): TemplateResult => html`<span class="brand">${mark(30)}<span>Larch</span></span>`;
