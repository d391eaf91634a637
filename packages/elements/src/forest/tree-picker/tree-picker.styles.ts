import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    max-inline-size: 72rem;
    /* Room for what is about to come, so that nothing moves when it does; reserved.ts keeps the same room
       before the element is defined. */
    min-block-size: 34rem;
    font-size: 1rem;
    line-height: 1.5;
  }

  .frame,
  .stack,
  .card,
  .any,
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: 0.875rem;
  }

  /* Cards take the room that there is; what is read or filled in stays as wide as a line of text. */
  .frame > :not(.cards) {
    max-inline-size: 44rem;
  }

  .centre {
    justify-items: center;
    padding-block: 1.5rem;
    text-align: center;
  }

  p,
  ul,
  h2,
  h3 {
    margin: 0;
    padding: 0;
  }

  p,
  li {
    unicode-bidi: isolate;
  }

  ul {
    list-style: none;
  }

  .title {
    font-size: 1.25rem;
    line-height: 1.3;
    text-wrap: balance;
  }

  .title:focus {
    outline: none;
  }

  h3 {
    font-size: 1.0625rem;
    line-height: 1.3;
  }

  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr));
    gap: 1rem;
  }

  .card {
    gap: 0.625rem;
    /* Else cards of a row would stretch their parts instead of their last gap. */
    grid-template-rows: auto auto auto 1fr;
    padding: 1rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }

  .card[part='plot'] {
    grid-template-rows: auto;
  }

  .card > button {
    align-self: end;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: baseline;
    gap: 0 1rem;
  }

  .head > *,
  .with-outline > * {
    min-inline-size: 0;
  }

  .price,
  .left {
    color: var(--_accent);
    font-weight: 600;
  }

  .facts {
    display: grid;
    align-content: start;
    gap: 0 0.75rem;
    margin: 0;
    font-size: 0.875rem;
  }

  dt {
    color: var(--_muted);
  }

  dd {
    margin: 0 0 0.375rem;
  }

  /* Drawn from the left in every language: the ages stand below their trees. */
  .growth {
    direction: ltr;
    display: grid;
    align-content: end;
    min-block-size: 9.5rem;
    padding: 0.5rem;
    border-radius: calc(var(--_radius) * 0.7);
    background: linear-gradient(
      to top,
      color-mix(in srgb, #c9a15a 26%, transparent),
      color-mix(in srgb, #86b8d6 18%, transparent) 62%
    );
  }

  .growth svg {
    display: block;
    inline-size: 100%;
    max-block-size: 11rem;
    overflow: visible;
  }

  .ages {
    display: grid;
    grid-template-columns: repeat(5, minmax(0, 1fr));
    padding-block-start: 0.25rem;
    font-size: 0.6875rem;
    line-height: 1.25;
    text-align: center;
  }

  .ages span {
    text-align: center;
  }

  .trunk {
    fill: #8a6a45;
  }

  .crown {
    fill: #3f8f5f;
  }

  .person {
    fill: currentcolor;
    opacity: 0.75;
  }

  .ground {
    fill: none;
    stroke: #8a6a45;
  }

  .with-outline {
    display: flex;
    gap: 0.875rem;
    align-items: center;
  }

  .outline {
    flex: none;
    inline-size: 4rem;
    block-size: 4rem;
    overflow: visible;
  }

  .outline path,
  .land {
    fill: color-mix(in srgb, var(--_accent) 14%, transparent);
    stroke: var(--_accent);
    stroke-width: 1.5;
    stroke-linejoin: round;
  }

  .shown {
    fill: color-mix(in srgb, var(--_accent) 40%, transparent);
    stroke: currentcolor;
  }

  .wide {
    inline-size: 100%;
  }

  .mark {
    inline-size: fit-content;
    padding: 0.125rem 0.625rem;
    border: 1px dashed var(--_edge);
    border-radius: 1rem;
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .any {
    gap: 0.375rem;
  }

  .plan {
    max-block-size: 26rem;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_wash);
  }

  .plan svg {
    display: block;
    inline-size: 100%;
    max-block-size: 26rem;
    cursor: pointer;
  }

  .plan .of-2 {
    inline-size: 200%;
    max-block-size: none;
  }

  .plan .of-4 {
    inline-size: 400%;
    max-block-size: none;
  }

  .plan .land {
    fill: color-mix(in srgb, var(--_accent) 8%, transparent);
  }

  .free,
  .held,
  .taken,
  .hollow,
  .ring {
    fill: none;
  }

  .free {
    stroke: var(--_accent);
  }

  .held {
    stroke: var(--_edge);
  }

  .hollow {
    stroke: var(--_surface);
  }

  .taken {
    stroke: var(--_edge);
  }

  .ring {
    stroke: currentcolor;
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
    font-size: 0.875rem;
  }

  .key {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
  }

  .dot {
    inline-size: 0.875rem;
    block-size: 0.875rem;
    border: 0.1875rem solid var(--_edge);
    border-radius: 50%;
  }

  .dot.free {
    border-color: var(--_accent);
    background: var(--_accent);
  }

  .dot.taken {
    inline-size: 0.5rem;
    block-size: 0.5rem;
    background: var(--_edge);
  }

  .pair {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  [aria-disabled='true'] {
    opacity: 0.6;
    cursor: default;
  }

  /* WebKit takes an overridden direction for one word that it cannot break, and would grow with it. */
  .summary,
  .card {
    overflow: hidden;
  }

  .summary {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0.25rem 1rem;
    padding: 0.75rem 1rem;
    border-radius: var(--_radius);
    background: var(--_wash);
    font-weight: 600;
  }

  .segments {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr));
    gap: 0.5rem;
  }

  .tile {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2.75rem;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    font-weight: 600;
    cursor: pointer;
  }

  .tile:has(:checked) {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }

  .tile:has(:focus-visible) {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .tile input {
    flex: none;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    margin: 0;
    outline: none;
    accent-color: var(--_accent);
  }

  .optional {
    color: var(--_muted);
    font-weight: 400;
  }

  .alert {
    padding: 0.75rem 1rem;
    border: 1px solid var(--_danger);
    border-radius: var(--_radius);
    color: var(--_danger);
  }

  /* Other parts stand below it, and it needs no more room than it has. */
  ::slotted(kind-donate-form) {
    min-block-size: 0;
  }

  .countdown {
    padding: 0.75rem 1rem;
    border-inline-start: 0.25rem solid var(--_accent);
    background: var(--_wash);
  }

  .countdown b {
    font-size: 1.125rem;
  }

  .team ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375rem;
    padding-block: 0.25rem;
  }

  .team li {
    padding: 0.125rem 0.625rem;
    border-radius: 1rem;
    background: var(--_wash);
  }

  .act {
    display: grid;
    justify-items: center;
    gap: 0.5rem;
  }

  a.primary {
    text-decoration: none;
  }

  .leaf {
    inline-size: 3.5rem;
    block-size: 3.5rem;
    fill: color-mix(in srgb, var(--_accent) 22%, transparent);
    stroke: var(--_accent);
    stroke-width: 2.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .spinner {
    inline-size: 1.25em;
    block-size: 1.25em;
    border: 0.1875rem solid var(--_line);
    border-block-start-color: currentcolor;
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }

  .spinner.large {
    inline-size: 2.5rem;
    block-size: 2.5rem;
    border-block-start-color: var(--_accent);
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  .card-bone {
    block-size: 26rem;
  }

  .plan-bone {
    block-size: 18rem;
  }

  @media (forced-colors: active) {
    .tile:has(:checked) {
      outline: 2px solid Highlight;
    }

    .growth svg,
    .plan svg {
      forced-color-adjust: none;
    }
  }
`;
