import { shop } from './shop.en.ts';
import type { WordsOfImpact } from './shop-words.ts';

/** English of all that a shop gave. */
export const impact: WordsOfImpact = {
  ...shop,
  impact: {
    title: (name) => `What ${name} gives`,
    line: (sum, orders, projects) => `${sum} given by ${orders} to ${projects}`,
    given: 'given so far',
    nothing: 'No completed order has given yet.',
    toProjects: 'Where it goes',
    promises: 'What gives',
    unknown: 'This shop cannot be found.',
  },
};
