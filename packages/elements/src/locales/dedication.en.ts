import type { Words } from './words.ts';

/** English of a gift's dedication. */
export const dedication: Pick<Words, 'dedication'> = {
  dedication: {
    kind: 'Dedication',
    inHonour: 'In honour of',
    inMemory: 'In memory of',
    name: 'Name',
    nameMissing: 'Write whom the gift is dedicated to.',
    card: 'Send someone a card by e-mail',
    cardWhy: 'It tells of the dedication once your gift has arrived, and not of the amount.',
    recipientName: 'Name of who gets the card',
    recipientMissing: 'Write who gets the card.',
    recipientEmail: 'Their e-mail',
    recipientEmailWrong: (example) => `Write their e-mail address, such as ${example}.`,
    cardMessage: 'A few words on the card',
  },
};
