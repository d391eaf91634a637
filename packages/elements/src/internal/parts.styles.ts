import { css } from 'lit';

/** Buttons, notes and skeletons as the elements share them. */
export const parts = css`
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }

  .primary,
  .secondary {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-block-size: 2.75rem;
    padding: 0.5rem 1.25rem;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    font-weight: 600;
    line-height: 1.25;
    text-align: center;
    text-wrap: balance;
    transition:
      background-color 0.15s,
      border-color 0.15s;
  }

  .primary {
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .primary:hover {
    background: color-mix(in srgb, var(--_accent) 88%, currentcolor);
  }

  .secondary {
    border-color: var(--_edge);
    background: none;
  }

  .secondary:hover {
    background: var(--_wash);
  }

  /* As high as a finger, in the room of a line. */
  .link {
    min-inline-size: 2.75rem;
    min-block-size: 2.75rem;
    margin: -0.625rem -0.25rem;
    padding: 0.625rem 0.25rem;
    border: 0;
    border-radius: 0.25rem;
    background: none;
    color: var(--_accent);
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }

  .muted {
    color: var(--_muted);
    font-size: 0.875em;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .bone {
    border-radius: 0.375rem;
    background: var(--_wash);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }

  @media (forced-colors: active) {
    .primary {
      border-color: ButtonText;
    }

    .bone {
      border: 1px solid GrayText;
    }
  }
`;
