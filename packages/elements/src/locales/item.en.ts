import { shop } from './shop.en.ts';
import type { WordsOfItem } from './shop-words.ts';

/** English of a charity item in a line. */
export const item: WordsOfItem = {
  ...shop,
  item: {
    orderFixed: (amount, to) => `${amount} of every order goes to ${to}`,
    orderShare: (percent, to) => `${percent} of every order goes to ${to}`,
    itemFixed: (amount, to) => `${amount} for each one sold goes to ${to}`,
    itemShare: (percent, to) => `${percent} of this goes to ${to}`,
    tiers: (amount, to) => `Up to ${amount} of your order goes to ${to}`,
    begins: (date) => `Begins on ${date}`,
    ended: 'Has ended',
    paused: 'Paused',
    unknown: 'This promise cannot be found.',
    more: 'How it works',
  },
};
