/** Cuts lines and areas to a square, so that a tile carries what is seen in it. */
import type { Path, Point } from './mvt.ts';

/** A square from the first to the second number, both across and down. */
export type Square = readonly [number, number];

/** Where a path crosses one of the square's four sides, and on which side of it a point is. */
interface Edge {
  readonly axis: 0 | 1;
  readonly at: number;
  /** 1 keeps what is above `at`, −1 what is below. */
  readonly sign: 1 | -1;
}

function edgesOf([from, until]: Square): readonly Edge[] {
  return [
    { axis: 0, at: from, sign: 1 },
    { axis: 0, at: until, sign: -1 },
    { axis: 1, at: from, sign: 1 },
    { axis: 1, at: until, sign: -1 },
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
function standing(path: Path, [from, until]: Square): 'inside' | 'outside' | 'across' {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of path) {
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < north) north = y;
    if (y > south) south = y;
  }
  if (east < from || west > until || south < from || north > until) return 'outside';
  return west >= from && east <= until && north >= from && south <= until ? 'inside' : 'across';
}

/** A ring cut to a square, one side after the other (I. Sutherland, G. Hodgman 1974); empty outside of it. */
export function clipRing(ring: Path, square: Square): Path {
  const where = standing(ring, square);
  if (where !== 'across') return where === 'inside' ? ring : [];
  return edgesOf(square).reduce<Path>((points, edge) => {
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

/** A polygon cut to a square: its outline, and those of its holes that are left; empty outside of it. */
export function clipPolygon(rings: readonly Path[], square: Square): readonly Path[] {
  const [outline = [], ...holes] = rings.map((ring) => clipRing(ring, square));
  return outline.length < 3 ? [] : [outline, ...holes.filter((hole) => hole.length > 2)];
}

/** The parts of a line within a square. */
export function clipLine(line: Path, square: Square): readonly Path[] {
  const where = standing(line, square);
  if (where !== 'across') return where === 'inside' ? [line] : [];
  return edgesOf(square).reduce<readonly Path[]>(
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
