import { css } from 'lit';

export const styles = css`
  .details {
    box-sizing: border-box;
    inline-size: min(24rem, 100vw - 1rem);
    max-block-size: calc(100dvh - 1rem);
    margin: 0;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    overflow: auto;
    background: var(--_surface);
    color: var(--_text);
    font-size: 1rem;
    line-height: 1.5;
    box-shadow: 0 0.5rem 2rem rgb(0 0 0 / 18%);
    inset: var(--_top, 1rem) auto auto var(--_left, 1rem);
    animation: rise 0.2s;
  }

  .details::backdrop {
    background: rgb(0 0 0 / 12%);
  }

  .inside {
    padding: 1.25rem;
  }

  .details h2,
  .details h3,
  .details p,
  .details ul {
    margin-block: 0 0.75rem;
  }

  .details h2 {
    unicode-bidi: isolate;
    font-size: 1.125rem;
    line-height: 1.35;
  }

  .details h2:focus-visible {
    outline: none;
  }

  .details h3 {
    margin-block: 1rem 0.25rem;
    font-size: 0.875rem;
    font-weight: 600;
    color: var(--_muted);
  }

  .details ul {
    padding-inline-start: 1.25rem;
  }

  .details .facts {
    font-size: 0.875rem;
  }

  .details .projects {
    padding: 0;
    list-style: none;
  }

  .projects li {
    display: flex;
    gap: 0 1rem;
    justify-content: space-between;
    align-items: center;
    min-block-size: 1.75rem;
  }

  /* Else a long name makes the dialog wider in WebKit. */
  .projects li > * {
    min-inline-size: 0;
  }

  .details a {
    color: var(--_accent);
    font-weight: 600;
  }

  .share {
    color: var(--_muted);
    white-space: nowrap;
  }

  .details .why {
    padding: 0.5rem 0.75rem;
    border-radius: var(--_radius);
    background: var(--_wash);
    font-size: 0.875rem;
  }

  .details .sum {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.75rem;
  }

  .sum strong {
    font-size: 1.25rem;
  }

  .sum span {
    color: var(--_muted);
  }

  .close {
    inline-size: 100%;
    min-block-size: 2.75rem;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: none;
    font-weight: 600;
    text-align: center;
  }

  .close:hover {
    background: var(--_wash);
  }

  @media (width <= 30rem) {
    .details {
      inline-size: 100%;
      max-inline-size: 100%;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
      inset: auto 0 0;
    }

    .details::backdrop {
      background: rgb(0 0 0 / 45%);
    }
  }

  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 0.5rem;
    }
  }
`;
