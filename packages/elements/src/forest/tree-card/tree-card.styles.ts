import { css } from 'lit';

export const styles = css`
  :host {
    display: flow-root;
    /* Room for what is about to come, so that nothing moves when it does; reserved.ts keeps the
       same room before the element is defined. */
    min-block-size: 40rem;
    line-height: 1.5rem;
  }

  .card {
    max-inline-size: 34rem;
    padding: var(--_gap);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
  }

  h3,
  p,
  dl,
  dd,
  ol,
  ul,
  figure {
    margin: 0;
  }

  ol,
  ul {
    padding: 0;
    list-style: none;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.75rem;
  }

  h3 {
    font-size: 1.25rem;
    line-height: 2rem;
  }

  .state {
    color: var(--_accent);
    font-weight: 600;
  }

  .gone .state {
    color: var(--_danger);
  }

  .mark {
    margin-inline-start: auto;
    color: var(--_muted);
    font-style: italic;
    white-space: nowrap;
  }

  .kind i {
    color: var(--_muted);
  }

  .scene {
    margin-block: 0.75rem;
    padding-block-start: 0.75rem;
    border-block-end: 2px solid var(--_edge);
    border-start-start-radius: calc(var(--_radius) / 2);
    border-start-end-radius: calc(var(--_radius) / 2);
    background: linear-gradient(var(--_wash), transparent);
  }

  .drawing {
    display: block;
    inline-size: 100%;
    block-size: 10rem;
    /* A picture has no reading direction. */
    direction: ltr;
  }

  .leaves {
    fill: var(--_accent);
  }

  .wood {
    fill: #8a6242;
  }

  .stems {
    fill: none;
    stroke: #8a6242;
    stroke-width: 4;
  }

  .person {
    fill: var(--_edge);
  }

  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(8.5rem, 100%), 1fr));
    gap: 0.5rem 1rem;
    margin-block: 0.75rem;
  }

  dt {
    color: var(--_muted);
    font-size: 0.875em;
  }

  dd {
    font-weight: 600;
  }

  .height {
    font-size: 1.375rem;
    line-height: 1.75rem;
  }

  .range {
    display: block;
    font-size: 0.875rem;
    font-weight: 400;
  }

  .message {
    margin-block: 0.5rem;
    padding-inline-start: 0.75rem;
    border-inline-start: 3px solid var(--_accent);
    white-space: pre-line;
  }

  .photos {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr));
    gap: 0.5rem;
    margin-block: 0.75rem;
  }

  .photos img {
    display: block;
    inline-size: 100%;
    block-size: auto;
    aspect-ratio: 4 / 3;
    border-radius: calc(var(--_radius) / 2);
    background: var(--_wash);
    object-fit: cover;
  }

  summary {
    min-block-size: 2.75rem;
    padding-block: 0.625rem;
    cursor: pointer;
    font-weight: 600;
  }

  .stages {
    margin-inline-start: 0.5rem;
    border-inline-start: 2px solid var(--_line);
  }

  .stages li {
    position: relative;
    padding: 0 0 0.75rem 0;
    padding-inline-start: 1.25rem;
  }

  .stages li::before {
    content: '';
    position: absolute;
    inset-block-start: 0.375rem;
    inset-inline-start: -0.4375rem;
    inline-size: 0.75rem;
    block-size: 0.75rem;
    border-radius: 50%;
    background: var(--_accent);
  }

  a {
    color: var(--_accent);
    font-weight: 600;
  }

  .certificate {
    display: inline-block;
    padding-block: 0.625rem;
  }

  .bone {
    block-size: 1.25rem;
    margin-block: 0.5rem;
  }

  .bone.tall {
    block-size: 10rem;
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75rem;
    color: var(--_muted);
  }

  @media (forced-colors: active) {
    .leaves,
    .wood,
    .person {
      fill: CanvasText;
    }

    .stems {
      stroke: CanvasText;
    }
  }
`;
