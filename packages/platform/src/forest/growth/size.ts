/** The size of a tree now, from what was seen of it. Pure. */
import { type Growth, type TreeSize, yearsBetween } from '@kindcart/contract';
import { type Fitted, fitCurve, type Measured } from './fit.ts';

/** An observation that counts. */
export interface Seen {
  readonly observedAt: Date;
  readonly heightCm: number | null;
  readonly crownCm: number | null;
  readonly alive: boolean;
}

/** So many of the newest are fitted: they tell what there is to tell of how tall it is now. */
const measuredMax = 24;

/**
 * Height and crown at a time. The height is never below the one that was measured last, and the crown of a
 * tree whose crown was never measured is as large for its kind as its height is.
 *
 * @param plantedOn a day
 */
export function sizeAt(
  growth: Growth,
  plantedOn: string,
  seen: readonly Seen[],
  now: Date,
): TreeSize {
  const ageYears = yearsBetween(plantedOn, now);
  const living = seen.filter(({ alive }) => alive);
  const heights = measuredOf(living, plantedOn, ({ heightCm }) => heightCm);
  const crowns = measuredOf(living, plantedOn, ({ crownCm }) => crownCm);
  const height = fitCurve(growth.height, heights.slice(-measuredMax), ageYears);
  const last = heights.at(-1)?.cm ?? 0;
  const most = Math.max(growth.tallestCm, last);
  const within = (cm: number) => Math.round(Math.min(most, Math.max(1, cm)));
  const heightCm = Math.max(last, within(height.cm));
  return {
    heightCm,
    heightLowCm: Math.min(heightCm, within(height.lowCm)),
    heightHighCm: Math.max(heightCm, within(height.highCm)),
    crownCm: Math.max(1, Math.round(crownAt(growth, crowns, height, ageYears))),
    basis: heights.length === 0 ? 'species' : 'observed',
    measurements: heights.length,
    asOf: now.toISOString(),
  };
}

function crownAt(
  { height, crown }: Growth,
  crowns: readonly Measured[],
  fitted: Fitted,
  ageYears: number,
): number {
  const own = fitCurve(crown, crowns.slice(-measuredMax), ageYears).cm;
  if (crowns.length > 0) return own;
  return (own * fitted.cm) / fitCurve(height, [], ageYears).cm;
}

/** What was measured, oldest first. */
function measuredOf(
  seen: readonly Seen[],
  plantedOn: string,
  sizeOf: (each: Seen) => number | null,
): Measured[] {
  return [...seen]
    .sort((one, other) => one.observedAt.getTime() - other.observedAt.getTime())
    .flatMap((each) => {
      const cm = sizeOf(each);
      return cm === null ? [] : [{ ageYears: yearsBetween(plantedOn, each.observedAt), cm }];
    });
}
