import { css } from 'lit';

/**
 * Labelled fields. Card fields stand in the page's own tree and the others in a shadow root, and
 * both adopt this sheet: so every class starts with `kind-`, and nothing is left to what the page
 * says of inputs.
 */
export const fields = css`
  .kind-field.kind-field {
    display: grid;
    gap: 0.375rem;
    box-sizing: border-box;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
    text-align: inherit;
  }

  .kind-field.kind-field > label,
  .kind-field.kind-field > legend {
    display: block;
    margin: 0;
    padding: 0;
    color: inherit;
    font: inherit;
    font-size: 0.875rem;
    font-weight: 600;
    letter-spacing: normal;
    text-transform: none;
  }

  .kind-field.kind-field > legend {
    margin-block-end: 0.5rem;
  }

  .kind-input.kind-input {
    display: block;
    box-sizing: border-box;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 2.75rem;
    block-size: auto;
    margin: 0;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--kind-field-background, transparent);
    color: inherit;
    font: inherit;
    font-size: max(1rem, 16px);
    font-variant-numeric: tabular-nums;
    line-height: 1.5;
    box-shadow: none;
    appearance: none;
  }

  textarea.kind-input.kind-input {
    min-block-size: 5.5rem;
    resize: vertical;
  }

  .kind-input.kind-input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .kind-input.kind-input:hover {
    border-color: currentcolor;
  }

  .kind-input.kind-input:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
    border-color: var(--_accent);
  }

  .kind-input.kind-input[aria-invalid='true'] {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
  }

  .kind-hint.kind-hint,
  .kind-error.kind-error {
    margin: 0;
    font-size: 0.875rem;
    line-height: 1.4;
  }

  .kind-hint.kind-hint {
    color: var(--_muted);
  }

  .kind-error.kind-error {
    color: var(--_danger);
    font-weight: 500;
  }

  /* As high as a finger, in the room of a line. */
  .kind-summary.kind-summary {
    inline-size: fit-content;
    margin-block: -0.75rem;
    padding-block: 0.75rem;
    color: var(--_accent);
    font-weight: 600;
    cursor: pointer;
  }

  .kind-row.kind-row {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
    align-items: start;
    gap: 1rem;
  }
`;
