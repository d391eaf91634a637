import type { DeedsWords } from './deeds-words.ts';

/** English that every element of good deeds may say. */
export const deeds: Pick<DeedsWords, 'deeds'> = {
  deeds: {
    lang: 'en',
    tryAgain: 'Try again',
    loadFailed: 'This could not be loaded.',
    noConnection: 'No connection. Check yours, or try again in a moment.',
    unavailable: 'This challenge cannot be shown at the moment.',
    test: 'Test mode',
    steps: (count, formatted) => (count === 1 ? '1 step' : `${formatted} steps`),
  },
};
