import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    line-height: 1.5;
  }

  p {
    margin: 0;
  }

  .plan {
    display: grid;
    gap: var(--_gap);
  }

  /* reserved.ts lays the children out in the same way before the element is defined. */
  .tiers {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    /* With the padding of a tier, whose child has the rest. */
    flex: 1 1 13.125rem;
    min-inline-size: 0;
  }

  .tier {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 3.5rem;
    padding: 0.875rem 1rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: none;
    text-align: start;
    transition:
      background-color 0.15s,
      border-color 0.15s;
  }

  .tier:enabled:hover {
    border-color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 8%, transparent);
  }

  .tier:disabled {
    color: inherit;
    cursor: progress;
  }

  .amount {
    display: block;
    min-block-size: 1.75rem;
    color: var(--_accent);
    font-size: 1.125rem;
    font-weight: 700;
    line-height: 1.75rem;
  }

  .amount .bone {
    display: inline-block;
    inline-size: 8rem;
    max-inline-size: 100%;
    block-size: 1.125rem;
    vertical-align: middle;
  }

  .tier ::slotted(*) {
    display: block !important;
    margin: 0 !important;
    padding: 0 !important;
    font-weight: 400 !important;
  }

  .below {
    display: grid;
    justify-items: start;
    gap: 0.25rem;
    min-block-size: calc(2.8125em + 0.25rem);
  }

  .below .link:disabled {
    visibility: hidden;
  }
`;
