import { deeds } from './deeds.en.ts';
import type { WordsOfTracker } from './steps-words.ts';

/** English of the step tracker's first page. */
export const tracker: WordsOfTracker = {
  ...deeds,
  tracker: {
    rate: (sponsor, amount, steps) => `${sponsor} gives ${amount} for every ${steps}.`,
    today: 'Today',
    unit: (count) => (count === 1 ? 'step' : 'steps'),
    worth: (amount) => `worth ${amount}`,
    givenToday: (amount) => `${amount} given today`,
    least: (steps) => `A day counts from ${steps} on.`,
    most: (steps) => `A day counts up to ${steps}.`,
    mostReached: (steps) => `A day counts up to ${steps}, and you are there. Well walked!`,
    begins: (day) => `It begins on ${day}.`,
    ended: (day) => `It ended on ${day}. Thank you for every step.`,
    conditions: {
      paused: 'The charity has paused this challenge. What you walk is kept on this device.',
      late: 'The challenge is over. Steps of its last days can still be given.',
      unfunded: 'The sponsor’s money has not come yet. Steps can be given once it has.',
      awaiting:
        'All that has come so far is given; the sponsor has promised more. Count on, and give when it is there.',
      used_up: 'The whole budget is given. Steps bring nothing more, and every one helped.',
      day_closed:
        'Today’s share of the budget is given. Steps of tomorrow will bring something again.',
    },
    more: 'My days, name and more',
    noKeys:
      'Steps cannot be given from here: this page is not secure, or this browser is too old. Open it over https in a newer browser.',
  },
};
