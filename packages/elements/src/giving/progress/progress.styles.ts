import { css } from 'lit';

export const styles = css`
  :host {
    /* No margin of what is inside may reach out and move the page. */
    display: flow-root;
    /* Room for what is about to come, so that nothing moves when it does; reserved.ts keeps the
       same room before the element is defined. */
    min-block-size: 5.75rem;
    font-size: 1rem;
    line-height: 1.5;
    --_track: var(--kind-progress-track, var(--_wash));
    --_fill: var(--kind-progress-fill, var(--_accent));
    --_height: var(--kind-progress-height, 0.625rem);
  }

  /* Here the goal and the longest words go to a line of their own. */
  @media (width <= 22.5rem) {
    :host {
      min-block-size: 7.25rem;
    }
  }

  .figures,
  .sums,
  .meta {
    display: flex;
    align-items: baseline;
    gap: 0 0.5rem;
    min-block-size: 1.5rem;
    margin: 0;
  }

  .sums,
  .meta {
    flex-wrap: wrap;
  }

  .figures {
    min-block-size: 2.25rem;
  }

  .raised {
    font-size: 1.5rem;
    font-weight: 700;
    line-height: 1.5;
    letter-spacing: -0.01em;
  }

  /* Else the share goes to a line of its own in languages with longer words than English. */
  @media (width <= 27rem) {
    .raised {
      font-size: 1.25rem;
    }
  }

  .percent {
    margin-inline-start: auto;
    font-weight: 600;
    color: var(--_accent);
    white-space: nowrap;
  }

  .track {
    block-size: var(--_height);
    margin-block: 0.5rem 0.625rem;
    border-radius: 1rem;
    overflow: hidden;
    background: var(--_track);
  }

  .fill {
    inline-size: calc(var(--_permille, 0) * 0.1%);
    block-size: 100%;
    min-inline-size: var(--_height);
    border-radius: inherit;
    background: var(--_fill);
    transition: inline-size 0.9s cubic-bezier(0.2, 0.8, 0.2, 1);
  }

  .fill.empty {
    min-inline-size: 0;
  }

  .meta {
    column-gap: 1rem;
    /* Hides the dot before the first of a line. */
    overflow-x: clip;
  }

  .meta > * {
    position: relative;
  }

  .meta > * + *::before {
    content: '·';
    position: absolute;
    inset-inline-start: -0.625rem;
  }

  .reached {
    color: var(--_accent);
    font-weight: 600;
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    margin: 0;
  }

  .bone.raised-bone {
    inline-size: 9rem;
    block-size: 1.5rem;
    margin-block: 0.375rem;
  }

  .bone.meta-bone {
    inline-size: 12rem;
    max-inline-size: 70%;
    block-size: 0.875rem;
    margin-block: 0.3125rem;
  }

  @media (forced-colors: active) {
    .track {
      border: 1px solid CanvasText;
    }

    .fill {
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
