import { css } from "lit";

/** `light-dark()` is younger than the browsers that README.md names, so each theme has its list. */
const dark = css`
  color-scheme: dark;
  --_accent: var(--countersign-accent, #9db7ff);
  --_on-accent: var(--countersign-on-accent, #0c1633);
  --_surface: var(--countersign-surface, #16191f);
  --_sunken: var(--countersign-sunken, #1f232b);
  --_text: var(--countersign-text, #eef1f6);
  --_muted: var(--countersign-muted, #a7b0bf);
  --_line: var(--countersign-line, #313742);
  --_edge: var(--countersign-edge, #78839a);
  --_danger: var(--countersign-danger, #ffa79e);
  --_warning: var(--countersign-warning, #f5c26b);
  --_success: var(--countersign-success, #7ddba5);
  --_shadow: 0 1px 2px rgb(0 0 0 / 30%), 0 12px 32px -12px rgb(0 0 0 / 50%);
`;

/**
 * The public custom properties, `--countersign-*`, with their defaults. Only for elements that a host places;
 * the elements inside inherit the private `--_*`. Every pair of text and ground has at least 4.5:1, every edge of a control 3:1.
 */
export const tokens = css`
  :host {
    color-scheme: light;
    --_accent: var(--countersign-accent, #2a4fd6);
    --_on-accent: var(--countersign-on-accent, #ffffff);
    --_surface: var(--countersign-surface, #ffffff);
    --_sunken: var(--countersign-sunken, #f4f6f9);
    --_text: var(--countersign-text, #171b24);
    --_muted: var(--countersign-muted, #576071);
    --_line: var(--countersign-line, #e0e4ea);
    --_edge: var(--countersign-edge, #7d8798);
    --_danger: var(--countersign-danger, #b3261e);
    --_warning: var(--countersign-warning, #7a4a00);
    --_success: var(--countersign-success, #12653b);
    --_shadow: 0 1px 2px rgb(16 24 40 / 5%), 0 12px 32px -12px rgb(16 24 40 / 14%);
    --_radius: var(--countersign-radius, 10px);
    --_font: var(--countersign-font, inherit);
    --_mono: var(--countersign-font-mono, ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace);
  }
  :host([theme="dark"]) {
    ${dark}
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) {
      ${dark}
    }
  }
`;
