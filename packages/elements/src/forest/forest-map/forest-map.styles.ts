import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    /* One height from the start, so that nothing moves; reserved.ts keeps the same room before the
       element is defined, and the page's style sheet may set another. */
    block-size: 36rem;
    line-height: 1.5;
    container-type: inline-size;
  }

  .frame {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
  }

  p,
  h3,
  ul {
    margin: 0;
  }

  ul {
    padding: 0;
    list-style: none;
  }

  .bar,
  .time {
    display: flex;
    flex: none;
    gap: 0.5rem;
    align-items: center;
    min-block-size: 3.75rem;
    padding: 0.5rem;
  }

  .bar {
    border-block-end: 1px solid var(--_line);
  }

  .time {
    padding-inline: 0.5rem 1rem;
    border-block-start: 1px solid var(--_line);
  }

  .pick,
  .chip,
  .side {
    flex: 0 1 auto;
    min-inline-size: 0;
    min-block-size: 2.75rem;
    padding: 0.25rem 0.75rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    font-size: 0.9375rem;
  }

  .pick {
    inline-size: 12rem;
    text-overflow: ellipsis;
  }

  .pick + .pick {
    inline-size: 9rem;
  }

  .chip {
    flex: none;
    border-color: var(--_accent);
    color: var(--_accent);
    font-weight: 600;
  }

  .sides {
    display: flex;
    flex: none;
    margin-inline-start: auto;
  }

  .side {
    border-radius: 0;
  }

  .side:first-child {
    border-start-start-radius: var(--_radius);
    border-end-start-radius: var(--_radius);
  }

  .side:last-child {
    margin-inline-start: -1px;
    border-start-end-radius: var(--_radius);
    border-end-end-radius: var(--_radius);
  }

  .side[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .body {
    position: relative;
    display: flex;
    flex: 1;
    min-block-size: 0;
  }

  .stage {
    position: relative;
    flex: 1;
    min-inline-size: 0;
    background: var(--_surface);
    overflow: hidden;
  }

  .list {
    flex: 0 0 19rem;
    padding: 1rem;
    overflow: auto;
    border-inline-start: 1px solid var(--_line);
    overscroll-behavior: contain;
  }

  .list:focus-visible,
  .plan:focus-visible {
    outline-offset: -3px;
  }

  .list-only > .stage {
    display: none;
  }

  .list-only > .list {
    flex: 1;
    border: 0;
  }

  .country + .country {
    margin-block-start: 1rem;
  }

  h3 {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75rem;
    align-items: baseline;
    font-size: 1rem;
  }

  .row {
    display: grid;
    inline-size: 100%;
    min-block-size: 2.75rem;
    padding: 0.5rem;
    border: 0;
    border-radius: calc(var(--_radius) / 2);
    background: none;
    text-align: start;
  }

  .row:hover {
    background: var(--_wash);
  }

  .row[aria-pressed='true'] {
    background: color-mix(in srgb, var(--_accent) 14%, transparent);
  }

  .row .name {
    font-weight: 600;
  }

  .tree {
    grid-template-columns: 1.25rem 1fr;
    column-gap: 0.5rem;
    align-items: center;
  }

  .tree > .muted {
    grid-column: 2;
  }

  .stage-dot {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    fill: var(--_stage);
    stroke: var(--_stage);
    stroke-width: 2;
  }

  .planned.stage-dot,
  .lost.stage-dot,
  .replaced.stage-dot {
    fill: none;
  }

  .mine.stage-dot {
    stroke: #c9a227;
  }

  .secondary {
    margin-block-start: 0.75rem;
  }

  .back::before {
    content: '‹ ';
  }

  .back:dir(rtl)::before {
    content: '› ';
  }

  .canvas,
  .whole,
  .plan {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }

  .whole {
    border-radius: 0;
  }

  .plan-note,
  .credits {
    position: absolute;
    inset-block-end: 0;
    padding: 0.125rem 0.5rem;
    background: color-mix(in srgb, var(--_surface) 82%, transparent);
    font-size: 0.75rem;
  }

  .plan-note {
    inset-inline-start: 0;
    inset-block: 0 auto;
  }

  .credits {
    inset-inline-end: 0;
    border-start-start-radius: 0.375rem;
  }

  .zoom {
    position: absolute;
    inset-block-start: 0.75rem;
    inset-inline-end: 0.75rem;
    display: grid;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: 0 1px 4px rgb(0 0 0 / 0.18);
  }

  .icon {
    flex: none;
    inline-size: 2.75rem;
    block-size: 2.75rem;
    padding: 0.625rem;
    border: 0;
    border-radius: var(--_radius);
    background: none;
  }

  .icon:hover {
    background: var(--_wash);
  }

  .icon svg {
    display: block;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    fill: currentcolor;
  }

  .zoom .icon {
    border-radius: 0;
  }

  .zoom .icon:focus-visible {
    outline-offset: -3px;
  }

  .card {
    position: absolute;
    inset-block-end: 0.75rem;
    inset-inline-start: 0.75rem;
    inline-size: min(22rem, 100% - 1.5rem);
    max-block-size: calc(100% - 1.5rem);
    padding: 1rem;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: 0 4px 20px rgb(0 0 0 / 0.22);
  }

  .card-name {
    font-size: 1.125rem;
    font-weight: 600;
  }

  .card a {
    color: var(--_accent);
    font-weight: 600;
  }

  .close {
    position: sticky;
    inset-block-start: 0;
    float: inline-end;
    z-index: 1;
    margin: -0.75rem -0.75rem 0 0.25rem;
  }

  .slider {
    flex: 1;
    min-inline-size: 4rem;
    min-block-size: 2.75rem;
    accent-color: var(--_accent);
  }

  .says {
    flex: none;
    margin-inline-start: 0.5rem;
    font-size: 0.9375rem;
  }

  .note {
    padding: 0.75rem 0;
  }

  .frame > .note {
    padding: 1rem;
  }

  .over {
    position: absolute;
    inset-block-start: 0.75rem;
    inset-inline: 0.75rem 4.5rem;
    padding-inline: 0.75rem;
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: 0 1px 4px rgb(0 0 0 / 0.18);
  }

  .bones {
    display: grid;
    gap: 0.75rem;
    padding-block: 0.5rem;
  }

  .card .bone {
    block-size: 3rem;
    margin-inline-end: 3rem;
  }

  .bones .bone {
    block-size: 2.5rem;
  }

  ::slotted(*) {
    margin-inline: 1rem;
  }

  @container (width > 44rem) {
    .sides {
      display: none;
    }
  }

  @container (width <= 44rem) {
    .list {
      flex: 1;
      border: 0;
    }

    .body.stage > .list,
    .body.list > .stage {
      display: none;
    }

    .bar {
      flex-wrap: wrap;
      min-block-size: 6.75rem;
    }

    .pick,
    .pick + .pick {
      flex: 1 1 8rem;
    }

    .list-only > .list {
      display: block;
    }

    .time {
      flex-wrap: wrap;
      gap: 0 0.5rem;
      min-block-size: 5rem;
    }

    .says {
      flex: 1 0 100%;
    }
  }

  @media (forced-colors: active) {
    .side[aria-pressed='true'] {
      background: Highlight;
      color: HighlightText;
    }

    .crown,
    .stage-dot {
      forced-color-adjust: none;
    }
  }
`;
