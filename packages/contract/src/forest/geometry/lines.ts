/** Lines on the flat: where they meet, how far a point is from them, what they enclose. */
import type { Point } from './earth.ts';

/** A straight line from one point to another. */
export type Line = readonly [from: Point, to: Point];

/** Twice the area of a triangle; above zero where the third point lies to the left of the way there. */
export function turn([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

/** The lines of a closed ring. */
export function linesOf(ring: readonly Point[]): Line[] {
  return ring.slice(1).flatMap((to, at) => {
    const from = ring[at];
    return from === undefined ? [] : [[from, to] as const];
  });
}

/** Whether two lines go through each other, and not only touch. */
export function doCross([a, b]: Line, [c, d]: Line): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** Whether two lines have a point in common. */
export function doMeet(one: Line, other: Line): boolean {
  const [[a, b], [c, d]] = [one, other];
  return (
    doCross(one, other) || liesOn(a, other) || liesOn(b, other) || liesOn(c, one) || liesOn(d, one)
  );
}

function liesOn(point: Point, [a, b]: Line): boolean {
  const isBetween = (axis: 0 | 1) =>
    Math.min(a[axis], b[axis]) <= point[axis] && point[axis] <= Math.max(a[axis], b[axis]);
  return isBetween(0) && isBetween(1) && turn(a, b, point) === 0;
}

/** Whether a point is enclosed, by how often a way out of there crosses the lines of all rings. */
export function isInside([x, y]: Point, lines: readonly Line[]): boolean {
  let inside = false;
  for (const [[ax, ay], [bx, by]] of lines) {
    if (ay <= y === by <= y) continue;
    if (x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

/** Distance of a point from the nearest of the lines. */
export function distance(point: Point, lines: readonly Line[]): number {
  return lines.reduce((least, line) => Math.min(least, distanceOf(point, line)), Infinity);
}

function distanceOf([x, y]: Point, [[ax, ay], [bx, by]]: Line): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
  const share = Math.max(0, Math.min(1, along));
  return Math.hypot(x - ax - share * dx, y - ay - share * dy);
}

/** The shares of a line's way, from 0 to 1, at which it meets another that is not parallel. */
export function meetingShare([a, b]: Line, [c, d]: Line): number | null {
  const [ofA, ofB] = [turn(c, d, a), turn(c, d, b)];
  if (ofA === ofB) return null;
  const share = ofA / (ofA - ofB);
  const [ofC, ofD] = [turn(a, b, c), turn(a, b, d)];
  return share < 0 || share > 1 || ofC * ofD > 0 ? null : share;
}

/** The point at a share of a line's way. */
export function pointAt([[ax, ay], [bx, by]]: Line, share: number): Point {
  return [ax + share * (bx - ax), ay + share * (by - ay)];
}
