import { deeds } from './deeds.en.ts';
import type { WordsOfChallenge } from './deeds-words.ts';

/** English of how a challenge stands. */
export const challenge: WordsOfChallenge = {
  ...deeds,
  challenge: {
    sponsor: 'Promised by',
    rate: (amount, steps) => `${amount} for every ${steps}`,
    given: 'given',
    people: (count, formatted) => (count === 1 ? '1 person' : `${formatted} people`),
    by: (steps, people) => `${steps} by ${people}`,
    bar: (challenge) => `What “${challenge}” has given`,
    ofBudget: (given, budget) => `${given} of ${budget}`,
    leftToday: 'Left today',
    leftOn: (date) => `Left on ${date}`,
    left: 'Left in all',
    come: (come, promised) =>
      `Of the ${promised} promised, ${come} has reached the charity so far. Only that can be given.`,
    nothingCome:
      'None of the money has reached the charity yet. Until it does, steps give nothing.',
    backToSponsor: 'The sum depends on the steps: what they do not ask for stays with the sponsor.',
    allToProject: 'The project gets the whole budget, however many steps there are.',
    dates: (from, until) => `${from} to ${until}`,
    daysLeft: (count, formatted) =>
      count === 0 ? 'Today is the last day' : count === 1 ? '1 more day' : `${formatted} more days`,
    begins: (date) => `Begins on ${date}.`,
    paused: 'The charity has paused this challenge. Steps can be given again later.',
    ended: (date) => `Ended on ${date}.`,
    usedUp: 'The budget is used up. Thank you, everybody who walked.',
    allComeGiven: 'All that has come so far is given; the sponsor has promised more.',
    usedUpToday: 'Today’s share of the budget is used up.',
    wentToProject: (amount, date) => `${amount} was left and went to the project on ${date}.`,
    wentToSponsor: (amount, date) => `${amount} was left and went back to the sponsor on ${date}.`,
    teams: 'Teams with the most steps',
    members: (count, formatted) => (count === 1 ? '1 member' : `${formatted} members`),
    unknown: 'This challenge cannot be found.',
  },
};
