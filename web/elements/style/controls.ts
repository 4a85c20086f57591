import { css } from "lit";

/** Buttons, links and fields. No target is smaller than 24 px (WCAG 2.5.8); the main ones have 48. */
export const controls = css`
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-block-size: 2.75rem;
    margin: 0;
    padding: 0.5rem 1rem;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    font: inherit;
    font-size: 0.9375rem;
    font-weight: 550;
    line-height: 1.3;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    transition: background-color 0.12s;
  }
  button:hover,
  .button:hover {
    background: var(--_sunken);
  }
  button:focus-visible,
  .button:focus-visible,
  input:focus-visible {
    border-radius: var(--_radius);
  }
  .primary {
    min-block-size: 3rem;
    color: var(--_on-accent);
    background: var(--_accent);
    border-color: transparent;
    font-weight: 600;
  }
  .button.primary:hover,
  button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }
  button.danger,
  button.plain.danger {
    color: var(--_danger);
    border-color: currentcolor;
  }
  .wide:not(input) {
    inline-size: 100%;
  }
  button.plain,
  a:not(.button) {
    color: var(--_accent);
    font-weight: 550;
  }
  button.plain {
    min-block-size: 1.75rem;
    padding: 0.125rem 0.25rem;
    margin-inline: -0.25rem;
    background: none;
    border: 0;
    border-radius: 4px;
    font-size: 0.9375rem;
  }
  button.plain:hover,
  a:not(.button):hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  button.plain.quiet {
    color: var(--_muted);
    font-weight: 450;
  }
  button[aria-disabled="true"] {
    cursor: default;
  }
  button.primary[aria-disabled="true"]:not([aria-busy="true"]) {
    color: var(--_muted);
    background: var(--_sunken);
    border-color: var(--_line);
  }
  .spinner {
    inline-size: 1.125em;
    block-size: 1.125em;
    border: 2px solid color-mix(in srgb, currentcolor 30%, transparent);
    border-block-start-color: currentcolor;
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 3s;
    }
  }
  .field {
    display: flex;
    flex-direction: column;
    gap: 0.4375rem;
  }
  label {
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .hint {
    color: var(--_muted);
    font-size: 0.875rem;
  }
  .error {
    display: flex;
    gap: 0.4375rem;
    color: var(--_danger);
    font-size: 0.875rem;
    font-weight: 500;
    text-wrap: pretty;
  }
  .error svg {
    margin-block-start: 0.125rem;
  }
  input:not([type="checkbox"], [type="radio"]),
  select,
  textarea {
    inline-size: 100%;
    min-block-size: 3rem;
    padding: 0.5rem 0.875rem;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    font: inherit;
  }
  input:focus-visible,
  select:focus-visible,
  textarea:focus-visible {
    outline-offset: 0;
    border-color: var(--_accent);
  }
  input[aria-invalid="true"] {
    border-color: var(--_danger);
  }
  input:disabled {
    color: var(--_muted);
    background: var(--_sunken);
  }
  input[type="checkbox"],
  input[type="radio"] {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin: 0.125rem 0;
    accent-color: var(--_accent);
  }
  input.code {
    min-block-size: 3.75rem;
    direction: ltr;
    font-family: var(--_mono);
    font-size: 1.75rem;
    font-variant-numeric: tabular-nums;
  }
  input.code.wide {
    text-align: center;
    letter-spacing: 0.28em;
    text-indent: 0.28em;
  }
  .code-box {
    position: relative;
    direction: ltr;
  }
  /* Each digit is as wide as a slot and its gap, so that it stands in the middle of its slot; the field ends beyond the last one, where
     the caret stands after it. */
  .code-box.slotted {
    --_gap: 0.5rem;
    container-type: inline-size;
    max-inline-size: 24rem;
    block-size: 3.75rem;
  }
  .slotted input.code {
    --_pitch: calc((100cqi + var(--_gap)) / 6);
    position: absolute;
    z-index: 1;
    inset-block-start: 0;
    inset-inline-start: 0;
    inline-size: calc(100cqi + var(--_gap) + 0.5rem);
    padding: 0;
    padding-inline-start: calc((var(--_pitch) - var(--_gap) - 1ch) / 2);
    background: none;
    border-color: transparent;
    letter-spacing: calc(var(--_pitch) - 1ch);
    /* The slots show the focus; where the system replaces colours, this is seen. */
    outline: 3px solid transparent;
  }
  /* A refused code is selected, to be typed over; the frame around all slots shows it. */
  .slotted input.code::selection {
    color: inherit;
    background: none;
  }
  .slots {
    display: grid;
    grid-template-columns: repeat(6, 1fr);
    gap: var(--_gap);
    block-size: 100%;
  }
  .slots span {
    background: var(--_surface);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    transition: border-color 0.12s;
  }
  input:focus ~ .slots span {
    border-color: var(--_accent);
  }
  input:focus-visible ~ .slots.full {
    border-radius: var(--_radius);
  }
  input:focus-visible ~ .slots.full,
  input:focus-visible ~ .slots .next {
    outline: 3px solid var(--_accent);
    outline-offset: 0;
  }
  input[aria-invalid="true"] ~ .slots span {
    border-color: var(--_danger);
  }
  input:disabled ~ .slots span {
    background: var(--_sunken);
  }
  input.code.long {
    font-size: 1.125rem;
    text-align: center;
    letter-spacing: 0.06em;
    text-transform: uppercase;
  }
`;
