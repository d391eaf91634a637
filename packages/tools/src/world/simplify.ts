/** Leaves out the points of a path that nobody would miss (D. Douglas, T. Peucker 1973). */
import type { Path, Point } from '../../../platform/src/forest/tiles/mvt.ts';

/**
 * Keeps the ends, and every point without which the path would be off by more than the tolerance.
 *
 * @param tolerance - in the units of the path
 */
export function simplify(path: Path, tolerance: number): Path {
  const kept = new Set([0, path.length - 1]);
  const open: [number, number][] = [[0, path.length - 1]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span;
    let [farthest, distanceMax] = [-1, tolerance * tolerance];
    for (let at = from + 1; at < to; at += 1) {
      const distance = distanceSquared(path[at], path[from], path[to]);
      if (distance > distanceMax) [farthest, distanceMax] = [at, distance];
    }
    if (farthest === -1) continue;
    kept.add(farthest);
    open.push([from, farthest], [farthest, to]);
  }
  return path.filter((_, at) => kept.has(at));
}

/** From a point to the way between two others. */
function distanceSquared(point?: Point, from?: Point, to?: Point): number {
  if (point === undefined || from === undefined || to === undefined) return 0;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / length;
  const share = Math.max(0, Math.min(1, along));
  const [offX, offY] = [point[0] - from[0] - share * dx, point[1] - from[1] - share * dy];
  return offX * offX + offY * offY;
}
