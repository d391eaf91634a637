/**
 * Mapbox Vector Tiles, https://github.com/mapbox/vector-tile-spec/tree/master/2.1: layers of points, lines
 * and polygons with properties, on a square of whole numbers that begins in the north west.
 */
import { Bytes } from './bytes.ts';

/** A tile is so many units wide and high. */
export const extent = 4_096;

/** Across and down, in units of the tile; whatever lies outside of it is its edge's. */
export type Point = readonly [number, number];
/** Points one after the other. */
export type Path = readonly Point[];

export type Properties = Readonly<Record<string, string | number | undefined>>;

const geometry = { point: 1, line: 2, polygon: 3 } as const;
const command = { moveTo: 1, lineTo: 2, closePath: 7 } as const;

/** One layer, written as it is told. Coordinates are rounded; what then has no length or area is left out. */
export class Layer {
  readonly #name: string;
  readonly #features = new Bytes(4_096);
  readonly #feature = new Bytes();
  readonly #part = new Bytes();
  readonly #keys = new Map<string, number>();
  readonly #values = new Map<string | number, number>();
  #count = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** How many features it has. */
  get size(): number {
    return this.#count;
  }

  /** @param id - a whole number that names the feature within the layer */
  point([across, down]: Point, properties: Properties, id?: number): void {
    this.#begin(properties, id);
    this.#part.varint(command.moveTo + 8);
    this.#part.zigzag(Math.round(across));
    this.#part.zigzag(Math.round(down));
    this.#end(geometry.point);
  }

  lines(paths: readonly Path[], properties: Properties): void {
    const kept = paths.map(whole).filter((path) => path.length > 1);
    if (kept.length === 0) return;
    this.#begin(properties);
    this.#draw(kept, false);
    this.#end(geometry.line);
  }

  /** Polygons of an outline and its holes each; which way round they run does not matter. */
  polygons(polygons: readonly (readonly Path[])[], properties: Properties): void {
    const kept = polygons.flatMap(ringsOf);
    if (kept.length === 0) return;
    this.#begin(properties);
    this.#draw(kept, true);
    this.#end(geometry.polygon);
  }

  /** The layer's message; empty when nothing is in it. */
  bytes(): Uint8Array {
    if (this.#count === 0) return new Uint8Array();
    const layer = new Bytes(this.#features.length + 256);
    layer.number(15, 2);
    layer.text(1, this.#name);
    layer.append(this.#features.written);
    for (const key of this.#keys.keys()) layer.text(3, key);
    const one = new Bytes(16);
    for (const value of this.#values.keys()) {
      one.clear();
      if (typeof value === 'string') one.text(1, value);
      else one.number(5, value);
      layer.block(4, one.written);
    }
    layer.number(5, extent);
    return layer.written;
  }

  #begin(properties: Properties, id?: number): void {
    this.#feature.clear();
    this.#part.clear();
    if (id !== undefined) this.#feature.number(1, id);
    for (const key in properties) {
      const value = properties[key];
      if (value === undefined) continue;
      this.#part.varint(placeOf(this.#keys, key));
      this.#part.varint(placeOf(this.#values, value));
    }
    this.#feature.block(2, this.#part.written);
    this.#part.clear();
  }

  #end(type: number): void {
    this.#feature.number(3, type);
    this.#feature.block(4, this.#part.written);
    this.#features.block(2, this.#feature.written);
    this.#count += 1;
  }

  #draw(paths: readonly Path[], closed: boolean): void {
    let [left, above] = [0, 0];
    for (const path of paths) {
      for (const [place, [across, down]] of path.entries()) {
        if (place === 0) this.#part.varint(command.moveTo + 8);
        if (place === 1) this.#part.varint(command.lineTo + 8 * (path.length - 1));
        this.#part.zigzag(across - left);
        this.#part.zigzag(down - above);
        [left, above] = [across, down];
      }
      if (closed) this.#part.varint(command.closePath + 8);
    }
  }
}

/** A tile of these layers; empty when all of them are. */
export function tileOf(layers: readonly Layer[]): Uint8Array<ArrayBuffer> {
  const tile = new Bytes(4_096);
  for (const layer of layers) {
    if (layer.size > 0) tile.block(3, layer.bytes());
  }
  return tile.written;
}

/** The place of a value in a list of values, at its end where it is new. */
function placeOf<Value>(places: Map<Value, number>, value: Value): number {
  const known = places.get(value);
  if (known !== undefined) return known;
  const place = places.size;
  places.set(value, place);
  return place;
}

/** On whole units, without points that are where the one before is. */
function whole(path: Path): Point[] {
  const kept: Point[] = [];
  for (const [x, y] of path) {
    const [across, down] = [Math.round(x), Math.round(y)];
    const last = kept.at(-1);
    if (last === undefined || last[0] !== across || last[1] !== down) kept.push([across, down]);
  }
  return kept;
}

/** An outline that runs to the right of what it encloses, then its holes the other way; none without area. */
function ringsOf(rings: readonly Path[]): Point[][] {
  const [outline, ...holes] = rings.map(ringOf);
  if (outline === undefined || outline.length === 0) return [];
  return [
    directed(outline, 1),
    ...holes.filter((hole) => hole.length > 0).map((hole) => directed(hole, -1)),
  ];
}

/** Without the point that repeats the first; empty when it encloses nothing. */
function ringOf(ring: Path): Point[] {
  const points = whole(ring);
  const [first, last] = [points[0], points.at(-1)];
  if (points.length > 1 && first?.[0] === last?.[0] && first?.[1] === last?.[1]) points.pop();
  return points.length > 2 && areaOf(points) !== 0 ? points : [];
}

function directed(ring: Point[], sign: number): Point[] {
  return Math.sign(areaOf(ring)) === sign ? ring : ring.reverse();
}

/** Twice the area; positive when it runs clockwise as it is seen, since down is positive. */
function areaOf(ring: Path): number {
  let sum = 0;
  let [left, above] = ring.at(-1) ?? [0, 0];
  for (const [across, down] of ring) {
    sum += left * down - across * above;
    [left, above] = [across, down];
  }
  return sum;
}
