import { css } from 'lit';

export const styles = css`
  :host {
    /* As high as one offer for one project, so that what stands below stays where it is; reserved.ts
       keeps the same room before the element is defined. */
    min-block-size: max(10.5rem, 19rem - 24vw);
  }

  .frame {
    display: grid;
    min-block-size: inherit;
  }

  .box {
    gap: 0.625rem;
  }

  .title {
    font-weight: 600;
    text-wrap: balance;
  }

  .offers {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  .offer {
    display: flex;
    flex: 1 1 auto;
    align-items: center;
    gap: 0.625rem;
    min-block-size: 2.75rem;
    padding: 0.5rem 1rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: none;
    line-height: 1.35;
    text-align: start;
  }

  .offer b {
    font-weight: 600;
  }

  .offer > span {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
  }

  .offer:hover {
    background: var(--_wash);
  }

  .offer svg {
    flex: none;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    border: 1px solid var(--_edge);
    border-radius: 0.3rem;
    fill: none;
    stroke: transparent;
    stroke-width: 3;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .offer[aria-pressed='true'] {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }

  .offer[aria-pressed='true'] svg {
    border-color: var(--_accent);
    background: var(--_accent);
    stroke: var(--_on-accent);
  }

  .chosen {
    min-block-size: 1.5rem;
    font-size: 0.875rem;
  }

  .who {
    display: grid;
    gap: 0.125rem;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .who legend {
    padding: 0;
    font-size: 0.875rem;
    font-weight: 600;
  }

  .who label {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    min-block-size: 2rem;
  }

  .who input {
    flex: none;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    margin: 0;
    accent-color: var(--_accent);
  }

  @media (forced-colors: active) {
    .offer[aria-pressed='true'] {
      outline: 2px solid Highlight;
    }

    .offer[aria-pressed='true'] svg {
      stroke: CanvasText;
    }
  }
`;
