import type { DayLimit, ReviewReason } from '@kindcart/contract';
import type { Source } from '@kindcart/contract/deed-kinds';

/**
 * What elements of good deeds say, in files of their own: a page with a challenge needs no others, and no other
 * page needs these. Every language fills it whole, as it does `Words`. Counts come twice: as a number, by which
 * a plural is chosen, and as they are written. Amounts and dates arrive ready for reading.
 */
export interface DeedsWords {
  readonly deeds: SharedDeedsWords;
  readonly challenge: ChallengeWords;
  readonly history: HistoryWords;
}

/** What is said of how a challenge stands. */
export type WordsOfChallenge = Pick<DeedsWords, 'deeds' | 'challenge'>;

/** What is said of the days of one who walks. */
export type WordsOfHistory = Pick<DeedsWords, 'deeds' | 'history'>;

interface SharedDeedsWords {
  /** Language of the words themselves, for screen readers. */
  readonly lang: string;
  readonly tryAgain: string;
  readonly loadFailed: string;
  /** The platform did not answer; whether that is the visitor's connection is not known. */
  readonly noConnection: string;
  /** Something failed that only the page's author can mend. */
  readonly unavailable: string;
  /** Marks what is a test, in a word or two. */
  readonly test: string;
  readonly steps: (count: number, formatted: string) => string;
}

interface ChallengeWords {
  /** Stands before the name of the sponsor. */
  readonly sponsor: string;
  /** `steps` arrives as a number of steps. */
  readonly rate: (amount: string, steps: string) => string;
  /** Stands behind the sum. */
  readonly given: string;
  readonly people: (count: number, formatted: string) => string;
  /** Steps and people arrive counted. */
  readonly by: (steps: string, people: string) => string;
  /** Names the bar for screen readers. */
  readonly bar: (challenge: string) => string;
  readonly ofBudget: (given: string, budget: string) => string;
  /** Stand before a sum; the day is another one where the numbers are old. */
  readonly leftToday: string;
  readonly leftOn: (date: string) => string;
  readonly left: string;
  /** A part of the budget has come. */
  readonly come: (come: string, promised: string) => string;
  readonly nothingCome: string;
  /** What becomes of money that no steps ask for. */
  readonly backToSponsor: string;
  readonly allToProject: string;
  readonly dates: (from: string, until: string) => string;
  /** Whole days after today; none on the last. */
  readonly daysLeft: (count: number, formatted: string) => string;
  readonly begins: (date: string) => string;
  readonly paused: string;
  readonly ended: (date: string) => string;
  /** All of the budget is given. */
  readonly usedUp: string;
  /** All that has come is given, and more of the budget is to come. */
  readonly allComeGiven: string;
  readonly usedUpToday: string;
  readonly wentToProject: (amount: string, date: string) => string;
  readonly wentToSponsor: (amount: string, date: string) => string;
  readonly teams: string;
  readonly members: (count: number, formatted: string) => string;
  readonly unknown: string;
}

interface HistoryWords {
  /** Names the list for screen readers. */
  readonly days: string;
  /** All days that are shown, together. */
  readonly together: (amount: string, steps: string) => string;
  readonly given: (amount: string) => string;
  readonly none: string;
  readonly noneHow: string;
  /** Of a day that the platform has not been told of. */
  readonly waiting: string;
  readonly more: string;
  /** Why a day gave less than its steps were worth; `budget` also where only a part of it had come. */
  readonly limits: Readonly<Record<DayLimit, string>>;
  /** `least` arrives as a number of steps. */
  readonly tooFew: (least: string) => string;
  readonly sources: Readonly<Record<Source, string>>;
  /** Who told, and how many steps. */
  readonly told: (source: string, steps: string) => string;
  readonly underReview: string;
  readonly refused: string;
  /** Why a person looks at it. */
  readonly reasons: Readonly<Record<ReviewReason, string>>;
  readonly unknown: string;
}
