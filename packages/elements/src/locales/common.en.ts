import type { Words } from './words.ts';

/** English that every element may say. */
export const common: Pick<Words, 'lang' | 'common'> = {
  lang: 'en',
  common: {
    loading: 'Loading',
    tryAgain: 'Try again',
    optional: 'optional',
    testMode: 'Test mode: no real money moves',
    unavailable: 'Giving is not possible here at the moment. Please come back later.',
    projectUnknown: 'This project cannot be found.',
    projectClosed: 'This project is closed',
    noConnection: 'No connection to the donation service.',
    noConnectionHow: 'Check your connection, or try again in a moment.',
  },
};
