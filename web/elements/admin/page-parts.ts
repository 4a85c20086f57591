import type { Translator } from "../language/translator.ts";
import { html, type TemplateResult } from "lit";
import { copyButton, type CopyOptions } from "../parts/buttons.ts";

/** The parts of every view of the admin pages. */
export interface AdminContext<Message> {
  readonly translator: Translator;
  readonly now: number;
  readonly send: (message: Message) => void;
}

/** The effects of a step besides the new view. */
export interface Effects {
  /** For screen readers. */
  readonly say: string | null;
  /** Where the focus goes, as selectors, the best first; null: it stays. */
  readonly focus: readonly string[] | null;
}

/** Another organization than the admin's own: for operators. */
export interface Tenant {
  readonly tenant?: string;
}

export const tenantOf = (name: string | null): Tenant => (name === null || name === "" ? {} : { tenant: name });

/** A code that is shown this once, to be read out or copied. */
export const onceShown = (options: CopyOptions): TemplateResult =>
  html`<div class="row apart once">
    <code dir="ltr">${options.text}</code>
    ${copyButton(options)}
  </div>`;

/** A spreadsheet would take such a cell for a formula. */
const defused = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
const quoted = (cell: string | number): string => `"${defused(String(cell)).replaceAll('"', '""')}"`;

/** A CSV that spreadsheets open as it is. */
export const csvOf = (lines: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${lines.map((cells) => cells.map(quoted).join(",")).join("\r\n")}\r\n`;
