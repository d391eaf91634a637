import { forest } from './forest.en.ts';
import type { WordsOfPicker } from './forest-words.ts';

/** English of the choice of a tree. */
export const picker: WordsOfPicker = {
  ...forest,
  picker: {
    chooseTree: 'Choose a tree',
    choosePlot: 'Choose where it grows',
    choose: (name) => `Choose ${name}`,
    range: 'At home in',
    needs: 'What it needs',
    growth: (heights, person) =>
      `Usual height by age: ${heights}. Drawn beside a person of ${person}.`,
    person: 'A person',
    partner: (name) => `Planted and looked after by ${name}`,
    season: (from, to) => `Planted from ${from} to ${to}`,
    left: (count, formatted) => (count === 1 ? '1 place left' : `${formatted} places left`),
    full: 'No place is free right now',
    nothing: 'There is no tree to adopt here at the moment.',
    back: 'Back',
  },
};
