import type { CartWords, WordsOfRounding } from './cart-words.ts';
import { common } from './common.en.ts';
import { sums } from './sums.en.ts';

/** English of rounding up. */
const roundUp: Pick<CartWords, 'roundUp'> = {
  roundUp: {
    title: (project) => `Add a gift for ${project}?`,
    titleMany: 'Add a gift?',
    upTo: (total) => `Round up to ${total}`,
    add: (amount) => `Add ${amount}`,
    own: 'It is your own gift, apart from what the shop gives.',
    passedOn: 'The shop passes all of it on.',
    chosen: (amount, project) => `You add ${amount} for ${project}.`,
    takeBack: 'Press again to take it back.',
    taken: 'Nothing is added.',
    whoGets: 'Who gets it',
    lineName: (project) => `Gift for ${project}`,
  },
};

/** All that it says. */
export const rounding: WordsOfRounding = { ...common, ...sums, ...roundUp };
