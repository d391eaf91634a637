import { css } from 'lit';

export const styles = css`
  .kind-card.kind-card {
    gap: 1rem;
    border: 0;
  }

  .kind-card * {
    unicode-bidi: plaintext;
  }

  .kind-card.kind-card > .kind-card-legend {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .kind-card:disabled .kind-input {
    opacity: 0.65;
  }

  .kind-cards.kind-cards {
    font-size: 0.875rem;
  }

  .kind-cards > summary:focus-visible,
  .kind-cards button:focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
    border-radius: 0.25rem;
  }

  .kind-cards.kind-cards ul {
    display: grid;
    gap: 0.125rem;
    margin: 0.5rem 0 0;
    padding: 0;
    list-style: none;
  }

  .kind-cards.kind-cards li {
    margin: 0;
  }

  .kind-cards.kind-cards button {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75rem;
    inline-size: 100%;
    min-block-size: 2rem;
    margin: 0;
    padding: 0.25rem 0.5rem;
    border: 0;
    border-radius: 0.375rem;
    background: none;
    color: inherit;
    font: inherit;
    font-variant-numeric: tabular-nums;
    text-align: start;
    cursor: pointer;
  }

  .kind-cards.kind-cards button:hover {
    background: var(--_wash);
  }

  @media (pointer: coarse) {
    .kind-cards.kind-cards button {
      min-block-size: 2.75rem;
    }
  }

  .kind-cards.kind-cards button > :first-child {
    font-weight: 600;
  }
`;
