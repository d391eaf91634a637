/** Where something lies on a tile, and what a tile reaches. */
import type { Polygon, Position } from '@kindcart/contract';
import { type Cell, curveOrder, mercatorOf } from './curve.ts';
import { extent, type Path, type Point } from './mvt.ts';

/** What is drawn beyond a tile's edge, in its units, so that outlines do not end there. */
export const buffer = 64;

/** Brings shares of the world's side onto a tile. */
function onTile({ level, x, y }: Cell) {
  const side = 2 ** level;
  return (across: number, down: number): Point => [
    (across * side - x) * extent,
    (down * side - y) * extent,
  ];
}

/** Brings positions onto a tile. */
export function positionsOn(tile: Cell): (position: Position) => Point {
  const place = onTile(tile);
  return (position) => place(...mercatorOf(position));
}

/** Brings places on the finest curve onto a tile: counted in its cells, with parts of them. */
export function cellsOn(tile: Cell): (across: number, down: number) => Point {
  const place = onTile(tile);
  const side = 2 ** curveOrder;
  return (across, down) => place(across / side, down / side);
}

/** A polygon's rings on a tile. */
export function ringsOn(tile: Cell, { coordinates }: Polygon): readonly Path[] {
  const place = positionsOn(tile);
  return coordinates.map((ring) => ring.map(place));
}

/** West, south, east and north of a tile and what is drawn around it, in degrees. */
export function boundsOf({ level, x, y }: Cell): readonly [number, number, number, number] {
  const side = 2 ** level;
  const around = buffer / extent;
  const longitude = (column: number) => (column / side) * 360 - 180;
  const latitude = (row: number) =>
    (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / side))) * 180) / Math.PI;
  return [
    longitude(x - around),
    latitude(y + 1 + around),
    longitude(x + 1 + around),
    latitude(y - around),
  ];
}
