import type { Words } from './words.ts';

/** English of paying, and of what can go wrong in it. */
export const pay: Pick<Words, 'pay' | 'failures'> = {
  pay: {
    offer: (amount) => `${amount} would let this project plan ahead.`,
    takeOffer: (amount) => `Give ${amount} instead`,
    yourGift: 'Your gift',
    feeCover: 'Payment fee',
    total: 'You pay',
    change: 'Change',
    donate: (charge) => `Donate ${charge}`,
    askedToConfirm: 'Your bank asks you to confirm',
    askedToConfirmWhy: (charge) => `This is a test bank. Is the payment of ${charge} yours?`,
    approve: 'Yes, confirm',
    refuse: 'No, refuse',
    stillAsking: 'We go on as soon as there is a connection.',
    giveAgain: 'Give again',
    startAgain: 'Start again',
    noAnswer: 'We do not know yet whether the payment went through',
    noAnswerWhy: 'The answer did not reach this page. Checking again cannot charge you twice.',
    checkAgain: 'Check again',
  },
  failures: {
    card_declined: 'The card was declined. Try another card, or ask your bank.',
    authentication_failed: 'The payment was not confirmed.',
    card_invalid: 'The card details are not right. Check each digit.',
    expired: 'The payment was not finished in time.',
    closed: 'This project has closed and takes no more gifts.',
    offline: 'No connection to the donation service. What you wrote is still here.',
    busy: 'Too many people are giving right now. Please try again in a moment.',
    paused:
      'Giving is paused here, because too many cards were declined in a short time. Nothing was charged. Please come back in a while.',
    robot: 'We could not make sure that you are no robot. Nothing was charged. Please try again.',
    rejected: 'The gift could not be taken. Check what you wrote and try again.',
    general: 'Something went wrong on our side. Please try again.',
  },
};
