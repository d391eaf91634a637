/** What is promised of observations. */
import { fail } from '../check.ts';
import type { Case } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

function later(name: string): Case {
  return { name, run: async () => fail('is not written yet') };
}

export const recordObservations: CasesOf<'recordObservations'> = {
  happy: [later('recordObservations')],
  refuses: {},
};

export const listObservations: CasesOf<'listObservations'> = {
  happy: [later('listObservations')],
  refuses: {},
};

export const reviewObservation: CasesOf<'reviewObservation'> = {
  happy: [later('reviewObservation')],
  refuses: {
    observation_unknown: later('reviewObservation observation_unknown'),
  },
};
