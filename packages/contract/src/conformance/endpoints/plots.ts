/** What is promised of plots. */
import { fail } from '../check.ts';
import type { Case } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

function later(name: string): Case {
  return { name, run: async () => fail('is not written yet') };
}

export const createPlot: CasesOf<'createPlot'> = {
  happy: [later('createPlot')],
  refuses: {
    project_unknown: later('createPlot project_unknown'),
    species_unknown: later('createPlot species_unknown'),
    currency_mismatch: later('createPlot currency_mismatch'),
    polygon_invalid: later('createPlot polygon_invalid'),
    places_too_many: later('createPlot places_too_many'),
    plot_overlaps: later('createPlot plot_overlaps'),
  },
};

export const listPlots: CasesOf<'listPlots'> = {
  happy: [later('listPlots')],
  refuses: {},
};

export const changePlot: CasesOf<'changePlot'> = {
  happy: [later('changePlot')],
  refuses: {
    plot_unknown: later('changePlot plot_unknown'),
    species_unknown: later('changePlot species_unknown'),
    currency_mismatch: later('changePlot currency_mismatch'),
  },
};

export const listPlaces: CasesOf<'listPlaces'> = {
  happy: [later('listPlaces')],
  refuses: {
    plot_unknown: later('listPlaces plot_unknown'),
  },
};
