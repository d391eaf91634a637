import { css } from 'lit';

export const styles = css`
  :host {
    display: flow-root;
    /* Room for what is about to come, so that nothing moves when it does; reserved.ts keeps the
       same room before the element is defined. */
    min-block-size: 28rem;
    line-height: 1.5rem;
  }

  .challenge {
    max-inline-size: 34rem;
    padding: var(--_gap);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
  }

  h3,
  h4,
  p,
  dl,
  dd,
  ol {
    margin: 0;
  }

  h3 {
    font-size: 1.25rem;
    line-height: 1.75rem;
  }

  h4 {
    margin-block: 1rem 0.25rem;
    font-size: 1rem;
  }

  .mark {
    color: var(--_muted);
    font-style: italic;
  }

  .sponsor {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    margin-block-start: 0.25rem;
  }

  .sponsor img {
    flex: none;
    object-fit: contain;
  }

  .sponsor a {
    color: var(--_accent);
    font-weight: 600;
    text-underline-offset: 0.2em;
  }

  .rate {
    font-weight: 600;
  }

  .sum {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.5rem;
    margin-block-start: 0.75rem;
  }

  .given {
    color: var(--_accent);
    font-size: 2.25rem;
    font-weight: 700;
    line-height: 1.25;
    letter-spacing: -0.01em;
  }

  .track {
    block-size: 0.625rem;
    margin-block: 0.25rem 0.375rem;
    border-radius: 1rem;
    overflow: hidden;
    background: var(--_wash);
  }

  .fill {
    inline-size: calc(var(--_permille, 0) * 0.1%);
    block-size: 100%;
    border-radius: inherit;
    background: var(--_accent);
    transition: inline-size 0.9s cubic-bezier(0.2, 0.8, 0.2, 1);
  }

  .notice {
    margin-block-start: 0.75rem;
    padding: 0.5rem 0.75rem;
    border-inline-start: 0.25rem solid var(--_accent);
    background: var(--_wash);
  }

  .left {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
    gap: 0.5rem 1rem;
    margin-block: 0.75rem;
  }

  dt {
    color: var(--_muted);
    font-size: 0.875em;
  }

  dd {
    font-size: 1.125rem;
    font-weight: 600;
  }

  .days {
    margin-block: 0.75rem;
  }

  /* Its parts run as their own words do, and follow each other as those of its language do. */
  .line {
    direction: ltr;
    unicode-bidi: isolate;
  }

  [lang='ar'] .line {
    direction: rtl;
  }

  ol {
    padding: 0;
    list-style: none;
    counter-reset: place;
  }

  li {
    display: grid;
    grid-template-columns: 1.75rem minmax(0, 1fr);
    padding-block: 0.375rem;
    border-block-start: 1px solid var(--_line);
    counter-increment: place;
  }

  li::before {
    content: counter(place);
    color: var(--_muted);
    font-weight: 600;
  }

  li > * {
    grid-column: 2;
  }

  .team {
    font-weight: 600;
  }

  .bone {
    block-size: 1.25rem;
    margin-block: 0.5rem;
  }

  .bone.tall {
    block-size: 8rem;
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75rem;
    color: var(--_muted);
  }

  @media (forced-colors: active) {
    .track {
      border: 1px solid CanvasText;
    }

    .fill {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
