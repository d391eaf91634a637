/**
 * Where a tree stands, as one number: its place on a Hilbert curve (D. Hilbert 1891) through the square of
 * the web's Mercator projection. What lies in one tile of a map has keys without a gap between them, so a
 * tile is one range of an index. The way from cell to key is the one of "Hilbert curve" in Wikipedia.
 */
import type { Position } from '@kindcart/contract';

/** The curve visits 2^26 by 2^26 cells, 0.6 m wide at the equator; its keys stay safe integers. */
export const curveOrder = 26;

/** Northernmost latitude of the square, in degrees. */
const latitudeMax = 85.0511287798066;

/** A square of the world at a level: 2^level by 2^level of them, counted from the north west. */
export interface Cell {
  readonly level: number;
  readonly x: number;
  readonly y: number;
}

/** A position on the square: shares of its side from the west and from the north. */
export function mercatorOf([longitude, latitude]: Position): readonly [number, number] {
  const phi = (Math.max(-latitudeMax, Math.min(latitudeMax, latitude)) * Math.PI) / 180;
  return [(longitude + 180) / 360, (1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2];
}

/** The cell in which a position lies. What lies beyond the square counts as on its edge. */
export function cellOf(position: Position, level: number): Cell {
  const side = 2 ** level;
  const [across, down] = mercatorOf(position);
  const inside = (share: number) => Math.max(0, Math.min(side - 1, Math.floor(share * side)));
  return { level, x: inside(across), y: inside(down) };
}

/** A cell's place on the curve of its level. */
export function keyOfCell({ level, x, y }: Cell): number {
  let key = 0;
  let [across, down] = [x, y];
  for (let side = 2 ** (level - 1); side >= 1; side /= 2) {
    const right = Math.floor(across / side) % 2;
    const below = Math.floor(down / side) % 2;
    key += side * side * ((3 * right) ^ below);
    [across, down] = turned(2 ** level, across, down, right, below);
  }
  return key;
}

/**
 * The cell at a place on the curve of a level. Tiles ask this of thousands of keys, so it is written with
 * whole numbers of 32 bits: the lower half of the key first, two bits at a time, then the upper.
 */
export function cellOfKey(level: number, key: number): Cell {
  const upper = Math.floor(key / 2 ** curveOrder);
  let rest = key - upper * 2 ** curveOrder;
  let [x, y] = [0, 0];
  for (let step = 0; step < level; step += 1) {
    if (step === curveOrder / 2) rest = upper;
    const side = 1 << step;
    const right = (rest >> 1) & 1;
    const below = (rest ^ right) & 1;
    if (below === 0) {
      const across = right === 1 ? side - 1 - y : y;
      y = right === 1 ? side - 1 - x : x;
      x = across;
    }
    x += side * right;
    y += side * below;
    rest >>= 2;
  }
  return { level, x, y };
}

/** The quarter of the curve in which one is lies turned, or mirrored. */
function turned(side: number, x: number, y: number, right: number, below: number) {
  if (below === 1) return [x, y] as const;
  return right === 1 ? ([side - 1 - y, side - 1 - x] as const) : ([y, x] as const);
}

/** A position's place on the finest curve: `tree.curve_key`. */
export function curveKey(position: Position): number {
  return keyOfCell(cellOf(position, curveOrder));
}

/** The keys of the finest curve that lie in a cell: from the first up to, not including, the second. */
export function keysWithin(cell: Cell): readonly [number, number] {
  const width = 4 ** (curveOrder - cell.level);
  const key = keyOfCell(cell);
  return [key * width, (key + 1) * width];
}
