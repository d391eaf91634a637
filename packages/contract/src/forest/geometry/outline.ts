/** Whether polygons describe land that can be planted, and what is wrong with them in words. */
import type { FieldError } from '../../common.ts';
import { cornersMax, type Polygon, type Position } from '../land.ts';
import { liesInCountry } from './countries.ts';
import { boundsOf, centreOf, extentM, outlineOf, type Ring, ringAreaM2 } from './earth.ts';
import { doCross, doMeet, isInside, type Line, linesOf, turn } from './lines.ts';

/** Northernmost and southernmost latitude of the web's maps, in degrees. */
const latitudeMax = 85.05;
/** Larger land is neither one plot nor flat. */
const acrossMaxM = 50_000;

/** What is told of land. */
export interface ToldLand {
  readonly country: string;
  readonly polygon: Polygon;
  readonly exclusions: readonly Polygon[];
}

/** What is wrong with land, field by field; nothing where all is well. */
export function faultsOfLand({ country, polygon, exclusions }: ToldLand): FieldError[] {
  const ofPolygon = faultOfSize(polygon.coordinates, 'polygon') ?? faultOfLand(polygon, country);
  if (ofPolygon !== null) return [ofPolygon];
  const ofAll = faultOfSize(
    exclusions.flatMap(({ coordinates }) => coordinates),
    'exclusions',
  );
  if (ofAll !== null) return [ofAll];
  return exclusions.flatMap(
    ({ coordinates }, at) => faultOfRings(coordinates, `exclusions.${at}.coordinates`) ?? [],
  );
}

/** The same land, without corners told twice, outlines counterclockwise and holes clockwise (RFC 7946). */
export function tidied({ type, coordinates }: Polygon): Polygon {
  const rings = coordinates.map((ring, at) => {
    const corners = cornersOf(ring);
    const [first] = corners;
    const closed = first === undefined ? corners : [...corners, first];
    return ringAreaM2(closed) > 0 === (at === 0) ? closed : closed.toReversed();
  });
  return { type, coordinates: rings };
}

function faultOfSize(rings: readonly Ring[], field: string): FieldError | null {
  const corners = rings.reduce((count, ring) => count + ring.length, 0);
  if (corners <= cornersMax) return null;
  const message = `has ${corners} corners in all, and ${cornersMax} are the most: leave out those that lie on a line`;
  return { field, message };
}

function faultOfLand(polygon: Polygon, country: string): FieldError | null {
  const ring = outlineOf(polygon);
  const field = 'polygon.coordinates.0';
  const message = faultOfOrder(ring, country);
  if (message !== null) return { field, message };
  return faultOfRings(polygon.coordinates, 'polygon.coordinates') ?? faultOfScale(polygon, field);
}

function faultOfRings(rings: readonly Ring[], field: string): FieldError | null {
  for (const [at, ring] of rings.entries()) {
    const message = faultOfRing(ring);
    if (message !== null) return { field: `${field}.${at}`, message };
  }
  const [outline = [], ...holes] = rings.map(linesOf);
  for (const [at, hole] of holes.entries()) {
    const message = faultOfHole(hole, outline, holes.slice(0, at));
    if (message !== null) return { field: `${field}.${at + 1}`, message };
  }
  return null;
}

/** Latitude told before longitude: swapped, the land lies in its country, and as told it does not. */
function faultOfOrder(ring: Ring, country: string): string | null {
  const [longitude, latitude] = centreOf(boundsOf(ring));
  if (liesInCountry([longitude, latitude], country) !== false) return null;
  if (liesInCountry([latitude, longitude], country) !== true) return null;
  return `lies outside of ${country}, and within it once longitude and latitude are swapped: tell of longitude first`;
}

function faultOfRing(ring: Ring): string | null {
  const corners = cornersOf(ring);
  if (!isSame(ring[0], ring.at(-1))) {
    return 'does not end where it begins: give the first position again at the end';
  }
  if (windsRoundPole(corners)) return 'encloses a pole, where no map shows it';
  const [west, south, east, north] = boundsOf(ring);
  if (south < -latitudeMax || north > latitudeMax) {
    return `reaches beyond ${latitudeMax} degrees of latitude, where maps of the web end`;
  }
  if (east - west > 180) return 'crosses the date line: tell of both sides as two plots';
  const [a, b] = corners;
  if (a === undefined || b === undefined || corners.every((each) => turn(a, b, each) === 0)) {
    return 'encloses no area: all of its corners lie on one line';
  }
  return faultOfLines(linesOf([...corners, a])) ?? faultOfArea(ring);
}

