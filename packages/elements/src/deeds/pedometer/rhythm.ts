/**
 * How much of the last seconds' movement is one rhythm, for every cadence that a walk can have. Pure.
 *
 * Looked at is the jerk, the change of acceleration: gravity and slow turns of the hand are gone, and the
 * strike of each foot outweighs the swing of the arm, which has half its pace. Both the jerk of the length
 * of the acceleration and that of its three axes are asked, and their powers added, so that it makes no
 * difference how a phone lies.
 */

/** Twenty-four to the octave, as quarter tones: then half, one and a half and twice a pace are steps too. */
const octave = 24;
const fifth = 14;
const twelfth = octave + fifth;
/** Slower is standing about; walks that were measured begin at 0.9 steps a second. */
const slowestHz = 0.92;
/** Faster is a sprint; runners keep to some 2.5 to 3 steps a second. */
const fastestHz = 3;

/** Of the most even walk a tenth is chance; what is more even yet is no better a rhythm for it. */
const shareMax = 0.9;

/** Every cadence that is looked for, in steps a second, slowest first. */
export const cadences: readonly number[] = Array.from(
  { length: Math.ceil(octave * Math.log2(fastestHz / slowestHz)) + 1 },
  (_, at) => slowestHz * 2 ** (at / octave),
);

/** Cells of the window: at 16 a second 4 s, in which there are four steps of a stroll and little change of pace. */
export const windowCells = 64;

/**
 * Movement that is as good as none, as the root of its mean square in m/s³. Sensors that lie still and hands
 * that hold a phone have a tenth of it; the softest walk that was measured has 1.7 times as much.
 */
const faintJerk = 1.5;

/** How well a cadence explains the window. */
export interface Fit {
  /** The share of all movement that recurs with the pace of the steps, their strides and their overtones. */
  readonly share: number;
  /** The share of that which has the pace of the steps themselves. */
  readonly own: number;
}

/** The weights of a window that fades in and out; they sum to 1. */
const weights = Array.from(
  { length: windowCells },
  (_, at) => (1 - Math.cos((2 * Math.PI * (at + 0.5)) / windowCells)) / windowCells,
);

/** Goertzel's sum: the power of a weighted signal at one pace; a sine of that pace has its mean square. */
function powerAt(signal: readonly number[], twiceCosine: number): number {
  let now = 0;
  let before = 0;
  for (const value of signal) [now, before] = [value + twiceCosine * now - before, now];
  return 2 * (now * now + before * before - twiceCosine * now * before);
}

/** The power of one channel at each pace, and over all. */
interface Spectrum {
  readonly powers: readonly number[];
  readonly all: number;
}

function add(one: Spectrum, other: Spectrum): Spectrum {
  return {
    powers: one.powers.map((power, pace) => power + (other.powers[pace] ?? 0)),
    all: one.all + other.all,
  };
}

/**
 * Prepares for cells of a width.
 * @returns tells how well each of {@link cadences} explains a window of jerks, in m/s³: of the length of the
 *   acceleration, and of its three axes
 */
export function createRhythm(cellS: number): (jerks: readonly (readonly number[])[]) => Fit[] {
  // Half of the slowest cadence up to three times the fastest, as twice the cosine of the turn in a cell.
  const paces = Array.from({ length: cadences.length + octave + twelfth }, (_, pace) => {
    return 2 * Math.cos(Math.PI * slowestHz * 2 ** (pace / octave) * cellS);
  });
  const spectrumOf = (jerks: readonly (readonly number[])[], channel: number): Spectrum => {
    const values = jerks.map((jerk) => jerk[channel] ?? 0);
    const weighted = values.map((value, at) => value * (weights[at] ?? 0));
    return {
      powers: paces.map((pace) => powerAt(weighted, pace)),
      all: weighted.reduce((sum, value, at) => sum + value * (values[at] ?? 0), 0),
    };
  };
  return (jerks) => {
    const length = spectrumOf(jerks, 0);
    const axes = add(add(spectrumOf(jerks, 1), spectrumOf(jerks, 2)), spectrumOf(jerks, 3));
    return cadences.map((_, at) => ({
      share: (shareOf(length, at) + shareOf(axes, at)) / 2,
      own: ownOf(length, at),
    }));
  };
}

/** What recurs with strides and steps, thrice a stride, and twice and thrice a step, of all. */
function shareOf({ powers, all }: Spectrum, at: number): number {
  const recurring = [at, at + octave, at + octave + fifth, at + 2 * octave, at + octave + twelfth];
  const sum = recurring.reduce((power, pace) => power + (powers[pace] ?? 0), 0);
  return Math.min(shareMax, sum / (all + faintJerk ** 2));
}

/** Feet strike harder the faster they go, arms do not: so each pace counts by the power 1.75 of its speed. */
function ownOf({ powers, all }: Spectrum, at: number): number {
  const [stride = 0, step = 0, twice = 0] = [at, at + octave, at + 2 * octave].map(
    (pace) => (powers[pace] ?? 0) + 0.01 * all + 1e-9,
  );
  return step / (stride * 2 ** -1.75 + step + twice * 2 ** 1.75);
}
