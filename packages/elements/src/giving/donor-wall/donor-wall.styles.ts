import { css } from 'lit';

export const styles = css`
  :host {
    /* One height in every state, so that nothing of the page moves when gifts come; the page may set
       another. reserved.ts keeps the same room before the element is defined. */
    display: block;
    block-size: 26rem;
    /* An amount further from its name is read with the wrong one. */
    max-inline-size: 44rem;
    font-size: 1rem;
    line-height: 1.5;
  }

  .wall {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }

  .orders {
    display: flex;
    flex: none;
    gap: 1.25rem;
    min-block-size: 2.75rem;
    border-block-end: 1px solid var(--_line);
  }

  .order {
    min-inline-size: 2.75rem;
    min-block-size: 2.75rem;
    padding: 0.5rem 0;
    border: 0;
    border-block-end: 2px solid transparent;
    margin-block-end: -1px;
    background: none;
    color: var(--_muted);
  }

  .order:hover {
    color: inherit;
  }

  .order[aria-pressed='true'] {
    border-color: var(--_accent);
    color: inherit;
    font-weight: 600;
  }

  .list {
    flex: 0 1 auto;
    min-block-size: 0;
    padding-block-end: 1.5rem;
    overflow: hidden auto;
    /* Says that there is more below; where there is not, it lies over the padding. */
    mask-image: linear-gradient(#000 calc(100% - 1.5rem), transparent);
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }

  .list:focus-visible {
    outline-offset: -3px;
    border-radius: 0.25rem;
    mask-image: none;
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .gift {
    padding-block: 0.75rem;
    /* What is stacked upon letters does not reach into other gifts. */
    overflow: clip;
  }

  .gift + .gift {
    border-block-start: 1px solid var(--_line);
  }

  .head,
  .who {
    display: flex;
    align-items: baseline;
    gap: 0 0.625rem;
    margin: 0;
  }

  /* A long name takes a line of its own, and the time the next. */
  .who {
    flex-wrap: wrap;
  }

  .name {
    font-weight: 600;
  }

  .anonymous {
    color: var(--_muted);
    font-weight: 400;
  }

  .amount {
    flex: none;
    margin-inline-start: auto;
    font-weight: 600;
  }

  .message {
    margin-block: 0.125rem 0;
  }

  .more {
    inline-size: 100%;
    margin-block: 0.5rem 0.25rem;
  }

  .note {
    margin: 0;
    padding-block: 0.75rem;
  }

  .empty {
    display: grid;
    flex: 1;
    place-items: center;
    padding-inline: 1.5rem;
    border-radius: var(--_radius);
    background: var(--_wash);
    text-align: center;
  }

  .failure {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
  }

  .bone.name-bone {
    inline-size: 40%;
    block-size: 1rem;
    margin-block: 0.25rem;
  }

  .bone.message-bone {
    inline-size: 75%;
    block-size: 1rem;
    margin-block: 0.375rem 0.25rem;
  }

  @media (forced-colors: active) {
    .order[aria-pressed='true'] {
      border-color: Highlight;
    }
  }
`;
