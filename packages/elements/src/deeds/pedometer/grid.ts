/** Uneven samples laid on an even grid: the mean of each cell, as straight lines between samples say. Pure. */

/** One grid. A new one begins at its first sample. */
export interface Grid {
  /** Takes a sample that is later than all before. */
  readonly add: (timeS: number, values: readonly number[]) => void;
}

/**
 * Opens a grid. A mean, unlike the nearest sample, loses nothing of a fast sensor and invents nothing
 * for a slow one, so that 10 and 100 samples a second are seen alike.
 * @param cellS - the width of a cell, in seconds
 * @param fill - told the means of each cell that is full
 */
export function createGrid(cellS: number, fill: (means: readonly number[]) => void): Grid {
  let last: readonly number[] | undefined;
  let lastS = 0;
  let endS = 0;
  let area: number[] = [];
  return {
    add(timeS, values) {
      if (last === undefined) {
        endS = timeS + cellS;
        area = values.map(() => 0);
      } else {
        const from = last;
        const at = (share: number) =>
          values.map((value, axis) => mix(from[axis] ?? 0, value, share));
        for (let beganS = lastS; beganS < timeS; ) {
          const untilS = Math.min(timeS, endS);
          const middle = at(((beganS + untilS) / 2 - lastS) / (timeS - lastS));
          area = area.map((sum, axis) => sum + (middle[axis] ?? 0) * (untilS - beganS));
          if (untilS === endS) {
            fill(area.map((sum) => sum / cellS));
            area = area.map(() => 0);
            endS += cellS;
          }
          beganS = untilS;
        }
      }
      last = values;
      lastS = timeS;
    },
  };
}

const mix = (from: number, to: number, share: number) => from + (to - from) * share;
