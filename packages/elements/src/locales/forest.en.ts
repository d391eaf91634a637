import type { ForestWords } from './forest-words.ts';

/** English that every element of the forest may say. */
export const forest: Pick<ForestWords, 'forest'> = {
  forest: {
    lang: 'en',
    tryAgain: 'Try again',
    loadFailed: 'This could not be loaded.',
    noConnection: 'No connection. Check yours, or try again in a moment.',
    unavailable: 'The forest cannot be shown at the moment.',
    test: 'Test mode',
    tree: (number) => `Tree ${number}`,
    trees: (count, formatted) => (count === 1 ? '1 tree' : `${formatted} trees`),
    places: (count, formatted) => (count === 1 ? '1 place' : `${formatted} places`),
    states: {
      planned: 'Waiting to be planted',
      planted: 'Planted',
      established: 'Has taken root',
      grown: 'Grown',
      replaced: 'Lost and replaced',
      lost: 'Lost',
    },
  },
};
