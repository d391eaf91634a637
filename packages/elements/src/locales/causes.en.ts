import type { CartWords, WordsOfCauses } from './cart-words.ts';
import { common } from './common.en.ts';
import { sums } from './sums.en.ts';

/** English of the choice among projects. */
const causes: Pick<CartWords, 'causes'> = {
  causes: {
    title: 'Your order gives. Choose to whom',
    otherwise: 'If you choose none, the shop does.',
    over: 'There is nothing to choose at the moment.',
  },
};

/** All that it says. */
export const choosing: WordsOfCauses = { ...common, ...sums, ...causes };
