import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    max-inline-size: 30rem;
    /* Room for what is about to come, so that nothing moves when it does; reserved.ts keeps the
       same room before the element is defined. */
    min-block-size: 34rem;
    line-height: 1.5rem;
  }

  p,
  h3,
  h4,
  ul {
    margin: 0;
    padding: 0;
  }

  ul {
    display: grid;
    gap: 0.5rem;
    list-style: none;
  }

  .tracker,
  .walk,
  .choose,
  .counting,
  .panel,
  .more {
    display: grid;
    gap: var(--_gap);
  }

  .tracker > *,
  .walk > * {
    min-inline-size: 0;
  }

  h3 {
    font-size: 1.25rem;
    line-height: 1.3;
  }

  h4 {
    font-size: 1rem;
  }

  .mark {
    color: var(--_muted);
    font-style: italic;
  }

  .ring {
    position: relative;
    inline-size: min(17rem, 100%);
    aspect-ratio: 1;
    margin-inline: auto;
  }

  .ring svg {
    display: block;
    inline-size: 100%;
    transform: rotate(-90deg);
  }

  .ring circle {
    fill: none;
    stroke: var(--_line);
    stroke-width: 9;
  }

  .ring .counted {
    stroke: color-mix(in srgb, var(--_accent) 45%, transparent);
    stroke-linecap: round;
    transition: stroke-dasharray 0.4s;
  }

  .ring .given {
    stroke: var(--_accent);
    stroke-linecap: round;
    transition: stroke-dasharray 0.4s;
  }

  .within {
    position: absolute;
    inset: 15%;
    display: grid;
    align-content: center;
    justify-items: center;
    text-align: center;
  }

  .within strong {
    font-size: clamp(1.75rem, 11vw, 3rem);
    line-height: 1.1;
  }

  .worth {
    color: var(--_accent);
    font-weight: 600;
  }

  .center {
    text-align: center;
  }

  .give {
    inline-size: 100%;
    min-block-size: 3.5rem;
    font-size: 1.125rem;
  }

  [aria-disabled='true'] {
    opacity: 0.6;
    cursor: default;
  }

  /* What is heard when something is said stands there before, and takes no room. */
  [role='alert']:empty,
  [role='status']:empty {
    position: absolute;
  }

  [tabindex='-1']:focus {
    outline: none;
  }

  progress {
    flex: 1;
    accent-color: var(--_accent);
  }

  .source {
    display: grid;
    inline-size: 100%;
    min-block-size: 2.75rem;
    padding: 0.625rem 1rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: none;
    text-align: start;
  }

  .source:hover {
    border-color: var(--_edge);
    background: var(--_wash);
  }

  .source .name {
    font-weight: 600;
  }

  .panel {
    padding: 1rem;
    border: 1px solid var(--_line);
    border-block-start: 0;
    border-radius: 0 0 var(--_radius) var(--_radius);
  }

  .counting {
    padding: 1rem;
    border-radius: var(--_radius);
    background: var(--_wash);
  }

  .live {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    font-weight: 600;
  }

  .dot {
    flex: none;
    inline-size: 0.75rem;
    block-size: 0.75rem;
    border-radius: 50%;
    background: var(--_edge);
  }

  .dot.walking {
    background: var(--_accent);
  }

  .note {
    padding: 0.75rem 1rem;
    border-inline-start: 0.25rem solid var(--_edge);
    background: var(--_wash);
  }

  .result {
    position: relative;
    display: grid;
    gap: 0.25rem;
    text-align: center;
  }

  .result p:first-child {
    font-weight: 600;
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 1rem;
  }

  .team {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 0.25rem 1rem;
    padding-block: 0.25rem;
    overflow-wrap: anywhere;
  }

  details {
    border-block-start: 1px solid var(--_line);
  }

  summary {
    min-block-size: 2.75rem;
    padding-block: 0.625rem;
    font-weight: 600;
    cursor: pointer;
  }

  .more {
    padding-block-end: 1rem;
  }

  .team .ask {
    display: grid;
    grid-column: 1 / -1;
    gap: 0.5rem;
    padding: 0.75rem 1rem;
    background: var(--_wash);
  }

  .id {
    overflow-wrap: anywhere;
    user-select: all;
  }

  .code {
    inline-size: min(14rem, 100%);
    margin-inline: auto;
    /* Readers of codes look for dark on light, whatever the page looks like. */
    background: #fff;
    color: #000;
  }

  a {
    color: var(--_accent);
  }

  .bone {
    block-size: 3.5rem;
  }

  .bone.round {
    inline-size: min(17rem, 100%);
    block-size: auto;
    aspect-ratio: 1;
    margin-inline: auto;
    border-radius: 50%;
  }

  .confetti {
    position: absolute;
    inset: -18rem 0 0;
    overflow: hidden;
    pointer-events: none;
  }

  .confetti i {
    position: absolute;
    inset-block-start: -1rem;
    inset-inline-start: calc(4% * var(--_at, 1));
    inline-size: 0.5rem;
    block-size: 0.875rem;
    background: var(--_accent);
    opacity: 0;
    animation: fall 1.8s ease-in 1 both;
  }

  .confetti i:nth-child(2n) {
    --_at: 7;

    background: #e8a13a;
    animation-delay: 0.15s;
  }

  .confetti i:nth-child(3n) {
    --_at: 13;

    background: #c8553d;
    animation-delay: 0.3s;
  }

  .confetti i:nth-child(4n + 1) {
    --_at: 19;

    animation-duration: 1.4s;
  }

  .confetti i:nth-child(5n) {
    --_at: 23;

    border-radius: 50%;
  }

  .confetti i:nth-child(7n) {
    --_at: 10;

    animation-delay: 0.45s;
  }

  .confetti i:nth-child(11n) {
    --_at: 16;

    animation-duration: 2.2s;
  }

  @keyframes fall {
    0% {
      opacity: 1;
      transform: translateY(0) rotate(0);
    }

    100% {
      opacity: 0;
      transform: translateY(20rem) rotate(540deg);
    }
  }

  @media (forced-colors: active) {
    .ring .counted {
      stroke: GrayText;
    }

    .ring .given,
    .dot.walking {
      stroke: Highlight;
      background: Highlight;
    }
  }
`;
