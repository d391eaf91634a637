/**
 * What elements of good deeds say, in files of their own: a page with a challenge needs no others, and no other
 * page needs these. Every language fills it whole, as it does `Words`. Counts come twice: as a number, by which
 * a plural is chosen, and as they are written. Amounts and dates arrive ready for reading.
 */
export interface DeedsWords {
  readonly deeds: SharedDeedsWords;
}

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