function faultOfArea(ring: Ring): string | null {
  return Math.abs(ringAreaM2(ring)) < 1 ? 'encloses less than one square metre' : null;
}

/** A ring that meets itself anywhere but from corner to corner. */
function faultOfLines(lines: readonly Line[]): string | null {
  const after = (at: number) => lines[(at + 1) % lines.length];
  const back = lines.findIndex((line, at) => turnsBack(line, after(at) ?? line));
  if (back !== -1) return `turns back on itself at its corner ${((back + 1) % lines.length) + 1}`;
  for (const [at, line] of lines.entries()) {
    const other = lines.findIndex(
      (each, place) => place > at + 1 && after(place) !== line && doMeet(line, each),
    );
    if (other === -1) continue;
    return `crosses or touches itself: the line from its corner ${at + 1} meets the one from its corner ${other + 1}`;
  }
  return null;
}

function turnsBack([a, b]: Line, [, c]: Line): boolean {
  const ahead = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]);
  return turn(a, b, c) === 0 && ahead < 0;
}

function faultOfHole(
  hole: readonly Line[],
  outline: readonly Line[],
  others: readonly (readonly Line[])[],
): string | null {
  if (crosses(hole, outline)) return 'is a hole that crosses the outline';
  if (!liesWithin(hole, outline)) return 'is a hole that lies outside of the outline';
  const isShared = others.some(
    (other) => crosses(hole, other) || liesWithin(hole, other) || liesWithin(other, hole),
  );
  return isShared ? 'is a hole that overlaps another one' : null;
}

function crosses(some: readonly Line[], others: readonly Line[]): boolean {
  return some.some((line) => others.some((other) => doCross(line, other)));
}

/** Whether a ring that crosses no line of the other lies inside of it: then so does most of it. */
function liesWithin(ring: readonly Line[], outer: readonly Line[]): boolean {
  const middles = ring.map(([[ax, ay], [bx, by]]) => [(ax + bx) / 2, (ay + by) / 2] as const);
  const inside = middles.filter((middle) => isInside(middle, outer));
  return inside.length * 2 > middles.length;
}

/** Land that is too large for a plot, or smaller than its corners are exact. */
function faultOfScale(polygon: Polygon, field: string): FieldError | null {
  const ring = outlineOf(polygon);
  const extent = extentM(boundsOf(ring));
  const [shorter, longer] = [Math.min(...extent), Math.max(...extent)];
  if (longer > acrossMaxM) {
    const message = `is ${Math.round(longer / 1_000)} km across, and a plot is ${acrossMaxM / 1_000} km at the most: tell of it as several plots`;
    return { field, message };
  }
  const decimals = Math.max(...ring.flat().map(decimalsOf));
  const stepM = 111_000 / 10 ** decimals;
  if (decimals > 3 || shorter >= 2 * stepM) return null;
  const message = `has corners rounded to about ${Math.round(stepM)} m, and is ${Math.round(shorter)} m across: give five decimals or more`;
  return { field, message };
}

/** Decimals of a number of degrees; four stand for four and more. */
function decimalsOf(degrees: number): number {
  return (
    [0, 1, 2, 3].find((count) => Math.round(degrees * 10 ** count) / 10 ** count === degrees) ?? 4
  );
}

/** Corners of a closed ring, each once where several in a row are the same. */
function cornersOf(ring: Ring): Position[] {
  const corners = ring.filter((each, at) => at === 0 || !isSame(each, ring[at - 1]));
  return isSame(corners[0], corners.at(-1)) ? corners.slice(0, -1) : corners;
}

function isSame(one: Position | undefined, other: Position | undefined): boolean {
  return one?.[0] === other?.[0] && one?.[1] === other?.[1];
}

/** Whether the ways from corner to corner, each the shorter way round, go once around the Earth. */
function windsRoundPole(corners: readonly Position[]): boolean {
  const around = corners.reduce((sum, [longitude], at) => {
    const [before = longitude] = corners.at(at - 1) ?? [];
    const step = longitude - before;
    return sum + (step > 180 ? step - 360 : step < -180 ? step + 360 : step);
  }, 0);
  return Math.abs(around) > 180;
}
