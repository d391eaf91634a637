import { forest } from './forest.en.ts';
import type { WordsOfPlot } from './forest-words.ts';

/** English of a plot. */
export const plot: WordsOfPlot = {
  ...forest,
  plot: {
    placesLeft: 'Places left',
    of: (part, whole) => `${part} of ${whole}`,
    held: (count, formatted) =>
      count === 1
        ? '1 is held for somebody who is about to pay.'
        : `${formatted} are held for people who are about to pay.`,
    full: 'All places are taken.',
    closed: 'No more trees can be adopted here.',
    planted: 'Trees planted',
    waiting: 'Waiting to be planted',
    survival: 'Survival',
    standing: (percent, count, formatted) =>
      `${percent} of ${count === 1 ? '1 tree' : `${formatted} trees`} still stand`,
    survivalHow: 'Every tree that was planted counts, also those that were lost and replaced.',
    nothingPlanted: 'nothing planted yet',
    partner: 'Planted and looked after by',
    season: 'Planting season',
    months: (from, to) => `${from} to ${to}`,
    area: 'Area',
    outline: (plot) => `Outline of ${plot}, north at the top`,
    fromAbove: 'Seen from above',
    satellite: (date) => `Satellite image of ${date}`,
    drone: (date) => `Drone image of ${date}`,
    year: 'Year',
    compare: 'How much of the later image is shown',
    imageBy: (credit) => `Image: ${credit}`,
    unknown: 'This plot cannot be found.',
  },
};
