/** Cuts lines and areas to a box, so that a tile carries what is seen in it. */
import type { Path, Point } from './mvt.ts';

/** West, north, east and south, in whatever units its paths are. */
export type Box = readonly [number, number, number, number];

/** One of the box's four sides. */
interface Edge {
  readonly axis: 0 | 1;
  readonly at: number;
  /** 1 keeps what is above `at`, −1 what is below. */
  readonly sign: 1 | -1;
}

function edgesOf([west, north, east, south]: Box): readonly Edge[] {
  return [
    { axis: 0, at: west, sign: 1 },
    { axis: 0, at: east, sign: -1 },
    { axis: 1, at: north, sign: 1 },
    { axis: 1, at: south, sign: -1 },
  ];
}

const isInside = ({ axis, at, sign }: Edge, point: Point) => (point[axis] - at) * sign >= 0;

/** Where the way from one point to the other meets the edge; they are on different sides of it. */
function crossing({ axis, at }: Edge, from: Point, to: Point): Point {
  const share = (at - from[axis]) / (to[axis] - from[axis]);
  const other = axis === 0 ? 1 : 0;
  const met = from[other] + share * (to[other] - from[other]);
  return axis === 0 ? [at, met] : [met, at];
}

/** Whether all of a path is inside, or all of it beyond one side; otherwise it is to be cut. */
function standing(path: Path, [west, north, east, south]: Box): 'inside' | 'outside' | 'across' {
  let [xMin, yMin, xMax, yMax] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of path) {
    if (x < xMin) xMin = x;
    if (x > xMax) xMax = x;
    if (y < yMin) yMin = y;
    if (y > yMax) yMax = y;
  }
  if (xMax < west || xMin > east || yMax < north || yMin > south) return 'outside';
  return xMin >= west && xMax <= east && yMin >= north && yMax <= south ? 'inside' : 'across';
}

/** A ring cut to a box, one side after the other (I. Sutherland, G. Hodgman 1974); empty outside of it. */
export function clipRing(ring: Path, box: Box): Path {
  const where = standing(ring, box);
  if (where !== 'across') return where === 'inside' ? ring : [];
  return edgesOf(box).reduce<Path>((points, edge) => {
    const kept: Point[] = [];
    let before = points.at(-1);
    for (const point of points) {
      if (before !== undefined && isInside(edge, before) !== isInside(edge, point)) {
        kept.push(crossing(edge, before, point));
      }
      if (isInside(edge, point)) kept.push(point);
      before = point;
    }
    return kept;
  }, ring);
}

/** A polygon cut to a box: its outline, and those of its holes that are left; empty outside of it. */
export function clipPolygon(rings: readonly Path[], box: Box): readonly Path[] {
  const [outline = [], ...holes] = rings.map((ring) => clipRing(ring, box));
  return outline.length < 3 ? [] : [outline, ...holes.filter((hole) => hole.length > 2)];
}

/** The parts of a line within a box. */
export function clipLine(line: Path, box: Box): readonly Path[] {
  const where = standing(line, box);
  if (where !== 'across') return where === 'inside' ? [line] : [];
  return edgesOf(box).reduce<readonly Path[]>(
    (parts, edge) => parts.flatMap((part) => withinEdge(part, edge)),
    [line],
  );
}

function withinEdge(line: Path, edge: Edge): Path[] {
  const parts: Point[][] = [];
  let part: Point[] = [];
  let before: Point | undefined;
  for (const point of line) {
    const inside = isInside(edge, point);
    if (before !== undefined && isInside(edge, before) !== inside) {
      part.push(crossing(edge, before, point));
    }
    if (inside) part.push(point);
    else if (part.length > 0) {
      parts.push(part);
      part = [];
    }
    before = point;
  }
  return part.length > 0 ? [...parts, part] : parts;
}
