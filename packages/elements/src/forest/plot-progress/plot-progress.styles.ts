import { css } from 'lit';

export const styles = css`
  :host {
    display: flow-root;
    /* Room for what is about to come, so that nothing moves when it does; reserved.ts keeps the
       same room before the element is defined. */
    min-block-size: 31rem;
    line-height: 1.5rem;
  }

  .plot {
    max-inline-size: 34rem;
    padding: var(--_gap);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
  }

  h3,
  h4,
  p,
  dl,
  dd,
  figure {
    margin: 0;
  }

  .head {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 1rem;
  }

  h3 {
    font-size: 1.25rem;
    line-height: 1.75rem;
  }

  h4 {
    margin-block: 1rem 0.5rem;
    font-size: 1rem;
  }

  .mark {
    color: var(--_muted);
    font-style: italic;
    white-space: nowrap;
  }

  .outline {
    display: block;
    inline-size: 5.5rem;
    block-size: 5.5rem;
    direction: ltr;
  }

  .land {
    fill: color-mix(in srgb, var(--_accent) 22%, transparent);
    fill-rule: evenodd;
    stroke: var(--_accent);
    stroke-width: 2;
    stroke-linejoin: round;
  }

  .left-out {
    fill: var(--_surface);
    stroke: var(--_edge);
  }

  .left {
    margin-block: 0.75rem 0.25rem;
    font-weight: 600;
  }

  .track {
    block-size: 0.625rem;
    border-radius: 1rem;
    overflow: hidden;
    background: var(--_wash);
  }

  .fill {
    inline-size: calc(var(--_permille, 0) * 0.1%);
    block-size: 100%;
    border-radius: inherit;
    background: var(--_accent);
    transition: inline-size 0.9s cubic-bezier(0.2, 0.8, 0.2, 1);
  }

  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
    gap: 0.5rem 1rem;
    margin-block: 0.75rem;
  }

  dt {
    color: var(--_muted);
    font-size: 0.875em;
  }

  dd {
    font-weight: 600;
  }

  .frame {
    position: relative;
    border-radius: calc(var(--_radius) / 2);
    overflow: hidden;
    background: var(--_wash);
  }

  .frame img {
    display: block;
    inline-size: 100%;
    block-size: auto;
    aspect-ratio: 8 / 5;
    object-fit: cover;
  }

  .frame .later {
    position: absolute;
    inset: 0;
    block-size: 100%;
    clip-path: inset(0 calc(100% - var(--_shown, 50) * 1%) 0 0);
  }

  .edge {
    position: absolute;
    inset-block: 0;
    left: calc(var(--_shown, 50) * 1%);
    inline-size: 2px;
    background: #fff;
    box-shadow: 0 0 3px #000;
  }

  .slider {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    min-block-size: 2.75rem;
  }

  .slider input {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 2.75rem;
    margin: 0;
    accent-color: var(--_accent);
  }

  figcaption span {
    display: block;
  }

  a {
    color: var(--_accent);
  }

  .bone {
    block-size: 1.25rem;
    margin-block: 0.5rem;
  }

  .bone.tall {
    block-size: 8rem;
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75rem;
    color: var(--_muted);
  }

  @media (forced-colors: active) {
    .track {
      border: 1px solid CanvasText;
    }

    .fill {
      background: Highlight;
    }

    .land {
      fill: Canvas;
      stroke: CanvasText;
    }
  }
`;
