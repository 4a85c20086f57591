import { css } from "lit";

/** The forms of the policy and the import. */
export const formStyles = css`
  .check {
    display: flex;
    gap: 0.75rem;
    padding-block: 0.25rem;
    font-weight: 450;
    cursor: pointer;
  }
  .check input {
    flex: none;
  }
  .form > .check {
    font-weight: 600;
  }
  fieldset {
    display: grid;
    gap: 0.5rem;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0 0 0.375rem;
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .countries {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr));
    gap: 0 1rem;
    max-block-size: 14rem;
    padding: 0.5rem 0.75rem;
    overflow-y: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .changes {
    display: grid;
    gap: 0.75rem;
  }
  .changes li {
    padding-inline-start: 0.875rem;
    border-inline-start: 3px solid var(--_accent);
    overflow-wrap: anywhere;
  }
  .changes .buttons {
    margin-block-start: 0.5rem;
  }
  .bullets li {
    padding-block-start: 0.25rem;
  }
  .drop {
    display: grid;
    justify-items: center;
    gap: 0.5rem;
    padding: 2rem 1rem;
    text-align: center;
    border: 2px dashed var(--_edge);
    border-radius: var(--_radius);
    font-weight: 450;
    cursor: pointer;
  }
  .drop strong {
    color: var(--_accent);
  }
  .drop svg {
    color: var(--_muted);
    rotate: 180deg;
  }
  .drop:hover,
  .drop.over {
    background: var(--_sunken);
  }
  .drop:focus-within {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  progress {
    inline-size: 100%;
    block-size: 0.75rem;
    accent-color: var(--_accent);
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.875rem;
  }
  th {
    color: var(--_muted);
    font-weight: 550;
    text-align: start;
  }
  th,
  td {
    padding-block: 0.5rem;
    padding-inline: 0 0.75rem;
    border-block-end: 1px solid var(--_line);
    vertical-align: top;
  }
  th:first-child {
    inline-size: 100%;
  }
  :is(th, td):not(:first-child) {
    text-align: end;
    white-space: nowrap;
  }
`;
