import type { Words } from './words.ts';

/** English of the sandbox's card fields. */
export const card: Pick<Words, 'lang' | 'card'> = {
  lang: 'en',
  card: {
    legend: 'Card',
    number: 'Card number',
    expiry: 'Expiry',
    expiryExample: 'MM/YY',
    cvc: 'Security code',
    numberWrong: 'Check the card number: it has 12 to 19 digits.',
    expiryWrong: 'Write month and year, such as 04/30.',
    expiryPast: 'This card has expired.',
    cvcWrong: 'Write the 3 or 4 digits from the back of the card.',
    testCards: 'Test cards',
    testCardsHow: 'Any date in the future and any three digits go with them.',
    succeeds: 'Succeeds',
    declined: 'Is declined',
    insufficientFunds: 'Has not enough funds',
    asksForConfirmation: 'Asks for confirmation',
    slow: 'Takes a few seconds',
    refundFailsLater: 'Succeeds; a refund fails later',
    renewalsDeclined: 'Pays once; every repeat is declined',
  },
};
