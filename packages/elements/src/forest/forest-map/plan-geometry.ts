/** How land lies on a plan: metres east and south of a plot's centre. Pure. */
import type { Plot } from '@kindcart/contract';

type Position = Plot['centre'];

/** A place on the plan, in metres: to the right, and down. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

const metresPerDegree = 111_320;

/** Lays positions around a centre out flat; over a plot the earth is as good as that. */
export function flatten([east, north]: Position): (position: Position) => Spot {
  const cosine = Math.cos((north * Math.PI) / 180);
  return ([longitude, latitude]) => {
    // Over the date line the way round is the short one.
    const degrees = ((longitude - east + 540) % 360) - 180;
    return { x: degrees * metresPerDegree * cosine, y: (north - latitude) * metresPerDegree };
  };
}

/** The part of the plan that is shown: its middle, and how wide and high it is, in metres. */
export interface Frame extends Spot {
  readonly width: number;
  readonly height: number;
}

/** A frame around spots with some air. */
export function frameAround(spots: readonly Spot[]): Frame {
  const xs = spots.map(({ x }) => x);
  const ys = spots.map(({ y }) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const air = 1.16;
  const width = Math.max(right - left, 4) * air;
  const height = Math.max(bottom - top, 4) * air;
  return { x: (left + right) / 2, y: (top + bottom) / 2, width, height };
}

/** The same middle, nearer or farther. */
export function zoomed(frame: Frame, factor: number): Frame {
  return { ...frame, width: frame.width / factor, height: frame.height / factor };
}

/** A spot as SVG writes it, to the centimetre. */
function written({ x, y }: Spot): string {
  return `${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100}`;
}

/** The outline of a polygon and its holes, as SVG writes a path. */
export function outline(
  rings: readonly (readonly Position[])[],
  flat: (at: Position) => Spot,
): string {
  return rings
    .map((ring) => {
      const corners = ring.map(flat).map(written);
      return `M${corners.join('L')}Z`;
    })
    .join('');
}

/** Points as one path: strokes of no length, which round ends make dots. */
export function dots(spots: readonly Spot[]): string {
  return spots.map((spot) => `M${written(spot)}h0`).join('');
}

const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Whether a key leads from tree to tree. */
export function isArrow(key: string): key is keyof typeof directions {
  return Object.hasOwn(directions, key);
}

/** The nearest in the direction of an arrow; what lies aside counts as farther. Undefined at the edge. */
export function nextTowards<Thing extends Spot>(
  from: Spot,
  things: readonly Thing[],
  key: keyof typeof directions,
): Thing | undefined {
  const [right = 0, down = 0] = directions[key];
  let best: Thing | undefined;
  let bestWay = Number.POSITIVE_INFINITY;
  for (const thing of things) {
    const [x, y] = [thing.x - from.x, thing.y - from.y];
    const along = x * right + y * down;
    const aside = Math.abs(x * down) + Math.abs(y * right);
    const way = along + aside * 2;
    if (along > 0.01 && aside <= along * 2 && way < bestWay) [best, bestWay] = [thing, way];
  }
  return best;
}
