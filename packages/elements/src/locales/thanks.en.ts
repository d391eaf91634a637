import type { Words } from './words.ts';

/** English of a gift that is paid, or not. */
export const thanks: Pick<Words, 'thanks'> = {
  thanks: {
    processing: 'Your payment is on its way',
    processingWhy: 'This can take a moment. Nothing is lost if you leave this page.',
    thanks: 'Thank you!',
    given: (gift) => `Your gift of ${gift} has arrived.`,
    charged: (charge) => `${charge} was charged.`,
    reference: 'Reference',
    notCharged: 'Nothing was charged.',
    everyMonth: (amount) => `${amount} every month`,
    everyYear: (amount) => `${amount} every year`,
    nextPayment: (date) => `The next payment is on ${date}.`,
  },
};
