import { css } from "lit";

/** Boxes that say how things stand, and lists of things to choose from. */
export const notices = css`
  .notice {
    --_tone: var(--_accent);
    display: flex;
    align-items: flex-start;
    gap: 0.625rem;
    padding: 0.75rem 0.875rem;
    color: var(--_text);
    background: color-mix(in oklab, var(--_tone) 8%, var(--_surface));
    border: 1px solid color-mix(in oklab, var(--_tone) 28%, var(--_surface));
    border-radius: var(--_radius);
    font-size: 0.875rem;
    text-wrap: pretty;
  }
  .notice > svg {
    margin-block-start: 0.0625rem;
    color: var(--_tone);
  }
  .notice .stack {
    flex: 1;
    gap: 0.25rem;
    align-items: flex-start;
  }
  .notice button {
    margin-block-start: 0.5rem;
  }
  .notice.warning {
    --_tone: var(--_warning);
  }
  .notice.danger {
    --_tone: var(--_danger);
  }
  .notice.success {
    --_tone: var(--_success);
  }
  [role="timer"] {
    font-variant-numeric: tabular-nums;
    font-weight: 600;
  }
  .badge {
    display: grid;
    place-items: center;
    inline-size: 2.75rem;
    block-size: 2.75rem;
    color: var(--_accent);
    background: color-mix(in oklab, var(--_accent) 11%, var(--_surface));
    border-radius: 12px;
  }
  .badge.success {
    color: var(--_success);
    background: color-mix(in oklab, var(--_success) 12%, var(--_surface));
  }
  .choices {
    display: flex;
    flex-direction: column;
    gap: 0.625rem;
  }
  button.choice {
    display: flex;
    justify-content: flex-start;
    gap: 0.875rem;
    inline-size: 100%;
    min-block-size: 4rem;
    padding: 0.75rem 0.875rem;
    border-color: var(--_line);
    text-align: start;
    font-weight: 450;
  }
  button.choice:hover {
    border-color: var(--_edge);
  }
  .choice[aria-disabled="true"],
  .choice[aria-disabled="true"]:hover {
    background: var(--_sunken);
    border-color: var(--_line);
  }
  .choice[aria-disabled="true"] > svg {
    opacity: 0.5;
  }
  .tag {
    display: inline-block;
    padding: 0.0625rem 0.5rem;
    color: var(--_success);
    background: color-mix(in oklab, var(--_success) 10%, var(--_surface));
    border-radius: 99px;
    font-size: 0.75rem;
    font-weight: 600;
    white-space: nowrap;
    vertical-align: 0.0625rem;
  }
  .quote {
    padding: 0.875rem 1rem;
    background: var(--_sunken);
    border-radius: var(--_radius);
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .loading {
    display: flex;
    flex-direction: column;
    gap: 1rem;
    min-block-size: 8rem;
  }
  p.loading {
    flex-direction: row;
    align-items: center;
    justify-content: center;
    gap: 0.75rem;
  }
  .bone {
    inline-size: 75%;
    block-size: 1rem;
    background: var(--_sunken);
    border-radius: 6px;
  }
  .bone.mark {
    inline-size: 2.75rem;
    block-size: 2.75rem;
    border-radius: 12px;
  }
  .bone.title {
    inline-size: 55%;
    block-size: 1.5rem;
  }
  .bone.field {
    inline-size: 100%;
    block-size: 3.25rem;
    border-radius: var(--_radius);
  }
  @media (prefers-reduced-motion: no-preference) {
    .bone {
      animation: breathe 1.6s ease-in-out infinite alternate;
    }
    .card > .stack {
      animation: arrive 0.16s ease-out;
    }
  }
  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }
  @keyframes arrive {
    from {
      translate: 0 0.375rem;
    }
  }
  .choice > :nth-child(2) {
    flex: 1;
    min-inline-size: 0;
  }
  .choice > svg:last-child {
    color: var(--_muted);
  }
  .choice strong {
    display: block;
    font-weight: 600;
  }
  .forward:dir(rtl),
  .backward:dir(rtl) {
    transform: scaleX(-1);
  }
`;
