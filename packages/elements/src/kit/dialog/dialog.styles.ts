import { css } from 'lit';

export const styles = css`
  :host {
    display: contents;
  }

  dialog {
    inline-size: min(28rem, 100% - 2rem);
    max-block-size: min(100dvh - 2rem, 52rem);
    padding: 0;
    border: 0;
    border-radius: calc(var(--_radius) * 1.6);
    overflow: hidden;
    background: var(--_surface);
    color: var(--_text);
    box-shadow: 0 1.5rem 4rem rgb(0 0 0 / 0.28);
    font-size: 1rem;
    line-height: 1.5;
    text-align: start;
    opacity: 0;
    translate: 0 0.75rem;
    transition:
      opacity 0.2s,
      translate 0.2s,
      overlay 0.2s allow-discrete,
      display 0.2s allow-discrete;
  }

  dialog[open] {
    display: flex;
    opacity: 1;
    translate: none;
  }

  dialog::backdrop {
    background: rgb(10 20 16 / 0.55);
    opacity: 0;
    transition:
      opacity 0.2s,
      overlay 0.2s allow-discrete,
      display 0.2s allow-discrete;
  }

  dialog[open]::backdrop {
    opacity: 1;
  }

  @starting-style {
    dialog[open],
    dialog[open]::backdrop {
      opacity: 0;
    }

    dialog[open] {
      translate: 0 0.75rem;
    }
  }

  .body {
    flex: 1;
    min-inline-size: 0;
    padding: 1.5rem;
    overflow: auto;
    overscroll-behavior: contain;
    outline-offset: -3px;
    --_title-inset: 2.5rem;
  }

  /* A form keeps clear of the close button by itself. The page's own text knows none, and the page's
     rules, such as a reset, would win. */
  ::slotted(:first-child:not(kind-donate-form)) {
    padding-inline-end: 2.5rem !important;
  }

  .close {
    position: absolute;
    inset-block-start: 0.75rem;
    inset-inline-end: 0.75rem;
    display: grid;
    place-items: center;
    inline-size: 2.75rem;
    block-size: 2.75rem;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: var(--_surface);
    color: var(--_muted);
  }

  .close:hover {
    background: color-mix(in srgb, currentcolor 12%, var(--_surface));
    color: inherit;
  }

  .close svg {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
  }

  @media (width < 36rem) {
    dialog {
      inline-size: 100%;
      max-inline-size: 100%;
      max-block-size: calc(100dvh - 1.5rem);
      margin-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
      translate: 0 2rem;
    }

    @starting-style {
      dialog[open] {
        translate: 0 2rem;
      }
    }

    .body {
      padding: 1.25rem 1.25rem max(1.25rem, env(safe-area-inset-bottom));
    }
  }

  @media (forced-colors: active) {
    dialog {
      border: 1px solid CanvasText;
    }
  }
`;
