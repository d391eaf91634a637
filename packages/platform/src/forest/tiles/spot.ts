/**
 * Where a tree stands within its cell of the finest curve, which is 60 cm wide at the equator: a 256th of it
 * across and as much down, as one number. With it a tile knows every tree to some millimetres from the row of
 * the tree alone.
 */
import type { Position } from '@kindcart/contract';
import { type Cell, mercatorOf } from './curve.ts';

const parts = 256;

/** The spot of a position within the cell that it is in. */
export function spotOf(position: Position, { level, x, y }: Cell): number {
  const [across, down] = mercatorOf(position);
  const part = (share: number, cell: number) =>
    Math.max(0, Math.min(parts - 1, Math.floor((share * 2 ** level - cell) * parts)));
  return part(across, x) * parts + part(down, y);
}

/** How far into its cell a spot is, as shares of it; in its middle where none is known. */
export function sharesOf(spot: number | null): readonly [number, number] {
  if (spot === null) return [0.5, 0.5];
  return [(Math.floor(spot / parts) + 0.5) / parts, ((spot % parts) + 0.5) / parts];
}
