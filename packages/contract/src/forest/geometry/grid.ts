/** Planting places: a grid of rows laid over land. */
import type { Polygon, Position } from '../land.ts';
import { type Grid, placesMax } from '../plot.ts';
import {
  areaM2,
  boundsOf,
  centreOf,
  type FlatMap,
  flatMap,
  outlineOf,
  type Point,
} from './earth.ts';
import { type Line, linesOf } from './lines.ts';
import { meetingsAt } from './overlap.ts';

/** Land and what is planted on it. */
export interface PlantedLand {
  readonly polygon: Polygon;
  readonly exclusions: readonly Polygon[];
  readonly grid: Grid;
}

/** A stretch of a row. */
type Stretch = readonly [from: number, to: number];

/** Turned so that rows run along the first axis, and lie above each other along the second. */
interface Turned {
  readonly map: FlatMap;
  readonly toRow: (point: Point) => Point;
  readonly fromRow: (point: Point) => Point;
}

/**
 * The places in the order of their numbers: row by row, each along its bearing. The same land and grid
 * give the same places. Each is at least half of the closer distance away from any edge.
 *
 * @returns null where there are more than a plot may have
 */
export function placesOf({ polygon, exclusions, grid }: PlantedLand): Position[] | null {
  const [spacing, row] = [grid.spacingCm / 100, grid.rowCm / 100];
  const margin = Math.min(spacing, row) / 2;
  const { map, toRow, fromRow } = turnedMap(polygon, grid.bearingDegrees);
  const linesIn = ({ coordinates }: Polygon) =>
    coordinates.flatMap((ring) => linesOf(ring.map((each) => toRow(map.toPoint(each)))));
  const [land, ...excluded] = [polygon, ...exclusions].map(linesIn).map(inSweep);
  const corners = outlineOf(polygon).map((each) => toRow(map.toPoint(each)));
  const rows = steps(
    corners.map(([, v]) => v),
    row,
    margin,
  );
  const along = steps(
    corners.map(([u]) => u),
    spacing,
    margin,
  );
  const places: Position[] = [];
  for (let at = 0; at < rows.count; at += 1) {
    const v = rows.from + at * row;
    const near = [land, ...excluded].map((sweep) => sweep?.near(v, margin) ?? []);
    const [ofLand = [], ...ofExcluded] = near;
    const free = pairs(meetingsAt(v, ofLand));
    const closed = [
      ...ofExcluded.flatMap((lines) => pairs(meetingsAt(v, lines))),
      ...near.flat().flatMap((line) => tooClose(line, v, margin)),
    ];
    for (const u of openSteps(along, spacing, free, closed)) {
      places.push(map.toPosition(fromRow([u, v])));
    }
    if (places.length > placesMax) return null;
  }
  return places;
}

/** About how many places the land has, by its area. */
export function placesEstimate({ polygon, grid }: Omit<PlantedLand, 'exclusions'>): number {
  return Math.round(areaM2(polygon) / ((grid.spacingCm * grid.rowCm) / 10_000));
}

function turnedMap(polygon: Polygon, bearingDegrees: number): Turned {
  const bearing = (bearingDegrees * Math.PI) / 180;
  const [east, north] = [Math.sin(bearing), Math.cos(bearing)];
  return {
    map: flatMap(centreOf(boundsOf(outlineOf(polygon)))),
    toRow: ([x, y]) => [x * east + y * north, x * north - y * east],
    fromRow: ([u, v]) => [u * east + v * north, u * north - v * east],
  };
}

interface Steps {
  readonly from: number;
  readonly count: number;
}

/** As many steps as fit between the outermost corners, what is left over in equal parts at both ends. */
function steps(values: readonly number[], step: number, margin: number): Steps {
  const [low, high] = values.reduce<Stretch>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  const count = Math.max(1, Math.floor((high - low - 2 * margin) / step + 1e-9) + 1);
  return { from: low + (high - low - (count - 1) * step) / 2, count };
}

/** Lines met from one side to the other, so that each row looks only at those that are near. */
function inSweep(lines: readonly Line[]) {
  const waiting = [...lines].sort((a, b) => lowest(b) - lowest(a));
  let active: Line[] = [];
  return {
    /** Lines within the margin of a row; rows are asked for in order. */
    near(v: number, margin: number): readonly Line[] {
      for (;;) {
        const next = waiting.at(-1);
        if (next === undefined || lowest(next) > v + margin) break;
        active.push(next);
        waiting.pop();
      }
      active = active.filter(([[, a], [, b]]) => Math.max(a, b) >= v - margin);
      return active;
    },
  };
}

const lowest = ([[, a], [, b]]: Line) => Math.min(a, b);

function pairs(meetings: readonly number[]): Stretch[] {
  return meetings.flatMap((from, at) => {
    const to = meetings[at + 1];
    return at % 2 === 1 || to === undefined ? [] : [[from, to] as const];
  });
}

/** The stretch of a row that is nearer to a line than the margin. */
function tooClose([a, b]: Line, v: number, margin: number): Stretch[] {
  const meets: number[] = [];
  for (const [u, height] of [a, b]) {
    const reach = margin ** 2 - (v - height) ** 2;
    if (reach >= 0) meets.push(u - Math.sqrt(reach), u + Math.sqrt(reach));
  }
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const [aside, up] = [(-(b[1] - a[1]) / length) * margin, ((b[0] - a[0]) / length) * margin];
  for (const side of [1, -1]) {
    const [from, to] = [a[1] + side * up, b[1] + side * up];
    if (from <= v === to <= v) continue;
    meets.push(a[0] + side * aside + ((v - from) / (to - from)) * (b[0] - a[0]));
  }
  return meets.length === 0 ? [] : [[Math.min(...meets), Math.max(...meets)]];
}

/** Steps that lie in a free stretch and in no closed one. */
function* openSteps(
  { from, count }: Steps,
  step: number,
  free: readonly Stretch[],
  closed: readonly Stretch[],
): Generator<number> {
  const inOrder = [...closed].sort(([a], [b]) => a - b);
  let [next, until] = [0, -Infinity];
  for (const [start, end] of free) {
    const last = Math.min(count - 1, Math.floor((end - from) / step));
    for (let at = Math.max(0, Math.ceil((start - from) / step)); at <= last; at += 1) {
      const u = from + at * step;
      for (let each = inOrder[next]; each !== undefined && each[0] < u; each = inOrder[next]) {
        until = Math.max(until, each[1]);
        next += 1;
      }
      if (u >= until) yield u;
    }
  }
}
