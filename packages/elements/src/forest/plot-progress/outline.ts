/** The outline of a plot as a drawing, north at the top. */
import type { Plot, Polygon } from '@kindcart/contract';
import { svg } from 'lit';

/** Longest side of the drawing, in its own units. */
const sizeMax = 100;

/** Puts positions into the drawing; near enough for land of a few kilometres. */
export function projectionOf([west, south, east, north]: Plot['bounds']) {
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  // Land without extent would divide by zero.
  const span = Math.max((east - west) * shrink, north - south) || 1;
  const unit = sizeMax / span;
  return {
    width: Math.max((east - west) * shrink * unit, 1),
    height: Math.max((north - south) * unit, 1),
    point: ([longitude, latitude]: readonly [number, number]) => [
      round((longitude - west) * shrink * unit),
      round((north - latitude) * unit),
    ],
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The drawing; `label` says what is to be seen. */
export function outline({ bounds, polygon, exclusions }: Plot, label: string) {
  const { width, height, point } = projectionOf(bounds);
  const ways = ({ coordinates }: Polygon) =>
    coordinates.map((ring) => `M${ring.map((each) => point(each).join(' ')).join('L')}Z`).join('');
  return svg`<svg class="outline" role="img" aria-label=${label} viewBox="-3 -3 ${round(width + 6)} ${round(height + 6)}">
    <path class="land" d=${ways(polygon)}></path>
    ${exclusions.map((each) => svg`<path class="left-out" d=${ways(each)}></path>`)}
  </svg>`;
}
