import { css } from 'lit';

/** What only the donor who is in sees. */
export const styles = css`
  .visit {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_gap) * 2.5);
  }

  header,
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    min-inline-size: 0;
  }

  section {
    gap: var(--_gap);
    justify-items: start;
  }

  section > * {
    inline-size: 100%;
  }

  section > button {
    inline-size: auto;
  }

  h3,
  h4,
  h5 {
    margin: 0;
    font: inherit;
    font-weight: 700;
    line-height: 1.3;
  }

  h3 {
    font-size: 1.1875rem;
  }

  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.375rem;
    padding: 1.125rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.25rem 1rem;
  }

  .head > p:first-child {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    flex: 1 1 12rem;
  }

  .state {
    padding: 0.0625rem 0.625rem;
    border: 1px solid var(--_line);
    border-radius: 1rem;
    font-size: 0.8125rem;
    font-weight: 600;
  }

  .state.active {
    border-color: var(--_accent);
    color: var(--_accent);
  }

  .state.past_due {
    border-color: var(--_danger);
    color: var(--_danger);
  }

  .amount {
    font-size: 1.25rem;
    font-weight: 700;
  }

  .sum {
    font-weight: 600;
  }

  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.5rem;
  }

  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
    justify-items: stretch;
    margin-block-start: 0.5rem;
    padding-block-start: 1rem;
    border-block-start: 1px solid var(--_line);
  }

  .bone.panel-bone {
    block-size: 9rem;
    margin-block-start: 0.5rem;
  }

  .choice {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    min-block-size: 2.75rem;
    cursor: pointer;
  }

  .choice > input {
    flex: none;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin: 0;
    accent-color: var(--_accent);
  }

  .money {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    max-inline-size: 16rem;
    font-weight: 600;
  }

  .money > span {
    flex: none;
  }

  .money.after {
    flex-direction: row-reverse;
  }

  .rows {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25rem;
    padding-block: 0.875rem;
    overflow: clip;
  }

  .row:first-child {
    padding-block-start: 0;
  }

  .row + .row {
    border-block-start: 1px solid var(--_line);
  }

  .paper,
  .row.paper {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 1.25rem;
  }

  .paper > p {
    flex-basis: 100%;
  }

  .paper .link {
    display: inline-flex;
    align-items: center;
    justify-content: start;
    margin: 0;
    padding-inline: 0;
    font-size: 0.9375rem;
  }

  .void .link {
    color: var(--_muted);
    font-weight: 400;
    text-decoration-line: underline line-through;
  }

  .wrong {
    padding: 0.625rem 1rem;
    border-inline-start: 0.25rem solid var(--_danger);
    border-radius: 0.375rem;
    background: color-mix(in srgb, var(--_danger) 10%, transparent);
  }

  .done {
    color: var(--_accent);
    font-weight: 600;
  }

  .done::before {
    content: '✓ ' / '';
  }

  .setting {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    justify-items: start;
  }

  .setting > select.kind-input {
    max-inline-size: 20rem;
    background: var(--kind-field-background, Field);
    appearance: auto;
  }

  details.setting > * + * {
    margin-block-start: 0.75rem;
  }

  .switch {
    display: flex;
    align-items: flex-start;
    gap: 0.75rem;
    min-block-size: 2.75rem;
    padding: 0.375rem 0;
    border: 0;
    background: none;
    text-align: start;
    max-inline-size: 100%;
  }

  /* WebKit would let a long name make it wider than the page. */
  .switch > span:last-child {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .track {
    flex: none;
    inline-size: 2.75rem;
    block-size: 1.5rem;
    padding: 0.1875rem;
    border: 1px solid var(--_edge);
    border-radius: 1rem;
  }

  .track::before {
    display: block;
    inline-size: 1rem;
    block-size: 1rem;
    border-radius: 50%;
    background: var(--_edge);
    content: '';
  }

  [aria-checked='true'] > .track {
    border-color: var(--_accent);
    background: var(--_accent);
  }

  [aria-checked='true'] > .track::before {
    margin-inline-start: 1.25rem;
    background: var(--_on-accent);
  }

  @media (forced-colors: active) {
    .track::before {
      background: ButtonText;
    }

    [aria-checked='true'] > .track {
      border-color: Highlight;
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
