/**
 * The tables that apps export, known by their column names, whatever else stands beside those:
 *
 * - Google Fit, by Takeout, `Daily activity metrics.csv`: `Date`, …, `Step count`; a row for each day.
 * - Google Fit, by Takeout, `2024-05-01.csv`: `Start time`, `End time`, …, `Step count`; a row for each quarter
 *   of an hour (`07:15:00.000+05:30`) of the day that the file is named by.
 * - Fitbit, by its own site: a line `Activities`, then `Date`, `Calories Burned`, `Steps`, `Distance`, `Floors`, …;
 *   dates and numbers as the account writes them.
 * - Fitbit, by Takeout, `steps_2024-05-01.csv`: `timestamp`, `steps`; a row for each minute, in UTC.
 * - Garmin Connect, the report of steps: a first column of days, `Actual`, `Goal`; or `calendarDate`, `totalSteps`,
 *   as in its data.
 *
 * Google's and Fitbit's names are those of files that people have published. Garmin's report is not written
 * down anywhere, and may look otherwise in other languages; what is not recognized is said to be none of these.
 */
import { readSteps, rowsOf } from './csv.ts';
import type { ImportKind, ImportProblem } from './outcome.ts';
import { dayWritten, orderOf, type WrittenDate, writtenDate } from './table-dates.ts';

/** Steps of a day, or of a part of it, so that the same part from two files counts once. */
export interface Part {
  readonly day: number;
  /** Empty for a whole day. */
  readonly part: string;
  readonly steps: number;
}

export type Table =
  | {
      readonly ok: true;
      readonly kind: ImportKind;
      readonly parts: readonly Part[];
      readonly unread: number;
    }
  | { readonly ok: false; readonly problem: ImportProblem };

/** What a table needs to know beyond itself. */
export interface TableContext {
  readonly fileName: string;
  readonly dayOfInstant: (instantMs: number) => number;
  /** Called between rows; a promise asks to be waited for. */
  readonly pause: () => Promise<void> | undefined;
}

type When = 'day' | 'time of the file' | 'instant';

interface Known {
  readonly kind: ImportKind;
  readonly when: When;
  readonly whenAt: number;
  readonly stepsAt: number;
}

/** Column names in lower case; of the tables that have them all, the first row here is the one. */
const knownTables: readonly {
  readonly kind: ImportKind;
  readonly when: When;
  readonly whenIn: readonly string[];
  readonly stepsIn: string;
  readonly beside?: string;
}[] = [
  { kind: 'google_fit', when: 'time of the file', whenIn: ['start time'], stepsIn: 'step count' },
  { kind: 'google_fit', when: 'day', whenIn: ['date'], stepsIn: 'step count' },
  { kind: 'fitbit', when: 'instant', whenIn: ['timestamp'], stepsIn: 'steps' },
  { kind: 'fitbit', when: 'day', whenIn: ['date'], stepsIn: 'steps', beside: 'calories burned' },
  { kind: 'garmin', when: 'day', whenIn: ['', 'date', 'day'], stepsIn: 'actual', beside: 'goal' },
  { kind: 'garmin', when: 'day', whenIn: ['calendardate'], stepsIn: 'totalsteps' },
];

/** Names may stand below a title. */
const titleRowsMost = 10;
/** Of a file that is no table at all nobody needs to see the end. */
const rowsMost = 2_000_000;

function recognize(row: readonly string[]): Known | null {
  const names = row.map((name) => name.toLowerCase());
  for (const { kind, when, whenIn, stepsIn, beside } of knownTables) {
    const whenAt = names.findIndex((name) => whenIn.includes(name));
    const stepsAt = names.indexOf(stepsIn);
    if (whenAt < 0 || stepsAt < 0 || (beside !== undefined && !names.includes(beside))) continue;
    return { kind, when, whenAt, stepsAt };
  }
  return null;
}

interface Row {
  readonly when: string;
  readonly steps: number;
}

/** Reads a table of text; says `not_steps` where it is none that we know. */
export async function readTable(text: string, context: TableContext): Promise<Table> {
  let known: Known | null = null;
  const rows: Row[] = [];
  let seen = 0;
  let unread = 0;
  for (const cells of rowsOf(text)) {
    seen += 1;
    if (seen % 200 === 0) await context.pause();
    if (known === null) {
      known = recognize(cells);
      if (known === null && seen >= titleRowsMost) return { ok: false, problem: 'not_steps' };
      continue;
    }
    // Fitbit goes on with tables of sleep and food.
    if (cells.length <= Math.max(known.whenAt, known.stepsAt) || seen > rowsMost) break;
    const steps = cells[known.stepsAt] ?? '';
    // In a row without a number the device was not worn.
    if (steps === '') continue;
    const read = readSteps(steps);
    if (read === null) unread += 1;
    else rows.push({ when: cells[known.whenAt] ?? '', steps: read });
  }
  return known === null
    ? { ok: false, problem: 'not_steps' }
    : partsOf(known, rows, unread, context);
}

function partsOf(known: Known, rows: readonly Row[], unread: number, context: TableContext): Table {
  const parts = known.when === 'day' ? byDay(rows) : byTime(known.when, rows, context);
  if (parts === null) return { ok: false, problem: 'unclear_dates' };
  if (typeof parts === 'string') return { ok: false, problem: parts };
  const lost = rows.length - parts.length;
  return { ok: true, kind: known.kind, parts, unread: unread + lost };
}

/** Null where nobody can tell the day from the month. */
function byDay(rows: readonly Row[]): readonly Part[] | null {
  const dated = rows.flatMap(({ when, steps }): { date: WrittenDate; steps: number }[] => {
    const date = writtenDate(when);
    return date ? [{ date, steps }] : [];
  });
  const order = orderOf(dated.map(({ date }) => date));
  if (order === null) return null;
  return dated.flatMap(({ date, steps }) => {
    const day = dayWritten(date, order);
    return day === null ? [] : [{ day, part: '', steps }];
  });
}

function byTime(
  when: Exclude<When, 'day'>,
  rows: readonly Row[],
  { fileName, dayOfInstant }: TableContext,
): readonly Part[] | ImportProblem {
  if (when === 'instant') {
    return rows.flatMap(({ when: text, steps }) => {
      const instantMs = Date.parse(text);
      if (!/^\d{4}-/.test(text) || Number.isNaN(instantMs)) return [];
      return [{ day: dayOfInstant(instantMs), part: `${instantMs}`, steps }];
    });
  }
  const date = writtenDate(/(\d{4}-\d\d-\d\d)[^/]*$/.exec(fileName)?.[1] ?? '');
  const day = date && dayWritten(date, 'day-first');
  if (day === null) return 'unclear_dates';
  return rows.flatMap(({ when: text, steps }) =>
    /^\d\d:\d\d/.test(text) ? [{ day, part: text, steps }] : [],
  );
}
