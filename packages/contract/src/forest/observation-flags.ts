/**
 * What is odd about an observation. It is kept either way, and a person looks at it again. One rule for
 * platform and mocks.
 */
import type { Position } from './land.ts';
import type { ObservationFlag, RecordObservation } from './observation.ts';

/** What an observation of a tree is held against. */
export interface ObservedTree {
  /** A day; null before it is planted. */
  readonly plantedOn: string | null;
  readonly position: Position;
  /** No tree of its kind is taller. */
  readonly tallestCm: number;
}

/** A height that counts: nothing was odd about it, or somebody has kept it. */
export interface CountedHeight {
  readonly observedAt: Date;
  readonly heightCm: number;
}

type Told = Pick<RecordObservation, 'observedAt' | 'heightCm' | 'location'>;

/** Somewhere on earth a day begins so long before it does in UTC, and so long after. */
const dayMarginMs = 14 * 60 * 60_000;
/** A phone's clock may be so far ahead. */
const clockMarginMs = 10 * 60_000;
/** Of a height measured before: measuring errs, and a top breaks off. */
const leftAtLeast = 0.85;
/** A step or two aside, to see the whole tree. */
const standsWithinM = 50;

/**
 * All that is odd about it.
 *
 * @param heights those of the same tree that count, in any order
 */
export function observationFlagsOf(
  told: Told,
  tree: ObservedTree,
  heights: readonly CountedHeight[],
  now: Date,
): ObservationFlag[] {
  const { heightCm, location } = told;
  const observedMs = new Date(told.observedAt).getTime();
  const checks: readonly [flag: ObservationFlag, isOdd: boolean][] = [
    ['before_planting', isBeforePlanting(observedMs, tree.plantedOn)],
    ['in_future', observedMs > now.getTime() + clockMarginMs],
    ['taller_than_species', heightCm !== null && heightCm > tree.tallestCm],
    ['shrunk', heightCm !== null && heightCm < leftAtLeast * tallestUntil(heights, observedMs)],
    ['far_from_place', location !== null && isFar(location, tree.position)],
  ];
  return checks.flatMap(([flag, isOdd]) => (isOdd ? [flag] : []));
}

function isBeforePlanting(observedMs: number, plantedOn: string | null): boolean {
  return plantedOn === null || observedMs < new Date(plantedOn).getTime() - dayMarginMs;
}

function tallestUntil(heights: readonly CountedHeight[], untilMs: number): number {
  const earlier = heights.filter(({ observedAt }) => observedAt.getTime() < untilMs);
  return Math.max(0, ...earlier.map(({ heightCm }) => heightCm));
}

function isFar(location: NonNullable<Told['location']>, place: Position): boolean {
  return metresBetween(location.position, place) > standsWithinM + (location.accuracyM ?? 0);
}

const earthRadiusM = 6_371_009;

/** Metres from one position to another over the ground, by the haversine formula on a sphere. */
export function metresBetween(from: Position, to: Position): number {
  const [fromLatitude, toLatitude] = [radians(from[1]), radians(to[1])];
  const half =
    Math.sin((toLatitude - fromLatitude) / 2) ** 2 +
    Math.cos(fromLatitude) * Math.cos(toLatitude) * Math.sin(radians(to[0] - from[0]) / 2) ** 2;
  return 2 * earthRadiusM * Math.asin(Math.min(1, Math.sqrt(half)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
