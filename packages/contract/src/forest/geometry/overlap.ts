/** Whether two pieces of land have ground in common. */
import type { Polygon } from '../land.ts';
import { boundsOf, centreOf, flatMap, outlineOf, type Point } from './earth.ts';
import { distance, isInside, type Line, linesOf, meetingShare, pointAt } from './lines.ts';

/** Neighbours who share a fence and measured it twice do not overlap by this much. */
const toleranceM = 0.1;

/** Whether they overlap by more than a hand's breadth; edges that touch are fine. */
export function doOverlap(one: Polygon, other: Polygon): boolean {
  const { toPoint } = flatMap(centreOf(boundsOf(outlineOf(one))));
  const lines = ({ coordinates }: Polygon) =>
    coordinates.flatMap((ring) => linesOf(ring.map(toPoint)));
  const [ours, theirs] = [lines(one), lines(other)];
  return (
    reachesInto(ours, theirs) ||
    reachesInto(theirs, ours) ||
    // No edge of either runs through the other, so all of one is inside of the other or none.
    isDeepIn(pointInside(ours), theirs)
  );
}

function isDeepIn(point: Point, lines: readonly Line[]): boolean {
  return isInside(point, lines) && distance(point, lines) > toleranceM;
}

/** Whether a part of an edge runs inside of the other: each is cut where it meets the other's edges. */
function reachesInto(ours: readonly Line[], theirs: readonly Line[]): boolean {
  return ours.some((line) => {
    const cuts = [0, 1, ...theirs.flatMap((each) => meetingShare(line, each) ?? [])];
    cuts.sort((a, b) => a - b);
    return cuts.some((cut, at) => {
      const middle = (cut + (cuts[at + 1] ?? cut)) / 2;
      return isDeepIn(pointAt(line, cut), theirs) || isDeepIn(pointAt(line, middle), theirs);
    });
  });
}

/** A point well inside: the middle of the widest stretch of land, from west to east, between two corners. */
export function pointInside(lines: readonly Line[]): Point {
  const heights = [...new Set(lines.map(([[, y]]) => y))].sort((a, b) => a - b);
  let [best, widest]: [Point, number] = [[0, 0], -1];
  for (const [at, height] of heights.slice(1).entries()) {
    const y = (height + (heights[at] ?? height)) / 2;
    const meets = meetingsAt(y, lines);
    for (let each = 0; each + 1 < meets.length; each += 2) {
      const [from = 0, to = 0] = [meets[each], meets[each + 1]];
      if (to - from > widest) [best, widest] = [[(from + to) / 2, y], to - from];
    }
  }
  return best;
}

/** Where a line from west to east meets the edges, in order: into the land, out of it, and so on. */
export function meetingsAt(y: number, lines: readonly Line[]): number[] {
  return lines
    .flatMap(([[ax, ay], [bx, by]]) =>
      ay <= y === by <= y ? [] : [ax + ((y - ay) / (by - ay)) * (bx - ax)],
    )
    .sort((a, b) => a - b);
}
