import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    /* In a row of a flex box the skeleton, which has no words, would have no width. */
    min-inline-size: min(100%, 18rem);
    max-inline-size: 30rem;
    /* The tallest usual screen, so that a step does not move what stands below the form, which has
       more lines where it is narrow; reserved.ts keeps the same room before the element is defined. */
    min-block-size: max(41rem, 74.25rem - 113vw);
    font-size: 1rem;
    line-height: 1.5;
    text-align: start;
  }

  .form {
    display: flex;
    flex-direction: column;
    min-block-size: inherit;
  }

  form {
    display: grid;
    gap: calc(var(--_gap) * 1.125);
  }

  .title {
    margin: 0;
    padding-inline-end: var(--_title-inset, 0);
    font: inherit;
    font-size: 1.25rem;
    font-weight: 700;
    line-height: 1.3;
    letter-spacing: -0.01em;
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 6;
    line-clamp: 6;
  }

  .title:focus {
    outline: none;
  }

  /* Without a title, this is the first line. */
  .form > .centre:first-child {
    padding-inline: var(--_title-inset, 0);
  }

  .test-mode {
    inline-size: fit-content;
    margin-block-start: 0.5rem;
    padding: 0.125rem 0.625rem;
    border: 1px dashed var(--_edge);
    border-radius: 1rem;
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .alert {
    margin-block-start: 1rem;
    padding: 0.75rem 1rem;
    border-inline-start: 0.25rem solid var(--_danger);
    border-radius: 0.375rem;
    background: color-mix(in srgb, var(--_danger) 10%, transparent);
  }

  form,
  .stack:not(.centre) {
    margin-block-start: 1.25rem;
  }

  .tiles {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.5rem;
  }

  .of-3,
  .of-5,
  .of-6 {
    grid-template-columns: repeat(3, minmax(0, 1fr));
  }

  .of-7,
  .of-8 {
    grid-template-columns: repeat(auto-fit, minmax(5.75rem, 1fr));
  }

  .tile,
  .own {
    position: relative;
    display: flex;
    align-items: center;
    min-block-size: 3rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--kind-field-background, transparent);
    transition:
      background-color 0.15s,
      border-color 0.15s;
  }

  .tile {
    justify-content: center;
    padding: 0.5rem 0.25rem;
    font-size: 1.0625rem;
    font-weight: 600;
    text-align: center;
    cursor: pointer;
  }

  .bone.tile {
    border-color: transparent;
    background: var(--_wash);
  }

  .bone.title {
    inline-size: 75%;
    block-size: 1.625rem;
  }

  .bone.legend {
    inline-size: 40%;
    block-size: 1rem;
  }

  .tile > input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .tile:hover,
  .own:hover {
    border-color: currentcolor;
  }

  .tile:has(:checked),
  .own:has(:checked) {
    border-color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 10%, transparent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }

  .tile:has(:checked) {
    color: var(--_accent);
  }

  .tile:has(:focus-visible),
  .own:has(:focus-visible) {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .own {
    flex-wrap: wrap;
  }

  .own.wrong {
    border-color: var(--_danger);
    box-shadow: inset 0 0 0 1px var(--_danger);
  }

  .own-choice {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    flex: 1 1 auto;
    min-block-size: 3rem;
    padding-inline: 0.75rem;
    cursor: pointer;
  }

  .own-field {
    display: flex;
    align-items: center;
    flex: 1 1 8rem;
    min-inline-size: 0;
    gap: 0.25rem;
    padding-inline: 0.75rem;
    border-inline-start: 1px solid var(--_line);
    font-weight: 600;
  }

  .own-field.after {
    flex-direction: row-reverse;
  }

  #own-amount {
    flex: 1;
    inline-size: 0;
    min-inline-size: 3rem;
    min-block-size: 3rem;
    padding: 0;
    border: 0;
    outline: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-size: max(1rem, 16px);
  }

  input[type='radio'],
  input[type='checkbox'] {
    flex: none;
    accent-color: var(--_accent);
  }

  .own-choice > input,
  .check > input {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin: 0;
  }

  .check {
    display: flex;
    align-items: flex-start;
    gap: 0.625rem;
    min-block-size: 1.5rem;
    cursor: pointer;
  }

  .check > input {
    margin-block-start: 0.125rem;
  }

  .check .kind-hint {
    display: block;
  }

  .optional {
    color: var(--_muted);
    font-weight: 400;
  }

  /* Side by side where there is room, and level: label, field, hint and error have rows in common. */
  .person {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 7rem), 1fr));
    column-gap: 0.75rem;
  }

  .person > .kind-field.kind-field {
    grid-row: span 4;
    grid-template-rows: subgrid;
  }

  /* What opens on demand stands in one row until it is open. */
  .folds {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--_gap) * 1.125) 1.5rem;
  }

  details[open] {
    flex: 1 0 100%;
  }

  summary + * {
    margin-block-start: 1.5rem !important;
  }

  .fold {
    display: grid;
    gap: var(--_gap);
  }

  .segments {
    display: grid;
    grid-auto-columns: minmax(0, 1fr);
    grid-auto-flow: column;
    gap: 0.5rem;
  }

  .segments > .tile {
    min-block-size: 2.75rem;
    font-size: 1rem;
  }

  .wide {
    inline-size: 100%;
    min-block-size: 3rem;
    font-size: 1.0625rem;
  }

  [aria-disabled='true'] {
    cursor: progress;
  }

  .summary {
    display: grid;
    justify-items: end;
    gap: 0.25rem;
    padding: 0.75rem 1rem;
    border-radius: var(--_radius);
    background: var(--_wash);
  }

  .settled {
    display: flex;
    /* WebKit takes an overridden direction for one word that it cannot break, and would grow with it. */
    overflow: hidden;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0.25rem 1rem;
    margin: 0;
    padding: 0.75rem 1rem;
    border-radius: var(--_radius);
    background: var(--_wash);
    font-weight: 600;
  }

  .offer {
    display: grid;
    gap: 0.75rem;
    padding: 0.75rem 1rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }

  dl {
    display: grid;
    gap: 0.125rem;
    inline-size: 100%;
    margin: 0;
  }

  dl > div {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    column-gap: 1rem;
  }

  dt {
    color: var(--_muted);
  }

  dd {
    margin: 0;
    /* Amounts are not broken while there is another line for them. */
    overflow-wrap: break-word;
  }

  .total,
  .total dt {
    color: inherit;
    font-weight: 700;
  }

  .pair {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.75rem;
  }

  .spinner {
    inline-size: 1.125em;
    block-size: 1.125em;
    border: 2px solid;
    border-inline-end-color: transparent;
    border-radius: 50%;
    animation: turn 0.8s linear infinite;
  }

  .spinner.large {
    font-size: 2.25rem;
    color: var(--_accent);
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  @media (forced-colors: active) {
    /* By border, since the outline is that of focus; the margin keeps what is inside in its place. */
    .tile:has(:checked),
    .own:has(:checked) {
      margin: -2px;
      border: 3px solid Highlight;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner {
      border-inline-end-color: currentcolor;
      border-style: dotted;
    }
  }
`;
