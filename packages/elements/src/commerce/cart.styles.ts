import { css } from 'lit';

/** What the elements of the cart look like: a quiet box, rows of words and amounts, and marks. */
export const cart = css`
  :host {
    display: block;
    max-inline-size: 34rem;
    font-size: 1rem;
    line-height: 1.5;
  }

  p,
  ul {
    margin: 0;
    padding: 0;
  }

  ul {
    list-style: none;
  }

  /* Sentences run as their own words do, whatever number or name begins them. */
  p,
  :is(.row, .says) > span {
    unicode-bidi: isolate;
  }

  /* Else a long name makes the page wider in WebKit. */
  .frame,
  .box,
  .under,
  .rows,
  .counted,
  .who {
    grid-template-columns: minmax(0, 1fr);
  }

  :is(.says, .row, .offer, .offer > span, .cause, .who label) > * {
    min-inline-size: 0;
  }

  .box {
    display: grid;
    align-content: start;
    gap: 0.5rem;
    padding: 0.875rem 1rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    min-block-size: inherit;
  }

  .says {
    display: flex;
    gap: 0.625rem;
    font-weight: 600;
    text-wrap: pretty;
  }

  .says svg {
    flex: none;
    inline-size: 1.25rem;
    block-size: 1.5rem;
    fill: none;
    stroke: var(--_accent);
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .says svg.full {
    fill: var(--_accent);
  }

  /* Below the words of the line with the picture. */
  .under {
    display: grid;
    gap: 0.5rem;
    padding-inline-start: 1.875rem;
  }

  .next {
    color: var(--_accent);
    font-size: 0.9375rem;
    font-weight: 600;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1rem;
  }

  /* An amount stays beside its words for as long as these have room for a few on a line. */
  .row > :first-child {
    flex: 1 1 8rem;
  }

  .row > :last-child {
    margin-inline-start: auto;
    text-align: end;
  }

  .rows {
    display: grid;
    gap: 0.25rem;
  }

  .mark {
    inline-size: fit-content;
    padding: 0.125rem 0.625rem;
    border: 1px dashed var(--_edge);
    border-radius: 1rem;
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  summary {
    /* Not inherited through the slot of the browser's own. */
    box-sizing: border-box;
    inline-size: fit-content;
    min-block-size: 2.75rem;
    margin-block: -0.625rem;
    padding-block: 0.625rem;
    color: var(--_accent);
    font-size: 0.875rem;
    font-weight: 600;
    cursor: pointer;
  }

  .counted {
    display: grid;
    gap: 0.75rem;
    padding-block: 0.5rem 0.25rem;
    font-size: 0.875rem;
  }

  .counted b {
    font-weight: 600;
  }

  /* The last answer, while a newer one is on its way. */
  .busy {
    opacity: 0.6;
  }

  .bone.line {
    inline-size: 70%;
    block-size: 1.25rem;
  }

  .bone.short {
    inline-size: 45%;
    block-size: 1rem;
  }
`;
