import { css } from "lit";

/**
 * The public custom properties, `--countersign-*`, and what they are if the host sets none. Only for elements that a host places;
 * what is inside them inherits the private `--_*`. Every pair of text and ground has at least 4.5:1, every edge of a control 3:1.
 */
export const tokens = css`
  :host {
    color-scheme: light dark;
    --_accent: var(--countersign-accent, light-dark(#2a4fd6, #9db7ff));
    --_on-accent: var(--countersign-on-accent, light-dark(#ffffff, #0c1633));
    --_surface: var(--countersign-surface, light-dark(#ffffff, #16191f));
    --_sunken: var(--countersign-sunken, light-dark(#f4f6f9, #1f232b));
    --_text: var(--countersign-text, light-dark(#171b24, #eef1f6));
    --_muted: var(--countersign-muted, light-dark(#576071, #a7b0bf));
    --_line: var(--countersign-line, light-dark(#e0e4ea, #313742));
    --_edge: var(--countersign-edge, light-dark(#7d8798, #78839a));
    --_danger: var(--countersign-danger, light-dark(#b3261e, #ffa79e));
    --_warning: var(--countersign-warning, light-dark(#7a4a00, #f5c26b));
    --_success: var(--countersign-success, light-dark(#12653b, #7ddba5));
    --_radius: var(--countersign-radius, 10px);
    --_font: var(--countersign-font, inherit);
    --_mono: var(--countersign-font-mono, ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace);
  }
  :host([theme="light"]) {
    color-scheme: light;
  }
  :host([theme="dark"]) {
    color-scheme: dark;
  }
`;
