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
    min-block-size: 27rem;
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
