import type { Words } from './words.ts';

/** English of what follows a gift. */
export const after: Pick<Words, 'after'> = {
  after: {
    title: 'What happens next',
    receiptTo: (email) => `Your receipt goes to ${email}.`,
    receiptMaybe: 'If you left an e-mail address, your receipt goes there.',
    receipt: 'Your receipt',
    receiptAsked: 'One moment…',
    receiptNumber: (number) => `Receipt ${number}`,
    confirmationNumber: (number) => `Confirmation of payment ${number}`,
    pdf: 'PDF',
    receiptNone:
      'There is no receipt for this gift yet. It comes once the payment is booked; try again in a moment.',
    receiptFailed: 'Your receipt could not be loaded. Your gift is not affected.',
    news: 'The project writes to you about what your gift does.',
    share: 'Tell others of this project',
    shareText: (title) => `I gave to ${title}.`,
    copied: 'The link is copied.',
    copyThis: 'Copy this link:',
    failed: 'The payment did not go through.',
    expired: 'The payment was not finished in time.',
    refunded: (amount) => `${amount} was given back to you.`,
    none: 'There is no gift to show here.',
    unknown: 'This gift cannot be found.',
    loadFailed: 'The gift could not be loaded.',
  },
};
