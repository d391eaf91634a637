/**
 * How tall a tree is likely to be: the curve of its kind, moved through what was measured of it.
 *
 * A tree is taken to differ from the usual one in three ways that stay with it, and in one that wanders:
 *
 *     size(t) = (stock · e^start + (1 − stock / max) · e^vigour · curve(t · e^pace)) · e^drift(t)
 *
 * `stock` is what it brought from the nursery, `curve` the one of Chapman and Richards; `vigour`, `pace` and
 * `start` are normal around zero, and `drift` is a random walk from planting on, for drought, browsing and
 * good years. Measured is the logarithm of the size, with an error. Fitting this is the usual calibration
 * of a height curve with random parameters of each tree (J. Lappi and R. L. Bailey, "A height prediction
 * model with random stand and tree parameters", Forest Science 34, 1988): the best guess given the
 * measurements, by a few steps of Gauss and Newton, with the variance of Gaussian regression (C. E.
 * Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine Learning", 2006, equations 2.23 to
 * 2.26). Where measurements agree less than they should, the range is widened by how much less (R. T.
 * Birge, Physical Review 40, 1932).
 *
 * How much trees differ is assumed here, and on the wide side; it was not measured for each kind. Pure.
 */
import { type GrowthCurve, sizeCm } from '@kindcart/contract';
import { dot, solve } from './solve.ts';

/** A size at an age. */
export interface Measured {
  readonly ageYears: number;
  /** Above zero. */
  readonly cm: number;
}

/** A size, and the range in which nine of ten such trees would lie. */
export interface Fitted {
  readonly cm: number;
  readonly lowCm: number;
  readonly highCm: number;
}

/** In what a tree differs from the usual one, as logarithms. */
type Traits = readonly [vigour: number, pace: number, start: number];

/**
 * What trees are assumed to differ by, as standard deviations of logarithms: 0.2 is about 20 %. Height
 * itself is measured to about 3 % by foresters (V. Luoma and others, Forests 8, 2017), to a little less by
 * people with a pole.
 */
export const spread = {
  traits: [0.2, 0.3, 0.5],
  driftPerRootYear: 0.06,
  measuring: 0.05,
  /** Added to it, in centimetres: where the ground is, and which leaf is the top. */
  measuringCm: 2,
} as const;

/** A seedling as it comes from the nursery, of kinds that grow large enough for it. */
const stockMaxCm = 30;
const rounds = 6;
/** The normal distribution has nine tenths within so many standard deviations. */
const nineTenths = 1.645;
/** Traits beyond so many of theirs are not believed. */
const believed = 4;

const traitVariances = spread.traits.map((each) => each ** 2);
const driftVariance = spread.driftPerRootYear ** 2;

/** The size of a tree with these traits, without drift. */
export function usualCm(curve: GrowthCurve, ageYears: number, traits: Traits = [0, 0, 0]): number {
  const [vigour, pace, start] = traits;
  const stockCm = Math.min(stockMaxCm, curve.maxCm / 20);
  const grown = Math.exp(vigour) * sizeCm(curve, ageYears * Math.exp(pace));
  return stockCm * Math.exp(start) + (1 - stockCm / curve.maxCm) * grown;
}

/** Fits the curve through what was measured, and reads it at an age. */
export function fitCurve(
  curve: GrowthCurve,
  measured: readonly Measured[],
  ageYears: number,
): Fitted {
  let traits: Traits = [0, 0, 0];
  let step = stepFrom(curve, measured, traits);
  for (let round = 0; round < rounds; round += 1) {
    traits = traitsOf(step);
    step = stepFrom(curve, measured, traits);
  }
  const slope = slopeAt(curve, ageYears, traits);
  const ties = measured.map((each, at) => {
    const shared = Math.min(each.ageYears, ageYears);
    return dotTraits(slope, step.slopes[at] ?? [0, 0, 0]) + driftVariance * shared;
  });
  const before = dotTraits(slope, slope) + driftVariance * ageYears;
  const variance = Math.max(0, before - dot(ties, solve(step.covariance, ties)));
  const shares = measured.map((each) => driftVariance * Math.min(each.ageYears, ageYears));
  const cm = usualCm(curve, ageYears, traits) * Math.exp(dot(shares, step.weights));
  const times = Math.exp(nineTenths * Math.sqrt(variance * disagreement(step)));
  return { cm, lowCm: cm / times, highCm: cm * times };
}

/** The model as a straight one around some traits. */
interface Step {
  readonly slopes: readonly Traits[];
  readonly covariance: readonly (readonly number[])[];
  readonly residuals: readonly number[];
  /** The residuals, divided by the covariance. */
  readonly weights: readonly number[];
}

function stepFrom(curve: GrowthCurve, measured: readonly Measured[], traits: Traits): Step {
  const slopes = measured.map(({ ageYears }) => slopeAt(curve, ageYears, traits));
  const covariance = measured.map((one, row) =>
    measured.map((other, column) => {
      const drifted = driftVariance * Math.min(one.ageYears, other.ageYears);
      const tied = dotTraits(slopes[row] ?? [0, 0, 0], slopes[column] ?? [0, 0, 0]);
      return tied + drifted + (row === column ? errorVariance(one) : 0);
    }),
  );
  const residuals = measured.map(
    ({ cm, ageYears }, at) =>
      Math.log(cm / usualCm(curve, ageYears, traits)) + dot(slopes[at] ?? [], traits),
  );
  return { slopes, covariance, residuals, weights: solve(covariance, residuals) };
}

function errorVariance({ cm }: Measured): number {
  return spread.measuring ** 2 + (spread.measuringCm / cm) ** 2;
}

/** By how much the logarithm of the size changes with each trait. */
function slopeAt(curve: GrowthCurve, ageYears: number, [vigour, pace, start]: Traits): Traits {
  const change = (low: Traits, high: Traits) =>
    Math.log(usualCm(curve, ageYears, high) / usualCm(curve, ageYears, low)) / (2 * little);
  return [
    change([vigour - little, pace, start], [vigour + little, pace, start]),
    change([vigour, pace - little, start], [vigour, pace + little, start]),
    change([vigour, pace, start - little], [vigour, pace, start + little]),
  ];
}

const little = 1e-4;

/** The traits that the weights speak for. */
function traitsOf({ slopes, weights }: Step): Traits {
  const guess = (trait: 0 | 1 | 2) => {
    const told = dot(
      slopes.map((slope) => slope[trait]),
      weights,
    );
    const most = believed * spread.traits[trait];
    return Math.max(-most, Math.min(most, (traitVariances[trait] ?? 0) * told));
  };
  return [guess(0), guess(1), guess(2)];
}

function dotTraits(one: Traits, other: Traits): number {
  return one.reduce(
    (sum, each, at) => sum + each * (other[at] ?? 0) * (traitVariances[at] ?? 0),
    0,
  );
}

/** Birge's ratio, where the measurements agree less than they should; 1 where they do not. */
function disagreement({ residuals, weights }: Step): number {
  return residuals.length === 0 ? 1 : Math.max(1, dot(residuals, weights) / residuals.length);
}
