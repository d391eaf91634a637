/** Cuts what is known of the world into the tiles of a zoom. */
import { type Box, clipLine, clipPolygon } from '../../../platform/src/forest/tiles/clip.ts';
import { type Cell, mercatorOf } from '../../../platform/src/forest/tiles/curve.ts';
import {
  extent,
  Layer,
  type Path,
  type Point,
  type Properties,
  tileOf,
} from '../../../platform/src/forest/tiles/mvt.ts';
import type { Spot } from './shapefile.ts';
import { simplify } from './simplify.ts';

/** Something on the map: areas with holes, lines, or one spot. */
export interface Thing {
  readonly layer: string;
  readonly kind: 'area' | 'line' | 'spot';
  readonly parts: readonly (readonly Spot[])[];
  readonly properties: Properties;
}

/** A thing on the grid of a zoom: all tiles beside each other. */
interface Drawn extends Omit<Thing, 'parts'> {
  readonly paths: readonly Path[];
}

/** Around each tile, so that outlines do not end at its edge. */
const buffer = 64;

/** Of what is so small that nobody sees it, nothing is kept; in square units of a tile. */
const areaMin = 64;

/** Layers whose things become one in each tile for each of their properties. */
const joined = new Set(['land', 'lakes', 'rivers', 'borders']);

/** The tiles of a zoom that hold something. @param tolerance - what a line may be off, in units of a tile */
export function* cutZoom(
  zoom: number,
  things: readonly Thing[],
  tolerance: number,
): Generator<readonly [Cell, Uint8Array<ArrayBuffer>]> {
  const drawn = things.map((thing) => draw(thing, zoom, tolerance));
  yield* cutCell({ level: 0, x: 0, y: 0 }, zoom, drawn);
}

function draw({ parts, ...thing }: Thing, zoom: number, tolerance: number): Drawn {
  const side = extent * 2 ** zoom;
  const paths = parts.map((part) =>
    part.map(([longitude, latitude]): Point => {
      const [across, down] = mercatorOf([longitude, latitude]);
      return [across * side, down * side];
    }),
  );
  if (thing.kind === 'spot') return { ...thing, paths };
  const simple = paths.map((path) => simplify(path, tolerance));
  const seen = thing.kind === 'line' ? simple : simple.filter((ring) => areaOf(ring) >= areaMin);
  return { ...thing, paths: seen };
}

/** Each quarter takes from what its whole had, so that nothing is looked at where it is not. */
function* cutCell(
  cell: Cell,
  zoom: number,
  things: readonly Drawn[],
): Generator<readonly [Cell, Uint8Array<ArrayBuffer>]> {
  const box = boxOf(cell, zoom);
  const within = things
    .map((thing) => ({ ...thing, paths: clip(thing, box) }))
    .filter(({ paths }) => paths.length > 0);
  if (within.length === 0) return;
  if (cell.level === zoom) {
    const bytes = encode(cell, within);
    if (bytes.length > 0) yield [cell, bytes];
    return;
  }
  for (const [right, below] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const quarter = { level: cell.level + 1, x: 2 * cell.x + right, y: 2 * cell.y + below };
    yield* cutCell(quarter, zoom, within);
  }
}

function boxOf({ level, x, y }: Cell, zoom: number): Box {
  const side = extent * 2 ** (zoom - level);
  return [x * side - buffer, y * side - buffer, (x + 1) * side + buffer, (y + 1) * side + buffer];
}

function clip({ kind, paths }: Drawn, box: Box): readonly Path[] {
  if (kind === 'line') return paths.flatMap((path) => clipLine(path, box));
  if (kind === 'area') return clipPolygon(paths, box);
  const [west, north, east, south] = box;
  return paths.filter(
    ([[x, y] = [Number.NaN, Number.NaN]]) => x >= west && x < east && y >= north && y < south,
  );
}

function encode({ x, y }: Cell, things: readonly Drawn[]): Uint8Array<ArrayBuffer> {
  const layers = new Map<string, Layer>();
  const layerOf = (name: string) => {
    const layer = layers.get(name) ?? new Layer(name);
    layers.set(name, layer);
    return layer;
  };
  const place = (path: Path) =>
    path.map(([across, down]): Point => [across - x * extent, down - y * extent]);
  const groups = Map.groupBy(things, ({ layer, properties }) =>
    joined.has(layer) ? `${layer} ${JSON.stringify(properties)}` : layer,
  );
  for (const group of groups.values()) {
    for (const [first, ...others] of joined.has(group[0]?.layer ?? '')
      ? [group]
      : group.map((one) => [one])) {
      if (first === undefined) continue;
      const all = [first, ...others].map(({ paths }) => paths.map(place));
      const layer = layerOf(first.layer);
      if (first.kind === 'area') layer.polygons(all, first.properties);
      else if (first.kind === 'line') layer.lines(all.flat(), first.properties);
      else spot(layer, all[0]?.[0]?.[0], first.properties);
    }
  }
  return tileOf([...layers.values()]);
}

/** A spot belongs to the tile that it is in; beyond the edge it is the next one's. */
function spot(layer: Layer, point: Point | undefined, properties: Properties): void {
  if (point?.every((at) => at >= 0 && at < extent)) layer.point(point, properties);
}

function areaOf(ring: Path): number {
  let sum = 0;
  let [left, above] = ring.at(-1) ?? [0, 0];
  for (const [across, down] of ring) {
    sum += left * down - across * above;
    [left, above] = [across, down];
  }
  return Math.abs(sum) / 2;
}
