/** What is promised of species. */
import { fail } from '../check.ts';
import type { Case } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

function later(name: string): Case {
  return { name, run: async () => fail('is not written yet') };
}

export const createSpecies: CasesOf<'createSpecies'> = {
  happy: [later('createSpecies')],
  refuses: {},
};

export const listSpecies: CasesOf<'listSpecies'> = {
  happy: [later('listSpecies')],
  refuses: {},
};

export const changeSpecies: CasesOf<'changeSpecies'> = {
  happy: [later('changeSpecies')],
  refuses: {
    species_unknown: later('changeSpecies species_unknown'),
  },
};
