/**
 * Recordings of an accelerometer as text: numbers in columns, with or without names, in any order and unit.
 * Whoever wrote one down knew what the numbers were; here they are found out from the numbers. Pure.
 */

/** A reading: acceleration with gravity along three axes, in m/s². */
export interface Reading {
  readonly timeMs: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** What a text turned out to be. */
export interface Recording {
  readonly readings: readonly Reading[];
  /** How the numbers were understood, in words. */
  readonly unit: string;
  /** Lines that were no reading, without the names of columns. */
  readonly skipped: number;
}

/** Standard gravity, in m/s². */
const gravity = 9.80665;

/** What sensors say for one g, lying still. */
const unitsOfG: readonly (readonly [perG: number, unit: string])[] = [
  [1, 'g'],
  [gravity, 'm/s²'],
  [1_000, 'thousandths of g'],
  ...[2_048, 4_096, 8_192, 16_384].map((perG) => [perG, `counts, ${perG} to g`] as const),
];

/** Sensors give five to two hundred readings a second; so their distance says in what time is counted. */
const slowestMs = 200;

type Columns = readonly [time: number, x: number, y: number, z: number];

/**
 * Reads a recording.
 * @returns an empty list of readings, and why in place of the unit, where there are none
 */
export function readRecording(text: string): Recording {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  const names = /[a-z]/i.test(first.replace(/\d[eE][+-]?\d|nan|null/gi, ''))
    ? cellsOf(first)
    : undefined;
  const rows = (names ? lines.slice(1) : lines).map((line) => cellsOf(line).map(numberOf));
  const columns = (names && columnsNamed(names)) ?? columnsSeen(rows);
  if (columns === undefined)
    return { readings: [], unit: 'no columns of time, x, y and z', skipped: rows.length };
  const told = rows.flatMap((row) => {
    const [time = Number.NaN, x = Number.NaN, y = Number.NaN, z = Number.NaN] = columns.map(
      (column) => row[column],
    );
    return Number.isFinite(time + x + y + z) ? [{ time, x, y, z }] : [];
  });
  const perMs = perMsOf(told.map(({ time }) => time));
  const { perG, unit } = unitOf(told.map(({ x, y, z }) => Math.hypot(x, y, z)));
  const scale = gravity / perG;
  return {
    readings: told.map(({ time, x, y, z }) => ({
      timeMs: time / perMs,
      x: x * scale,
      y: y * scale,
      z: z * scale,
    })),
    unit: told.length === 0 ? 'no readings' : unit,
    skipped: rows.length - told.length,
  };
}

/** Cells of a line: between commas, semicolons or tabs, else between spaces. */
function cellsOf(line: string): readonly string[] {
  const cells = line.trim().split(/[,;\t]/);
  return cells.length > 1 ? cells : line.trim().split(/\s+/);
}

function numberOf(cell: string): number {
  const text = cell.trim().replace(/^"(.*)"$/, '$1');
  return text === '' ? Number.NaN : Number(text);
}

/** Columns by their names, such as "Time (ms)", "acc_x" or "Z [g]". */
function columnsNamed(names: readonly string[]): Columns | undefined {
  const plain = names.map((name) => name.toLowerCase().replace(/[([].*$|["\s]/g, ''));
  const time = plain.findIndex((name) => /^t$|time|^(sec|second|ms|milli)/.test(name));
  const [x = -1, y = -1, z = -1] = ['x', 'y', 'z'].map((axis) =>
    plain.findIndex(
      (name) =>
        name === axis ||
        new RegExp(`(^|[^a-z])${axis}$|^a(cc\\w*)?${axis}$|^${axis}[^a-z]`).test(name),
    ),
  );
  return Math.min(time, x, y, z) < 0 ? undefined : [time, x, y, z];
}

/** Columns by what is in them: time is the one that never falls, and the next three are the axes. */
function columnsSeen(rows: readonly (readonly number[])[]): Columns | undefined {
  const whole = rows.filter((row) => row.filter((value) => Number.isFinite(value)).length >= 4);
  const [first = []] = whole;
  const time = first.findIndex((_, column) => {
    const values = whole.map((row) => row[column] ?? Number.NaN);
    const rises = values.filter((value, at) => at > 0 && value > (values[at - 1] ?? value)).length;
    // A clock may have been set once; an axis goes up and down.
    return rises > 0.9 * (values.length - 1);
  });
  const [x, y, z] = first.flatMap((_, column) => (column === time ? [] : [column]));
  if (time < 0 || x === undefined || y === undefined || z === undefined) return undefined;
  return [time, x, y, z];
}

/** How many units of time a millisecond has: seconds, milliseconds, micro- or nanoseconds. */
function perMsOf(times: readonly number[]): number {
  const distances = times.slice(1).map((time, at) => time - (times[at] ?? time));
  const distance = middleOf(distances.filter((each) => each > 0));
  if (distance === undefined) return 1;
  if (distance < 1) return 0.001;
  return [1, 1_000].find((perMs) => distance / perMs <= slowestMs) ?? 1_000_000;
}

/** Over a recording the middle length of the acceleration is that of gravity, whatever was done. */
function unitOf(lengths: readonly number[]): { readonly perG: number; readonly unit: string } {
  const resting = middleOf(lengths);
  if (resting === undefined || resting === 0) return { perG: 1, unit: 'g' };
  const known = unitsOfG.find(([perG]) => Math.abs(Math.log2(resting / perG)) < 0.5);
  if (known) return { perG: known[0], unit: known[1] };
  return { perG: resting, unit: `counts, about ${Math.round(resting)} to g` };
}

function middleOf(values: readonly number[]): number | undefined {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}
