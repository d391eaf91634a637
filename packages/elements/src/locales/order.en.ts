import type { CartWords, WordsOfImpact } from './cart-words.ts';
import { common } from './common.en.ts';
import { sums } from './sums.en.ts';

/** English of what an order gives. */
const orderImpact: Pick<CartWords, 'orderImpact'> = {
  orderImpact: {
    waiting: 'Your order is on its way to us',
    waitingHow: 'This takes a moment. What it gives appears here by itself.',
    late: 'Your order has not reached us yet',
    lateHow: 'That does no harm: it counts as soon as it does.',
    unpaid: 'What your order gives appears here once it is paid',
    pending: (amount) => `Your order will give ${amount}`,
    pendingHow: 'It counts once your order is complete.',
    confirmsAt: (date) => `It counts from ${date}, when the time for returns is over.`,
    confirmed: (amount) => `Your order gives ${amount}`,
    confirmedHow: (merchant) => `It counts for good: ${merchant} passes it on.`,
    part: 'Part of your order was given back. This is what stays.',
    reversed: 'Your order was cancelled or given back, so it gives nothing',
    nothing: 'This order gives nothing',
    yours: (amount, project) => `You added ${amount} for ${project}`,
    yoursPending: 'It is your own gift, and counts once your order is complete.',
    yoursConfirmed: (merchant) =>
      `It is your own gift: ${merchant} passes it on with its next statement.`,
    yoursPassedOn: (date) => `It has been your gift since ${date}.`,
    yoursReversed: 'What you added was given back to you, so it is no gift.',
    yoursRefused: (merchant) =>
      `What you added could not be taken, so ${merchant} gives it back to you.`,
    receipt: 'Receipt for your gift',
  },
};

/** All that it says. */
export const ordering: WordsOfImpact = { ...common, ...sums, ...orderImpact };
