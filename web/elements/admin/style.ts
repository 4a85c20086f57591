import { css } from "lit";

export const adminStyles = css`
  .card {
    max-inline-size: var(--countersign-max-width, 52rem);
  }
  .narrow {
    max-inline-size: 25rem;
    margin-inline: auto;
  }
  countersign-challenge::part(frame) {
    max-inline-size: 25rem;
    padding: 0;
    background: none;
    border: 0;
    border-radius: 0;
    box-shadow: none;
  }
  .sections {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.25rem;
    padding: 0.25rem;
    background: var(--_sunken);
    border-radius: calc(var(--_radius) + 4px);
  }
  .sections button {
    min-block-size: 2.5rem;
    padding-inline: 0.625rem;
    color: var(--_muted);
    background: none;
    border-color: transparent;
  }
  .sections [aria-current] {
    color: var(--_text);
    background: var(--_surface);
    border-color: var(--_line);
  }
  .search {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
  }
  .search .hint {
    order: 1;
  }
  h4,
  section > h3 {
    margin: 0;
    font-size: 1rem;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  h4:focus,
  fieldset:focus,
  li:focus {
    outline: none;
  }
  .person {
    padding-block-start: 1.25rem;
    border-block-start: 1px solid var(--_line);
  }
  .name {
    font-size: 1.125rem;
    overflow-wrap: anywhere;
  }
  .ref {
    overflow-wrap: anywhere;
  }
  .tag.off {
    color: var(--_muted);
    background: var(--_sunken);
  }
  .tag.plain {
    color: var(--_accent);
    background: color-mix(in oklab, var(--_accent) 10%, var(--_surface));
  }
  .facts {
    display: grid;
    gap: 0;
    margin: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .fact {
    display: grid;
    gap: 0.25rem 1rem;
    padding: 0.875rem 1rem;
  }
  .fact + .fact {
    border-block-start: 1px solid var(--_line);
  }
  dt {
    color: var(--_muted);
    font-size: 0.9375rem;
    font-weight: 550;
  }
  dd {
    display: grid;
    gap: 0.25rem;
    min-inline-size: 0;
  }
  dd ul {
    display: grid;
    gap: 0.75rem;
  }
  .item {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.75rem;
  }
  .item > div:only-child {
    grid-column: 1 / -1;
  }
  .item svg {
    color: var(--_muted);
  }
  p.danger {
    color: var(--_danger);
    font-weight: 550;
  }
  .buttons {
    gap: 0.5rem;
  }
  dd .buttons {
    margin-block-start: 0.375rem;
  }
  .buttons button.primary,
  .row > button.primary {
    min-block-size: 2.75rem;
  }
  button {
    max-inline-size: 100%;
    overflow-wrap: anywhere;
  }
  .once code {
    font-size: 1.25rem;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .panel {
    gap: 1rem;
    padding: 1rem;
    background: var(--_sunken);
    border-radius: var(--_radius);
  }
  .events li {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
    padding-block: 0.5rem;
    font-size: 0.9375rem;
    overflow-wrap: anywhere;
  }
  .events p.small {
    inline-size: 100%;
  }
  .events li + li {
    border-block-start: 1px solid var(--_line);
  }
  @container (min-width: 34rem) {
    .sections {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
    .search {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .search button {
      align-self: start;
      margin-block-start: 1.875rem;
    }
    .fact {
      grid-template-columns: 10rem minmax(0, 1fr);
    }
  }
`;
