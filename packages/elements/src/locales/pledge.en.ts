import type { CartWords, WordsOfPledge } from './cart-words.ts';
import { common } from './common.en.ts';
import { sums } from './sums.en.ts';

/** English of what a cart gives. */
const cartPledge: Pick<CartWords, 'cartPledge'> = {
  cartPledge: {
    gives: (amount) => `This order will give ${amount}`,
    byShop: 'The shop gives it. You pay nothing more.',
    nothing: 'This order gives nothing yet',
    empty: 'Once there is something in your cart, you see here what the order gives.',
    more: (missing, amount) => `${missing} more, and this order gives ${amount}`,
    moreOf: (missing, amount, item) => `${missing} more, and “${item}” gives ${amount}`,
    line: (place) => `Item ${place}`,
  },
};

/** All that it says. */
export const pledge: WordsOfPledge = { ...common, ...sums, ...cartPledge };
