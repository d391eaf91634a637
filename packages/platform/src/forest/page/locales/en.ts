import type { TreeWords } from '../words.ts';

export const en: TreeWords = {
  language: 'en',
  certificate: 'Tree certificate',
  number: (number) => `Tree no. ${number}`,
  adopters: {
    donor: 'Adopted by',
    team: 'Adopted together by',
    shop: 'Planted for orders of',
    points: 'Earned by the good deeds of',
  },
  somebody: 'Somebody who goes unnamed',
  andOthers: (count) => `and ${count} more`,
  giftFor: 'A gift for',
  from: (names) => `from ${names}`,
  giftToCome: 'A gift that waits for its day',
  species: 'Species',
  place: 'Where it stands',
  placeIn: (plot, number) => `${plot}, place ${number}`,
  coordinates: 'Latitude, longitude',
  adoptedOn: 'Adopted on',
  plantedOn: 'Planted on',
  notPlantedYet: 'Waits for the planting season',
  charity: 'Cared for by',
  scan: 'Scan to see how it fares',
  test: 'TEST: this tree is of the sandbox. No real tree is planted for it.',
  states: {
    planned: {
      name: 'Planned',
      meaning: 'Its place is kept; it is planted when the season comes.',
    },
    planted: { name: 'Planted', meaning: 'It is in the ground. The first years are the hardest.' },
    established: { name: 'Established', meaning: 'It has taken root and come through dry months.' },
    grown: { name: 'Grown', meaning: 'It stands by itself now.' },
    lost: {
      name: 'Lost',
      meaning: 'This tree did not survive. What is known of it is told below.',
    },
    replaced: {
      name: 'Lost and replanted',
      meaning: 'This tree did not survive. Another was planted in its place.',
    },
  },
  replacedBy: 'See the tree that stands here now',
  replaces: 'It was planted in the place of',
  stages: 'What has happened',
  evidence: 'Photo as evidence',
  size: 'How big it is',
  height: 'Height',
  crown: 'Width of its crown',
  range: (low, high) => `most likely ${low} to ${high}`,
  sizeBySpecies:
    'Nobody has measured it yet: this is what trees of its kind usually do at its age.',
  sizeByMeasuring: (count, formatted) =>
    count === 1
      ? 'An estimate for today through one measurement and the growth of its kind.'
      : `An estimate for today through ${formatted} measurements and the growth of its kind.`,
  nextLook: (date) => `Somebody looks at it again around ${date}.`,
  lookWasDue: (date) =>
    `Somebody was to look at it around ${date}; nothing has been reported since.`,
  observations: 'What was seen',
  seenOn: (date) => `Seen on ${date}`,
  dead: 'Found dead',
  share: 'Certificate',
  openPdf: 'Certificate as PDF',
  openPicture: 'Certificate as picture',
  photoOf: (date) => `The tree on ${date}`,
  unknown: 'This tree cannot be found',
  unknownHow: 'The address may be cut short. Please scan the code again, or ask the charity.',
};
