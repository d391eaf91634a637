/** New plots and changes of plots, with what has to hold for them: from the API and from the command line. */
import {
  type ChangePlot,
  type CreatePlot,
  type Id,
  isRefused,
  landOf,
  type Plot,
  type PlotRefusal,
  refuseOverlaps,
  refusePlotSpecies,
} from '@kindcart/contract';
import type { Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { holdSpecies } from '../species/records.ts';
import {
  currencyOf,
  findPlots,
  insertPlot,
  lockNeighbours,
  lockPlot,
  updatePlot,
} from './records.ts';

/** Makes a plot. @throws Refusal with what is wrong with which field */
export async function makePlot(
  transaction: Transaction<Database>,
  book: Book,
  id: Id<'plot'>,
  told: CreatePlot,
  now: Date,
): Promise<Plot> {
  await checkSpecies(transaction, book, told.projectId, told.speciesIds);
  const land = landOf(told);
  if (isRefused(land)) return say(land);
  const neighbours = await lockNeighbours(transaction, book, land);
  say(refuseOverlaps(land.polygon, neighbours));
  await insertPlot(transaction, book, id, told, land, now);
  return readPlot(transaction, book, id, now);
}

/**
 * Changes a plot by what is wanted of it as it stands, which nobody else changes meanwhile.
 *
 * @throws Refusal `plot_unknown`, `species_unknown`, `currency_mismatch`
 */
export async function changePlot(
  transaction: Transaction<Database>,
  book: Book,
  id: Id<'plot'>,
  changeOf: (plot: Plot) => ChangePlot,
  now: Date,
): Promise<Plot> {
  const plot = await lockPlot(transaction, book, id, now);
  if (plot === undefined) refuse('plot_unknown');
  const change = changeOf(plot);
  if (change.speciesIds !== undefined) {
    await checkSpecies(transaction, book, plot.projectId, change.speciesIds);
  }
  await updatePlot(transaction, book, id, change, now);
  return readPlot(transaction, book, id, now);
}

async function readPlot(
  transaction: Transaction<Database>,
  book: Book,
  id: Id<'plot'>,
  now: Date,
): Promise<Plot> {
  const [plot] = await findPlots(transaction, book, [id], now);
  return plot ?? refuse('plot_unknown');
}

async function checkSpecies(
  transaction: Transaction<Database>,
  book: Book,
  projectId: Id<'project'>,
  speciesIds: readonly Id<'species'>[],
): Promise<void> {
  const currency = await currencyOf(transaction, book, projectId);
  if (currency === undefined) {
    const fields = [{ field: 'projectId', message: 'is no project of this key' }];
    return refuse('project_unknown', { fields });
  }
  const known = await holdSpecies(transaction, book, speciesIds);
  say(refusePlotSpecies(speciesIds, known, currency));
}

function say(refusal: PlotRefusal): never;
function say(refusal: PlotRefusal | null): void;
function say(refusal: PlotRefusal | null): void {
  if (refusal !== null) refuse(refusal.code, { fields: refusal.fields });
}
