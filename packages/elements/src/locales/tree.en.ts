import { forest } from './forest.en.ts';
import type { WordsOfTree } from './forest-words.ts';

/** English of one tree. */
export const tree: WordsOfTree = {
  ...forest,
  tree: {
    place: (place, plot) => `Place ${place}, ${plot}`,
    age: 'Since planting',
    notPlanted: 'It is not planted yet. Its place is kept for it.',
    plantedFrom: (from, to) => `Trees are planted here from ${from} to ${to}.`,
    height: 'Height now',
    crown: 'Width of the crown',
    range: (low, high) => `${low} to ${high}`,
    rangeMeans: 'Nine of ten trees like it would be within this range.',
    bySpecies:
      'Nobody has measured this tree yet: this is what its kind usually reaches at that age.',
    byMeasurements: (count, formatted) =>
      `Estimated from ${count === 1 ? '1 measurement' : `${formatted} measurements`} of this tree.`,
    drawn: (tree, person) => `The tree, ${tree} tall, drawn to scale beside a person of ${person}`,
    story: 'What happened',
    evidence: 'Picture',
    photo: (number, date) => `Tree ${number} on ${date}`,
    nextVisit: 'Next visit',
    visitWasDue: 'Next visit was due',
    about: (month) => `about ${month}`,
    certificate: 'Its page and certificate',
    by: (names) => `Given by ${names}`,
    byTeam: (team) => `Given together by ${team}`,
    others: (count, formatted) => (count === 1 ? '1 other' : `${formatted} others`),
    byUnnamed: 'Given by somebody who is not named',
    byShop: (shop) => `Given by orders at ${shop}`,
    byPoints: 'Earned with points for good deeds',
    giftFor: (name) => `A gift for ${name}`,
    lost: (date) => `This tree did not survive. Its loss was recorded on ${date}.`,
    notReplaced: 'No other tree has been planted in its place so far.',
    replacedBy: (number) => `Tree ${number} was planted in its place.`,
    replaces: (number) => `It stands where tree ${number} was lost.`,
    unknown: 'This tree cannot be found.',
  },
};
