/** Land that a case plants: a kind of tree, and plots that lie apart from all others. */
import type { Polygon } from '../forest/land.ts';
import { type CreatePlot, createPlotExample, type Plot } from '../forest/plot.ts';
import { type CreateSpecies, createSpeciesExample, type Species } from '../forest/species.ts';
import type { Project } from '../giving/project.ts';
import { granted } from './ask.ts';
import { type Stage, usd } from './stage.ts';

/** Metres of a degree of latitude, and of one of longitude where the pieces lie, a little too much. */
const perLatitude = 111_000;
const perLongitude = 87_400;

let pieces = 0;

/** A square piece of land with so many rows of places, 4 m apart, and so many places in each, 2 m apart. */
export function pieceOfLand(rows: number, placesPerRow: number): Polygon {
  const west = 100 + (pieces % 1_000) * 0.01;
  const south = 38 + Math.floor(pieces / 1_000) * 0.02;
  pieces += 1;
  const east = west + (4 * rows) / perLongitude;
  const north = south + (2 * placesPerRow + 0.5) / perLatitude;
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}

/** What makes a kind of tree of 25 dollars. */
export function speciesBody(changes: Partial<CreateSpecies> = {}): CreateSpecies {
  return { ...createSpeciesExample, price: usd(2_500), ...changes };
}

/** What makes a plot of six places in two rows. */
export function plotBody(
  project: Pick<Project, 'id'>,
  species: Pick<Species, 'id'>,
  changes: Partial<CreatePlot> = {},
): CreatePlot {
  return {
    ...createPlotExample,
    projectId: project.id,
    speciesIds: [species.id],
    polygon: pieceOfLand(2, 3),
    ...changes,
  };
}

export function makeSpecies(stage: Stage, changes?: Partial<CreateSpecies>): Promise<Species> {
  return granted(stage.ask('createSpecies', { body: speciesBody(changes) }));
}

/** Land of a project with one kind of tree. */
export interface OpenLand {
  readonly project: Project;
  readonly species: Species;
  readonly plot: Plot;
}

/** Makes a project, a kind of tree and a plot for it. */
export async function openLand(stage: Stage, changes: Partial<CreatePlot> = {}): Promise<OpenLand> {
  const [project, species] = [await stage.project(), await makeSpecies(stage)];
  const body = plotBody(project, species, changes);
  return { project, species, plot: await granted(stage.ask('createPlot', { body })) };
}
