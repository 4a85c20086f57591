import { html, nothing, svg, type TemplateResult } from "lit";
import type { Translator } from "../language/translator.ts";
import { challengeTexts, generalTexts } from "../texts/areas.ts";

/** Drawn for a grid of 24, in strokes of the text's colour. */
const drawings = {
  shield: svg`<path d="M12 3 5 5.6v5.6c0 4.5 2.9 8.2 7 9.8 4.1-1.6 7-5.3 7-9.8V5.6L12 3Z"/><path d="m9 12 2.2 2.2L15.2 10"/>`,
  app: svg`<rect x="6" y="2.8" width="12" height="18.4" rx="2.6"/><path d="M9.4 10.4h5.2M9.4 13.6h5.2M11 18.2h2"/>`,
  message: svg`<path d="M4 5.5h16a1 1 0 0 1 1 1v9.6a1 1 0 0 1-1 1h-8.4L7 20.6v-3.5H4a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1Z"/><path d="M8 11.3h.01M12 11.3h.01M16 11.3h.01"/>`,
  call: svg`<path d="M5.6 3.5h3.2l1.6 4.2-2 1.5a12 12 0 0 0 6.4 6.4l1.5-2 4.2 1.6v3.2a2 2 0 0 1-2.2 2A16.6 16.6 0 0 1 3.6 5.7a2 2 0 0 1 2-2.2Z"/>`,
  key: svg`<circle cx="8" cy="14.8" r="4.2"/><path d="m11 11.8 8.2-8.2M16 6.8l2.6 2.6M13.6 9.2l1.8 1.8"/>`,
  help: svg`<circle cx="12" cy="12" r="9"/><path d="M9.6 9.4a2.5 2.5 0 0 1 4.9.6c0 1.7-2.5 2-2.5 3.6M12 17h.01"/>`,
  info: svg`<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 7.8h.01"/>`,
  warning: svg`<path d="M12 4 2.8 19.6h18.4L12 4Z"/><path d="M12 10v4.4M12 17h.01"/>`,
  check: svg`<path d="m5 12.6 4.6 4.6L19.4 7.4"/>`,
  copy: svg`<rect x="8.5" y="8.5" width="12" height="12" rx="2"/><path d="M15.5 5.5v-.5a1.5 1.5 0 0 0-1.5-1.5H5A1.5 1.5 0 0 0 3.5 5v9A1.5 1.5 0 0 0 5 15.5h.5"/>`,
  download: svg`<path d="M12 4v11m0 0 4.4-4.4M12 15l-4.4-4.4M4.5 19.5h15"/>`,
  print: svg`<path d="M7 8.5v-5h10v5M7 17.5H4.5a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1h15a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H17"/><path d="M7 14.5h10v6H7z"/>`,
  forward: svg`<path d="m9.5 6 6 6-6 6"/>`,
  backward: svg`<path d="m14.5 6-6 6 6 6"/>`,
  clock: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5.2l3.2 2"/>`,
  fingerprint: svg`<path d="M5.2 16.5c.6-1.5.8-2.9.8-4.5a6 6 0 0 1 9.6-4.8M17.6 10c.6 2.7.4 5.5-.5 8.2M8.6 19.6C9.6 17.3 9 14.5 9 12a3 3 0 0 1 6 0c0 3 0 5.5-1.2 8.2M12 12c0 3.2.1 6.3-1 9M4 9.5A8.6 8.6 0 0 1 18.5 6"/>`,
  more: svg`<path d="M5.5 12h.01M12 12h.01M18.5 12h.01" stroke-width="2.75"/>`,
  share: svg`<path d="M12 15V3.5m0 0L8 7.5m4-4 4 4M6.5 11H5v9.5h14V11h-1.5"/>`,
  lock: svg`<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>`,
} as const;

export type IconName = keyof typeof drawings;

/** Says nothing to a screen reader: the text beside it does. */
export const icon = (name: IconName, size = 20): TemplateResult => html`
  <svg
    class=${name}
    aria-hidden="true"
    width=${size}
    height=${size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.75"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    ${drawings[name]}
  </svg>
`;

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

/** A view that is still on its way, about as high as it will be; it can take the focus under this id. */
export const skeleton = (translator: Translator, id?: string): TemplateResult =>
  html`<div id=${id ?? nothing} class="loading" role="status" tabindex=${id === undefined ? nothing : "-1"}>
    <span class="unseen">${translator.say(generalTexts, "loading")}</span>
    <span class="bone mark"></span><span class="bone title"></span><span class="bone"></span
    ><span class="bone field"></span>
    <span class="bone field"></span>
  </div>`;

/** The organization's way back in: an address to go to, or what to do in its own words. */
export function recoveryHelp(translator: Translator, help: string): TemplateResult {
  const address = webAddress(help.trim());
  if (address === null) return html`<p class="quote" part="recovery-help">${help}</p>`;
  return html`<a class="button" part="recovery-help" href=${address.href} target="_blank" rel="noopener noreferrer">
    ${translator.say(challengeTexts, "lostLink")} (${address.hostname})
    <span class="unseen">, ${translator.say(generalTexts, "newWindow")}</span>
  </a>`;
}

/** Only the web's own schemes: `javascript:` is an address too. */
function webAddress(text: string): URL | null {
  if (!/^https?:\/\/\S+$/i.test(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

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
