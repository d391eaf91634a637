import { css } from 'lit';

export const styles = css`
  :host {
    display: flow-root;
    /* Room for what is about to come, so that nothing moves when it does; reserved.ts keeps the
       same room before the element is defined. */
    min-block-size: 6rem;
    max-inline-size: 34rem;
    line-height: 1.5rem;
  }

  p,
  ol {
    margin: 0;
  }

  .together {
    margin-block-end: 0.5rem;
    font-size: 1.125rem;
    font-weight: 600;
  }

  ol {
    padding: 0;
    list-style: none;
  }

  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, auto);
    gap: 0 1rem;
    padding-block: 0.5rem;
    border-block-start: 1px solid var(--_line);
  }

  .date,
  .reason {
    grid-column: 1 / -1;
  }

  .date {
    color: var(--_muted);
    font-size: 0.875em;
  }

  .steps {
    font-weight: 600;
  }

  .given {
    color: var(--_accent);
    font-weight: 600;
  }

  .empty {
    padding: 1rem;
    border: 1px dashed var(--_edge);
    border-radius: var(--_radius);
  }

  .bone {
    block-size: 1.5rem;
    margin-block: 0.5rem;
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75rem;
    color: var(--_muted);
  }
`;
