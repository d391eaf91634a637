import { forest } from './forest.en.ts';
import type { WordsOfCounter } from './forest-words.ts';

/** English of the whole forest in numbers. */
export const counter: WordsOfCounter = {
  ...forest,
  counter: {
    standing: (count) => (count === 1 ? 'tree stands' : 'trees stand'),
    species: () => 'species',
    plots: (count) => (count === 1 ? 'plot' : 'plots'),
    countries: (count) => (count === 1 ? 'country' : 'countries'),
    waiting: (count, formatted) =>
      count === 1 ? '1 more waits to be planted.' : `${formatted} more wait to be planted.`,
    lost: (count, formatted) =>
      count === 1 ? '1 was lost and does not count.' : `${formatted} were lost and do not count.`,
    none: 'No tree stands yet.',
    asOf: (time) => `As of ${time}`,
  },
};
