/**
 * How trees grow: the Chapman–Richards curve, `size(t) = max · (1 − e^(−rate · t))^shape`. F. J. Richards,
 * "A flexible growth function for empirical use", Journal of Experimental Botany 10 (1959), and
 * D. G. Chapman (1961); the usual curve of height over age in forestry.
 */

/** The three numbers of a curve. */
export interface GrowthCurve {
  /** The size that is approached with age, in centimetres. */
  readonly maxCm: number;
  /** How fast it is approached, per year. */
  readonly ratePerYear: number;
  /** Above 1 the young tree is slow at first. */
  readonly shape: number;
}

/** Milliseconds of a mean year of the Gregorian calendar. */
const yearMs = 365.2425 * 24 * 60 * 60 * 1000;

/** Years between two days or instants, as a fraction; zero when the second is the earlier one. */
export function yearsBetween(from: string | Date, until: string | Date): number {
  return Math.max(0, new Date(until).getTime() - new Date(from).getTime()) / yearMs;
}

/** The size in centimetres at an age in years; zero before planting. */
export function sizeCm({ maxCm, ratePerYear, shape }: GrowthCurve, ageYears: number): number {
  if (ageYears <= 0) return 0;
  return maxCm * (1 - Math.exp(-ratePerYear * ageYears)) ** shape;
}
