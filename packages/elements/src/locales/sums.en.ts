import type { CartWords } from './cart-words.ts';

/** English of how a sum comes about. */
export const sums: Pick<CartWords, 'sums'> = {
  sums: {
    sample: 'Sample with made-up figures',
    lessThan: (amount) => `less than ${amount}`,
    to: (project) => `to ${project}`,
    how: 'How this is counted',
    shareOf: (percent, base) => `${percent} of ${base}`,
    times: (count, amount) => `${count} × ${amount}`,
    perItem: 'for each item',
    perOrder: 'for each order',
    fromTier: (amount) => `for orders from ${amount}`,
    least: 'Raised to the least that an order gives',
    most: 'The most that an order gives',
    otherCurrency: 'It counts in another currency.',
    notStarted: 'It has not begun.',
    ended: 'It is over.',
    projectClosed: 'Its project takes nothing any more.',
    merchantSuspended: 'The shop has paused its promises.',
    nothingInScope: 'Nothing in the order counts for it.',
    nothingLeft: 'Nothing is paid for what counts for it.',
    noTier: 'It counts for larger orders.',
    loadFailed: 'What this order gives could not be loaded.',
    notShown: 'What this order gives cannot be shown at the moment.',
  },
};
