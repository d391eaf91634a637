/**
 * A pedometer: steps from the readings of an accelerometer, on a wrist, in a hand, a pocket or a bag. Pure.
 *
 * Readings are laid on an even grid (grid.ts), each window of 4 s is asked for a rhythm (rhythm.ts), and a
 * chain of windows says when somebody walked and at which cadence (gait.ts); steps are the cadence over the time. What is
 * kept is of the same size after an hour as after a minute. Why so: docs/decisions/0017-pedometer.md.
 */
import { createGait, type Settled, stepS } from './gait.ts';
import { createGrid, type Grid } from './grid.ts';
import { createRhythm, windowCells } from './rhythm.ts';

/** Sixteen cells a second hold twice the pace of a runner, and no more than a sensor at 10 Hz can tell. */
const cellS = 1 / 16;
const cellsPerStep = stepS / cellS;

/** Without a reading for longer, a page slept: nobody knows what was in between. */
const gapMs = 1_000;

/** No sensor of a phone measures more, in m/s² (100 g): what does is no reading. */
const absurd = 981;

/** Fewer steps in a row are a turn in the kitchen or a bump in the road. */
const stepsLeast = 10;

const stillJerk = [0, 0, 0, 0];

/** A pedometer. */
export interface Pedometer {
  /**
   * Takes a reading: when, and the acceleration with gravity along three axes, in m/s². Ten to a hundred a
   * second, at whatever intervals; what is null or no number is passed over. A clock that goes back, or a
   * gap of more than a second, ends a walk; what follows is counted on.
   */
  readonly add: (timeMs: number, x: number | null, y: number | null, z: number | null) => void;
  /** Steps so far. They are some ten seconds behind, and never fall. */
  readonly steps: () => number;
  /** Whether the last seconds look like a walk; what they hold may not be counted yet, nor ever. */
  readonly isWalking: () => boolean;
  /** Ends the walk. @returns the steps, the last ones too; readings may follow */
  readonly finish: () => number;
}

/** Starts a pedometer. */
export function createPedometer(): Pedometer {
  const rhythm = createRhythm(cellS);
  const gait = createGait();
  let grid: Grid | undefined;
  let lastMs = 0;
  let means: (readonly number[])[] = [];
  let jerks: (readonly number[])[] = [];
  let untilWindow = 0;
  let counted = 0;
  let inRow = 0;
  let countedInRow = 0;

  const count = ({ isWalk, cadenceHz }: Settled) => {
    inRow = isWalk ? inRow + cadenceHz * stepS : 0;
    if (!isWalk) countedInRow = 0;
    if (inRow < stepsLeast) return;
    counted += inRow - countedInRow;
    countedInRow = inRow;
  };
  const addJerk = (jerk: readonly number[]) => {
    jerks = [...jerks.slice(1), jerk];
    untilWindow -= 1;
    if (untilWindow > 0) return;
    untilWindow = cellsPerStep;
    gait.add(rhythm(jerks)).forEach(count);
  };
  const addMeans = (next: readonly number[]) => {
    means = [...means.slice(-3), next];
    addJerk(jerkOf(means));
  };
  const begin = () => {
    means = [];
    jerks = Array.from({ length: windowCells }, () => stillJerk);
    // The first window has the middle of the first step in its own.
    untilWindow = (windowCells + cellsPerStep) / 2;
    grid = createGrid(cellS, addMeans);
  };
  const finish = () => {
    if (grid === undefined) return;
    grid = undefined;
    for (let cell = 0; cell < windowCells / 2; cell += 1) addJerk(stillJerk);
    gait.end().forEach(count);
    inRow = countedInRow = 0;
  };
  return {
    add(timeMs, x, y, z) {
      if (x === null || y === null || z === null) return;
      const length = Math.hypot(x, y, z);
      if (!Number.isFinite(timeMs) || !(length < absurd)) return;
      if (timeMs < lastMs || timeMs - lastMs > gapMs) finish();
      if (grid === undefined) begin();
      grid?.add(timeMs / 1_000, [length, x, y, z]);
      lastMs = timeMs;
    },
    steps: () => Math.round(counted),
    isWalking: gait.isWalking,
    finish() {
      finish();
      return Math.round(counted);
    },
  };
}

/** The change from one pair of cells to the next, in m/s³. */
function jerkOf([a, b, c, d]: readonly (readonly number[])[]): readonly number[] {
  if (!a || !b || !c || !d) return stillJerk;
  return d.map((last, axis) => {
    const change = (c[axis] ?? 0) + last - (a[axis] ?? 0) - (b[axis] ?? 0);
    return change / (4 * cellS);
  });
}
