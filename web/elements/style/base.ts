import { css } from "lit";

/** Type, spacing and focus, the same in every element. Sizes are in rem, so they follow the reader's font size. */
export const base = css`
  :host {
    display: block;
    color: var(--_text);
    font-family: var(--_font);
    font-size: 1rem;
    line-height: 1.5;
    text-align: start;
    -webkit-font-smoothing: antialiased;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  :host,
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h2 {
    font-size: 1.3125rem;
    font-weight: 650;
    line-height: 1.25;
    letter-spacing: -0.012em;
    text-wrap: balance;
  }
  h3 {
    font-size: 1rem;
    font-weight: 600;
    line-height: 1.35;
  }
  h2:focus,
  h3:focus {
    outline: none;
  }
  svg {
    display: block;
    flex: none;
  }
  .muted {
    color: var(--_muted);
    text-wrap: pretty;
  }
  .number {
    white-space: nowrap;
  }
  .small {
    font-size: 0.875rem;
  }
  .stack {
    display: flex;
    flex-direction: column;
    gap: 1.25rem;
  }
  .stack.tight {
    gap: 0.5rem;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
  }
  .row.apart {
    justify-content: space-between;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
    border-radius: 4px;
  }
`;

/** For a card whose views come in the place of one another: the page around it stays where it is. */
export const steady = css`
  .card {
    min-block-size: 21rem;
  }
`;

/** The frame of an element that a host places. */
export const card = css`
  .card {
    position: relative;
    container-type: inline-size;
    max-inline-size: var(--countersign-max-width, 27rem);
    margin-inline: auto;
    padding: var(--countersign-padding, clamp(1.25rem, 6cqi, 2.25rem));
    background: var(--_surface);
    border: 1px solid var(--_line);
    border-radius: var(--countersign-card-radius, 18px);
    box-shadow: var(--countersign-shadow, var(--_shadow));
  }
`;

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

/** The `::part`s of the elements inside another one, handed on to the host's styles. */
export const exportedParts =
  "title, lead, badge, field, label, code-input, input, error, button, submit, choice, notice, resend, codes";
