import type { Place, Plot } from '@kindcart/contract';
import { html, nothing, svg } from 'lit';
import { boundsOf, type Flat, flatten, outlineOf, pointOf } from '../flat.ts';

/** What of a plot is drawn. */
export interface PlanModel {
  readonly plot: Plot;
  /** The places that are shown. */
  readonly items: readonly Place[];
  readonly selected: number | undefined;
  /** How many times as wide as its frame it is. */
  readonly zoom: number;
  readonly label: string;
}

/** Metres from place to place, in the direction in which they are closer. */
function spacingM({ grid }: Plot): number {
  return Math.min(grid.spacingCm, grid.rowCm) / 100;
}

/** Some places of a plot from above; whoever points at one chooses it. */
export function planView(model: PlanModel, pick: (number: number) => void) {
  const { plot, items, selected, zoom, label } = model;
  const flat = flatten(plot.bounds);
  const box = boxOf(plot, items, flat);
  const spacing = spacingM(plot);
  const chosen = items.find(({ number }) => number === selected);
  const dots = (state: Place['state']) =>
    items
      .filter((place) => place.state === state)
      .map(({ position }) => `M${pointOf(flat.at(position))}h0`)
      .join('');
  const onClick = (event: MouseEvent) => {
    const number = placeAt(event, items, flat, spacing);
    if (number !== undefined) pick(number);
  };
  return html`<div part="plan" class="plan" role="group" tabindex="0" aria-label=${label}>
    <svg
      role="img"
      aria-label=${label}
      class="of-${zoom}"
      viewBox=${box.join(' ')}
      stroke-linecap="round"
      @click=${onClick}
    >
      <path class="land" d=${outlineOf(plot, flat)} fill-rule="evenodd" vector-effect="non-scaling-stroke" />
      <path class="free" d=${dots('free')} stroke-width=${spacing * 0.66} />
      <path class="held" d=${dots('held')} stroke-width=${spacing * 0.66} />
      <path class="hollow" d=${dots('held')} stroke-width=${spacing * 0.4} />
      <path class="taken" d=${dots('taken')} stroke-width=${spacing * 0.34} />
      ${chosen ? ringAt(flat.at(chosen.position), spacing) : nothing}
    </svg>
  </div>`;
}

function ringAt([x, y]: readonly [number, number], spacing: number) {
  return svg`<circle class="ring" cx=${x} cy=${y} r=${spacing * 0.55} stroke-width=${spacing * 0.18}></circle>`;
}

/** What is in view: the places shown, and all of the land where they are all. */
function boxOf(plot: Plot, items: readonly Place[], flat: Flat): readonly number[] {
  const isWhole = items.length >= plot.places.total;
  const bounds = isWhole ? plot.bounds : boundsOf(items.map(({ position }) => position));
  const [west, south, east, north] = bounds ?? plot.bounds;
  const [left, top] = flat.at([west, north]);
  const [right, bottom] = flat.at([east, south]);
  const margin = 2 * spacingM(plot);
  return [left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin];
}

/** The place that was pointed at; undefined where none is near. */
function placeAt(
  { currentTarget, clientX, clientY }: MouseEvent,
  items: readonly Place[],
  flat: Flat,
  reach: number,
): number | undefined {
  if (!(currentTarget instanceof SVGSVGElement)) return undefined;
  const toLand = currentTarget.getScreenCTM()?.inverse();
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(toLand);
  const distances = items.map(({ number, position }) => {
    const [east, down] = flat.at(position);
    return { number, distance: Math.hypot(east - x, down - y) };
  });
  const nearest = distances.reduce((best, each) => (each.distance < best.distance ? each : best), {
    number: 0,
    distance: reach,
  });
  return nearest.number || undefined;
}

/** Where on a large plot the places are that are shown. */
export function overviewView(plot: Plot, items: readonly Place[]) {
  const flat = flatten(plot.bounds);
  const [west, south, east, north] = boundsOf(items.map(({ position }) => position)) ?? plot.bounds;
  const [left, top] = flat.at([west, north]);
  const [right, bottom] = flat.at([east, south]);
  return html`<svg class="outline" viewBox="0 0 ${flat.widthM} ${flat.heightM}" aria-hidden="true">
    <path d=${outlineOf(plot, flat)} fill-rule="evenodd" vector-effect="non-scaling-stroke" />
    <rect class="shown" x=${left} y=${top} width=${right - left} height=${bottom - top} vector-effect="non-scaling-stroke" />
  </svg>`;
}
