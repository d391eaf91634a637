/** What is promised of adoptions. */
import { fail } from '../check.ts';
import type { Case } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

function later(name: string): Case {
  return { name, run: async () => fail('is not written yet') };
}

export const createAdoption: CasesOf<'createAdoption'> = {
  happy: [later('createAdoption')],
  refuses: {
    plot_unknown: later('createAdoption plot_unknown'),
    plot_closed: later('createAdoption plot_closed'),
    species_unknown: later('createAdoption species_unknown'),
    species_not_offered: later('createAdoption species_not_offered'),
    place_unknown: later('createAdoption place_unknown'),
    place_taken: later('createAdoption place_taken'),
    plot_full: later('createAdoption plot_full'),
    project_closed: later('createAdoption project_closed'),
    adoptions_too_many: later('createAdoption adoptions_too_many'),
  },
};

export const getAdoption: CasesOf<'getAdoption'> = {
  happy: [later('getAdoption')],
  refuses: {
    adoption_unknown: later('getAdoption adoption_unknown'),
  },
};

export const releaseAdoption: CasesOf<'releaseAdoption'> = {
  happy: [later('releaseAdoption')],
  refuses: {
    adoption_unknown: later('releaseAdoption adoption_unknown'),
    adoption_over: later('releaseAdoption adoption_over'),
  },
};
