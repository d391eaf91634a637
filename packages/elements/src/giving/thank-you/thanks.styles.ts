import { css } from 'lit';

/** What is said in the middle, large: thanks, and what stands in their way. */
export const thanksStyles = css`
  p {
    margin: 0;
  }

  .stack {
    display: grid;
    gap: calc(var(--_gap) * 1.125);
  }

  .centre {
    flex: 1;
    align-content: center;
    justify-items: center;
    padding-block: 1.5rem;
    text-align: center;
    text-wrap: balance;
  }

  .big {
    font-size: 1.375rem;
    font-weight: 700;
    line-height: 1.3;
  }

  code {
    font-size: 0.9em;
    user-select: all;
  }

  .tick {
    inline-size: 4rem;
    block-size: 4rem;
    fill: none;
    stroke: var(--_accent);
    stroke-width: 3;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .tick circle {
    fill: color-mix(in srgb, var(--_accent) 12%, transparent);
    stroke: none;
  }

  .tick path {
    stroke-dasharray: 1;
    animation: draw 0.5s 0.1s ease-out backwards;
  }

  @keyframes draw {
    from {
      stroke-dashoffset: 1;
    }
  }

  .next {
    inline-size: 100%;
    margin: 0;
    padding: 0.875rem 1rem;
    border-radius: var(--_radius);
    background: var(--_wash);
    text-align: start;
    text-wrap: pretty;
  }

  .next ul {
    display: grid;
    gap: 0.25rem;
    margin: 0.25rem 0 0;
    padding-inline-start: 1.25rem;
  }

  .next b {
    font-size: 0.875rem;
  }

  .act {
    display: grid;
    justify-items: center;
  }

  .act > .muted:not(:empty) {
    margin-block-start: 0.5rem;
  }

  /* As high as the button in whose place it comes, in two lines, too. */
  .papers {
    display: flex;
    flex-wrap: wrap;
    align-content: center;
    justify-content: center;
    gap: 0 1.25rem;
    min-block-size: 2.75rem;
    font-size: 0.9375rem;
    line-height: 1.375rem;
  }

  .papers .link {
    margin-block: -0.6875rem;
  }

  @media (forced-colors: active) {
    .tick {
      stroke: CanvasText;
    }

    .next {
      border: 1px solid CanvasText;
    }
  }
`;
