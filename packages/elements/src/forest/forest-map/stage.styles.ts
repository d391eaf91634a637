import { css } from 'lit';

/** The plan of a plot, the colours of stages, and MapLibre's own parts. */
export const stage = css`
  .planned {
    --_stage: #c9a227;
  }

  .planted {
    --_stage: #8bc34a;
  }

  .established {
    --_stage: #3f9c46;
  }

  .grown {
    --_stage: #17684c;
  }

  .lost,
  .replaced {
    --_stage: #8a8f8c;
  }

  .plan {
    padding: 0.5rem;
    touch-action: pan-y;
  }

  .plan text {
    /* Else Chromium draws none of it. */
    unicode-bidi: normal;
    fill: currentcolor;
    opacity: 0.8;
  }

  .plan .scale {
    stroke: currentcolor;
    stroke-width: 1.5px;
    vector-effect: non-scaling-stroke;
  }

  .land {
    fill: color-mix(in srgb, #d9b45b 22%, var(--_surface));
    stroke: var(--_accent);
    stroke-width: 1.5px;
    vector-effect: non-scaling-stroke;
  }

  .left-out {
    fill: var(--_surface);
    stroke: var(--_edge);
    stroke-width: 1px;
    stroke-dasharray: 4 3;
    vector-effect: non-scaling-stroke;
  }

  .place {
    fill: none;
    stroke: var(--_edge);
    stroke-linecap: round;
  }

  .place.held {
    stroke: #c9a227;
  }

  .crown {
    cursor: pointer;
    fill: var(--_stage);
    fill-opacity: 0.75;
    stroke: var(--_stage);
    stroke-width: 1px;
  }

  .crown circle {
    vector-effect: non-scaling-stroke;
  }

  .crown.planned {
    fill-opacity: 0;
  }

  .crown .ring {
    fill: none;
    stroke: #c9a227;
    stroke-width: 3px;
  }

  .crown.chosen .ring {
    stroke: var(--_danger);
  }

  /* What MapLibre needs of its style sheet, without the pictures that a strict page does not load. */
  .maplibregl-canvas-container,
  .maplibregl-canvas {
    position: absolute;
    inset: 0;
  }

  .maplibregl-canvas-container.maplibregl-interactive {
    cursor: grab;
    user-select: none;
  }

  .maplibregl-canvas-container.maplibregl-interactive:active {
    cursor: grabbing;
  }

  .maplibregl-canvas-container,
  .maplibregl-canvas {
    touch-action: pan-x pan-y;
  }

  .maplibregl-control-container {
    display: none;
  }

  .maplibregl-cooperative-gesture-screen {
    position: absolute;
    inset: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: center;
    padding: 1rem;
    background: rgb(0 0 0 / 0.5);
    color: #fff;
    font-size: 1.25rem;
    text-align: center;
    opacity: 0;
    pointer-events: none;
    transition: opacity 0.4s 0.4s;
  }

  .maplibregl-cooperative-gesture-screen.maplibregl-show {
    opacity: 1;
    transition: opacity 0.05s;
  }

  .maplibregl-cooperative-gesture-screen .maplibregl-mobile-message {
    display: none;
  }

  @media (hover: none), (pointer: coarse) {
    .maplibregl-cooperative-gesture-screen .maplibregl-desktop-message {
      display: none;
    }

    .maplibregl-cooperative-gesture-screen .maplibregl-mobile-message {
      display: block;
    }
  }
`;
