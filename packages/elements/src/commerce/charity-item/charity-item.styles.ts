import { css } from 'lit';

export const styles = css`
  :host {
    /* No margin of what is inside may reach out and move the page. */
    display: flow-root;
    /* Room for what is about to come, so that nothing moves when it does; reserved.ts keeps the
       same room before the element is defined. */
    min-block-size: 2.75rem;
    font-size: 0.875rem;
    line-height: 1.25rem;
  }

  :host([variant='card']) {
    min-block-size: 7.5rem;
    font-size: 1rem;
    line-height: 1.5rem;
  }

  .badge,
  .card {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    inline-size: 100%;
    min-block-size: 2.75rem;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    text-align: start;
  }

  .card {
    flex-wrap: wrap;
    align-content: center;
    gap: 0 0.75rem;
    min-block-size: 7.5rem;
    padding: 0.5rem 1rem;
    border: 1px solid var(--_line);
    background: color-mix(in srgb, var(--_accent) 6%, transparent);
  }

  .text {
    display: flex;
    /* What does not fit beside the promise goes below it, in the room that there is. */
    flex: 1;
    flex-wrap: wrap;
    gap: 0 1rem;
    min-inline-size: 0;
    overflow: hidden;
  }

  .card .text {
    flex-flow: column;
  }

  .promise,
  .meta > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .promise {
    /* As its own words run, though a share may begin it with a number, which tells nothing. */
    unicode-bidi: isolate;
  }

  .card .promise {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    font-weight: 600;
    white-space: normal;
  }

  .meta {
    display: flex;
    flex: none;
    /* The point before what begins a line lies out of sight. */
    max-inline-size: calc(100% + 1rem);
    margin-inline-start: -1rem;
    color: var(--_muted);
  }

  /* That it is a test is never cut off. */
  .meta > .mark {
    flex: none;
  }

  .card .meta {
    flex-wrap: wrap;
    min-block-size: 1.5rem;
    font-size: 0.875rem;
  }

  .meta > ::before {
    content: '·';
    display: inline-block;
    inline-size: 1rem;
    text-align: center;
  }

  .mark {
    font-style: italic;
  }

  .more {
    inline-size: 100%;
    padding-inline-start: 2rem;
    color: var(--_accent);
    font-size: 0.875rem;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .badge:hover .promise {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .leaf {
    flex: none;
    inline-size: 1.25rem;
    fill: none;
    stroke: var(--_accent);
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .bone {
    inline-size: min(18rem, 90%);
    block-size: 0.875rem;
  }

  .note {
    flex-wrap: wrap;
    color: var(--_muted);
  }

  .moved-0,
  .moved-1 {
    animation: moved-0 1.2s;
  }

  .moved-1 {
    animation-name: moved-1;
  }

  @keyframes moved-0 {
    from {
      color: var(--_accent);
      translate: 0 0.375rem;
    }
  }

  @keyframes moved-1 {
    from {
      color: var(--_accent);
      translate: 0 0.375rem;
    }
  }
`;
