import { item } from './item.en.ts';
import type { WordsOfDetails } from './shop-words.ts';

/** English of a charity item once it is opened. */
export const details: WordsOfDetails = {
  ...item,
  details: {
    orderFixed: (amount) => `Each order gives ${amount}.`,
    orderShare: (percent) => `Each order gives ${percent} of what is paid for goods.`,
    itemFixed: (amount) => `Each one sold gives ${amount}.`,
    itemShare: (percent) => `Each one sold gives ${percent} of what is paid for it.`,
    tiers: 'What an order gives depends on how large it is:',
    tier: (from, amount) => `${amount} from ${from} on`,
    wholeShop: 'All goods of the shop count.',
    someGoods: 'Only some goods count, such as those that show this.',
    least: (amount) => `An order gives at least ${amount}.`,
    most: (amount) => `An order gives at most ${amount}.`,
    since: (date) => `From ${date}`,
    until: (date) => `Until ${date}`,
    projectClosed: 'A project of this promise is closed. New orders give nothing by it for now.',
    goesTo: 'Goes to',
    choices: 'You may choose one of these when you order',
    soFar: 'Given so far',
    testMode: 'Test mode: no real money moves.',
    previewWhy: 'A preview for whoever designs this page: all of its numbers are made up.',
    close: 'Close',
  },
};
