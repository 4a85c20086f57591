import { css } from "lit";

const check = css`
  .check {
    display: flex;
    gap: 0.75rem;
    padding-block: 0.125rem;
    font-weight: 500;
    cursor: pointer;
  }
`;

export const enrollmentStyles = css`
  ${check}
  fieldset {
    display: grid;
    gap: 0.5rem;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  fieldset input {
    flex: none;
  }
  .scan {
    display: grid;
    justify-items: center;
    gap: 0.75rem;
  }
  .scan img {
    display: block;
    inline-size: min(13rem, 100%);
    block-size: auto;
    aspect-ratio: 1;
    padding: 0.25rem;
    background: #ffffff;
    border: 1px solid var(--_line);
    border-radius: 14px;
    image-rendering: pixelated;
  }
  details {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  summary {
    display: flex;
    align-items: center;
    min-block-size: 2.75rem;
    padding: 0.5rem 0.875rem;
    border-radius: var(--_radius);
    font-size: 0.9375rem;
    font-weight: 550;
    cursor: pointer;
  }
  summary::before {
    content: "";
    inline-size: 0.4375rem;
    block-size: 0.4375rem;
    margin-inline: 0.125rem 0.75rem;
    border-block-end: 2px solid var(--_muted);
    border-inline-end: 2px solid var(--_muted);
    rotate: 45deg;
    translate: 0 -0.125rem;
  }
  details[open] > summary::before {
    rotate: 225deg;
    translate: 0 0.125rem;
  }
  details > div {
    padding: 0 0.875rem 0.875rem;
  }
  .secret {
    direction: ltr;
    padding: 0.75rem 0.875rem;
    background: var(--_sunken);
    border-radius: 8px;
    font-family: var(--_mono);
    font-size: 0.9375rem;
    letter-spacing: 0.02em;
    word-spacing: 0.25em;
    overflow-wrap: anywhere;
    user-select: all;
  }
  .step {
    margin-block-end: 0.75rem;
    color: var(--_muted);
    font-size: 0.875rem;
    font-weight: 550;
  }
  .shown-number {
    font-size: 1.25rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
`;

export const codesStyles = css`
  ${check}
  .codes {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
    gap: 0.125rem 1rem;
    padding: 0.875rem 1rem;
    background: var(--_sunken);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .codes li {
    direction: ltr;
    padding: 0.1875rem 0;
    font-family: var(--_mono);
    font-size: 0.9375rem;
    font-variant-numeric: tabular-nums;
    text-align: center;
    white-space: nowrap;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .actions button {
    flex: 1 1 auto;
    padding-inline: 0.75rem;
    font-size: 0.875rem;
  }
  iframe {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    border: 0;
    opacity: 0;
  }
`;
