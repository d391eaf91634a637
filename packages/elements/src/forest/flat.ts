/** Land drawn flat: metres from a north-west corner, close enough over one plot. Pure. */
import type { Plot } from '@kindcart/contract';

type Position = Plot['centre'];
type Bounds = Plot['bounds'];

const metresPerDegree = 111_320;

/** A flat piece of land. */
export interface Flat {
  readonly widthM: number;
  readonly heightM: number;
  /** Metres to the east and to the south of its corner. */
  readonly at: (position: Position) => readonly [x: number, y: number];
}

/** Lays out the land within bounds; north is up. */
export function flatten([west, south, east, north]: Bounds): Flat {
  const perLongitude = metresPerDegree * Math.cos((((south + north) / 2) * Math.PI) / 180);
  return {
    widthM: (east - west) * perLongitude,
    heightM: (north - south) * metresPerDegree,
    at: ([longitude, latitude]) => [
      (longitude - west) * perLongitude,
      (north - latitude) * metresPerDegree,
    ],
  };
}

/** The bounds of some positions; undefined of none. */
export function boundsOf(positions: readonly Position[]): Bounds | undefined {
  const [first] = positions;
  if (!first) return undefined;
  let [west, south] = first;
  let [east, north] = first;
  for (const [longitude, latitude] of positions) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return [west, south, east, north];
}

/** The path of a plot's outline, with its holes and with what is left out of planting. */
export function outlineOf({ polygon, exclusions }: Plot, flat: Flat): string {
  const rings = [polygon, ...exclusions].flatMap(({ coordinates }) => coordinates);
  return rings.map((ring) => `M${ring.map((each) => pointOf(flat.at(each))).join('L')}Z`).join('');
}

/** A point as a path writes it, to the centimetre. */
export function pointOf([x, y]: readonly [number, number]): string {
  return `${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100}`;
}
