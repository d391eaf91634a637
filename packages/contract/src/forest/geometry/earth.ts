/** Where land lies and how large it is. */
import type { Bounds, Polygon, Position } from '../land.ts';

/** Mean radius of the Earth in metres (IUGG, Geodetic Reference System 1980). */
const radiusM = 6_371_008.8;

/** Metres of a degree of latitude on that sphere. */
const metresPerDegree = (radiusM * Math.PI) / 180;

export type Ring = Polygon['coordinates'][number];

/** A point on the flat, in metres. */
export type Point = readonly [x: number, y: number];

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** The outline of a polygon. */
export function outlineOf({ coordinates: [outline = []] }: Polygon): Ring {
  return outline;
}

/** The box around positions. */
export function boundsOf(positions: readonly Position[]): Bounds {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [longitude, latitude] of positions) {
    bounds[0] = Math.min(bounds[0], longitude);
    bounds[1] = Math.min(bounds[1], latitude);
    bounds[2] = Math.max(bounds[2], longitude);
    bounds[3] = Math.max(bounds[3], latitude);
  }
  return bounds;
}

/** The middle of a box, to the centimetre. */
export function centreOf([west, south, east, north]: Bounds): Position {
  return [rounded((west + east) / 2), rounded((south + north) / 2)];
}

/** Degrees to seven decimals, which is a centimetre. */
export function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

/**
 * Area of a ring in square metres; above zero where it is wound counterclockwise. R. G. Chamberlain and
 * W. H. Duquette, "Some Algorithms for Polygons on a Sphere", JPL Publication 07-3 (2007), equation 2.
 */
export function ringAreaM2(ring: Ring): number {
  const corners = ring.slice(0, -1);
  const sum = corners.reduce((total, [, latitude], at) => {
    const [before = 0] = corners.at(at - 1) ?? [];
    const [after = 0] = corners[(at + 1) % corners.length] ?? [];
    return total + radians(after - before) * Math.sin(radians(latitude));
  }, 0);
  return (-sum * radiusM * radiusM) / 2;
}

/** Area of a polygon without its holes, in square metres. */
export function areaM2({ coordinates: [outline = [], ...holes] }: Polygon): number {
  const areaOf = (ring: Ring) => Math.abs(ringAreaM2(ring));
  return holes.reduce((area, hole) => area - areaOf(hole), areaOf(outline));
}

/** A flat map around a centre, true to scale for tens of kilometres (equirectangular projection). */
export interface FlatMap {
  readonly toPoint: (position: Position) => Point;
  readonly toPosition: (point: Point) => Position;
}

/** Makes the map. */
export function flatMap([longitude, latitude]: Position): FlatMap {
  const perLongitude = metresPerDegree * Math.cos(radians(latitude));
  return {
    toPoint: ([x, y]) => [(x - longitude) * perLongitude, (y - latitude) * metresPerDegree],
    toPosition: ([x, y]) => [
      rounded(longitude + x / perLongitude),
      rounded(latitude + y / metresPerDegree),
    ],
  };
}

/** How far a box reaches from west to east and from south to north, in metres. */
export function extentM([west, south, east, north]: Bounds): Point {
  const middle = (south + north) / 2;
  const perLongitude = metresPerDegree * Math.cos(radians(middle));
  return [(east - west) * perLongitude, (north - south) * metresPerDegree];
}
