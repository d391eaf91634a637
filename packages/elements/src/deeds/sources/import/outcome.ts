/** What is asked of an import, and what comes of it. */
import type { DaySpan } from './calendar.ts';

/** Whose files the steps of the days that are wanted were in. */
export type ImportKind = 'apple_health' | 'google_fit' | 'fitbit' | 'garmin';

/**
 * What is wrong with a file.
 *
 * - `not_steps`: it is no export that we know, or it has no steps in it
 * - `cut_off`: it ends too early; what was read up to there counts
 * - `unclear_dates`: its dates can be read as day and month or as month and day
 * - `zip_broken`: it begins as a zip and has no list of what is in it
 * - `zip_locked`: it is a zip with a password
 * - `zip_unknown`: it is packed in a way that browsers cannot unpack
 * - `too_large`: longer than any export of its kind
 * - `unreadable`: the device no longer gives it to the page, as when it was moved meanwhile
 */
export type ImportProblem =
  | 'not_steps'
  | 'cut_off'
  | 'unclear_dates'
  | 'zip_broken'
  | 'zip_locked'
  | 'zip_unknown'
  | 'too_large'
  | 'unreadable';

export interface ImportWish {
  readonly files: readonly File[];
  /** The days that are wanted: at most the last 100 of them are told. */
  readonly days: DaySpan;
  /** Where the challenge is: some files tell of instants, and not in which day they were. */
  readonly timeZone: string;
}

export interface DayTotal {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly steps: number;
}

export interface Imported {
  /** The earliest first; only days that a file tells of. */
  readonly days: readonly DayTotal[];
  readonly kinds: readonly ImportKind[];
  readonly problems: readonly { readonly file: string; readonly problem: ImportProblem }[];
  /** Records and rows that could not be read, and were left out. */
  readonly unreadRows: number;
  /**
   * Records that their owner had typed in and no device counted. They are left out: who types steps in
   * declares them.
   */
  readonly typedRows: number;
  /** The newest day that any file tells of, wanted or not; null when none does. */
  readonly newestDay: string | null;
}

export interface ImportProgress {
  readonly bytesRead: number;
  readonly bytesTotal: number;
}
