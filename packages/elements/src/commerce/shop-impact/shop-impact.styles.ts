import { css } from 'lit';

export const styles = css`
  :host {
    /* No margin of what is inside may reach out and move the page. */
    display: flow-root;
    /* Room for what is about to come, so that nothing moves when it does; reserved.ts keeps the
       same room before the element is defined. */
    min-block-size: 3rem;
    line-height: 1.5rem;
  }

  :host([variant='page']) {
    min-block-size: 20rem;
  }

  /* Sums stay near the names that they belong to. */
  .page {
    max-inline-size: 44rem;
  }

  h2,
  h3,
  p,
  ul {
    margin: 0;
  }

  .text,
  h2 {
    display: flex;
    gap: 0.5rem;
    align-items: start;
  }

  /* Else a long name makes the page wider in WebKit. */
  :is(.text, h2, .projects li) > span {
    min-inline-size: 0;
  }

  h2 {
    font-size: 1.25rem;
    line-height: 1.75rem;
  }

  h3 {
    margin-block: 1.5rem 0.25rem;
    font-size: 1rem;
  }

  .leaf {
    flex: none;
    inline-size: 1.25rem;
    block-size: 1.5rem;
    fill: none;
    stroke: var(--_accent);
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .figures {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.75rem;
    margin-block: 0.5rem;
  }

  .given {
    color: var(--_accent);
    font-size: 2rem;
    line-height: 2.5rem;
  }

  .mark {
    font-style: italic;
    white-space: nowrap;
  }

  .projects,
  .items {
    padding: 0;
    list-style: none;
  }

  .projects li {
    display: flex;
    gap: 0 1rem;
    justify-content: space-between;
    padding-block: 0.5rem;
    border-block-end: 1px solid var(--_line);
  }

  .projects bdi {
    white-space: nowrap;
  }

  a {
    color: var(--_accent);
    font-weight: 600;
  }

  .bone {
    inline-size: min(22rem, 90%);
    block-size: 1rem;
    margin-block: 0.25rem;
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75rem;
    color: var(--_muted);
  }
`;
