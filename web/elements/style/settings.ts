import { css } from "lit";

export const settingsStyles = css`
  .card {
    max-inline-size: var(--countersign-max-width, 44rem);
  }
  .narrow {
    max-inline-size: 25rem;
    margin-inline: auto;
  }
  .sections {
    display: flex;
    flex-direction: column;
    gap: 1.75rem;
  }
  .sections > * + * {
    padding-block-start: 1.75rem;
    border-block-start: 1px solid var(--_line);
  }
  h3 {
    font-size: 1.0625rem;
  }
  h3.row {
    flex-wrap: nowrap;
    align-items: flex-start;
    gap: 0.5rem;
  }
  h4 {
    margin: 0;
    font-size: 0.9375rem;
    font-weight: 600;
  }
  h4:focus,
  .loading:focus {
    outline: none;
  }
  .status {
    display: flex;
    align-items: flex-start;
    gap: 1rem;
  }
  .status .badge {
    flex: none;
  }
  h2 .tag {
    margin-inline-start: 0.25rem;
    font-size: 0.8125rem;
    vertical-align: 0.1875rem;
  }
  .tag.off {
    color: var(--_muted);
    background: var(--_sunken);
  }
  .methods {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .method {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.5rem 0.875rem;
    padding: 0.875rem 1rem;
  }
  .method > :nth-child(n + 3) {
    grid-column: 2;
  }
  @container (max-inline-size: 26rem) {
    .method > :nth-child(n + 3) {
      grid-column: 1 / -1;
    }
  }
  .method + .method {
    border-block-start: 1px solid var(--_line);
  }
  .method > svg {
    color: var(--_muted);
  }
  .method strong {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .about {
    display: flex;
    align-items: flex-start;
    gap: 0.75rem;
  }
  .about > div {
    flex: 1;
    min-inline-size: 0;
  }
  button.menu {
    display: none;
    min-block-size: 2.5rem;
    padding: 0.5rem;
    margin-block: -0.375rem;
    margin-inline-end: -0.5rem;
    background: none;
    border-color: transparent;
  }
  button.menu:hover,
  button.menu[aria-expanded="true"] {
    background: var(--_sunken);
  }
  @container (max-inline-size: 26rem) {
    button.menu {
      display: inline-flex;
    }
    .method > .actions:not(.open) {
      display: none;
    }
    .method > .actions {
      display: grid;
    }
    .method > .actions button.plain {
      justify-content: start;
      padding: 0.625rem;
      background: var(--_sunken);
    }
  }
  .actions {
    gap: 0.25rem 1.25rem;
  }
  .actions button.plain {
    font-size: 0.875rem;
    text-align: start;
  }
  .ask {
    gap: 1rem;
    padding: 1rem;
    background: var(--_sunken);
    border-radius: var(--_radius);
  }
  .ask button[aria-disabled="true"]:not([aria-busy="true"]) {
    color: var(--_muted);
    background: var(--_sunken);
    border-color: var(--_line);
  }
  .ask button.danger:not([aria-disabled="true"]) {
    color: var(--_surface);
    background: var(--_danger);
    border-color: transparent;
  }
  .ask button.danger:not([aria-disabled="true"]):hover {
    background: color-mix(in oklab, var(--_danger) 88%, var(--_text));
  }
  .ask button.primary {
    min-block-size: 2.75rem;
  }
  .steps {
    display: grid;
    gap: 0.75rem;
  }
  .steps li {
    display: flex;
    align-items: baseline;
    gap: 0.75rem;
    color: var(--_muted);
  }
  .steps [aria-current] {
    color: var(--_text);
    font-weight: 600;
  }
  .mark {
    display: grid;
    flex: none;
    place-items: center;
    align-self: flex-start;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    border: 1px solid var(--_edge);
    border-radius: 50%;
    font-size: 0.8125rem;
    font-weight: 600;
  }
  [aria-current] .mark {
    color: var(--_on-accent);
    background: var(--_accent);
    border-color: transparent;
  }
  .past .mark {
    color: var(--_success);
    border-color: currentcolor;
  }
  .way-back {
    margin-block-end: 1.25rem;
  }
  /* The way back stands above it. */
  countersign-challenge::part(cancel) {
    display: none;
  }
  countersign-challenge::part(frame) {
    max-inline-size: 25rem;
    padding: 0;
    background: none;
    border: 0;
    border-radius: 0;
    box-shadow: none;
  }
`;

export const deviceStyles = css`
  h3 {
    font-size: 1.0625rem;
  }
  .devices {
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .devices li {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 0.5rem 0.875rem;
    padding: 0.875rem 1rem;
  }
  .devices li + li {
    border-block-start: 1px solid var(--_line);
  }
  .devices li > div:nth-child(2) {
    flex: 1 1 12rem;
  }
  .devices svg {
    color: var(--_muted);
  }
  .devices strong {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
`;

export const eventStyles = css`
  h3 {
    font-size: 1.0625rem;
  }
  .events {
    display: grid;
    gap: 0.75rem;
  }
  .events li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
    font-size: 0.9375rem;
  }
  .events li:focus {
    outline: none;
  }
`;
