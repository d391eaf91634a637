/** Plots and places of the made-up platform. */
import {
  type EndpointInput,
  type EndpointOutput,
  type Id,
  isRefused,
  landOf,
  type Plot,
  type PlotRefusal,
  placesLimit,
  refuseOverlaps,
  refusePlotSpecies,
  survivalOf,
} from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { type Planting, type PlotPlace, pageOf, timeIn, type World } from '../world.ts';
import { freePlace } from './seed.ts';

const noTrees = { planned: 0, planted: 0, established: 0, grown: 0, lost: 0 };

export function createPlot(world: World, { body }: EndpointInput<'createPlot'>): Plot {
  checkSpecies(world, body.projectId, body.speciesIds);
  const land = landOf(body);
  if (isRefused(land)) return say(land);
  const known = [...world.plots.values()].map(({ plot }) => plot);
  say(refuseOverlaps(land.polygon, known));
  const time = timeIn(world);
  const { places, ...lies } = land;
  const plot: Planting['plot'] = {
    id: world.newId('plot'),
    ...body,
    ...lies,
    exclusions: [...land.exclusions],
    state: 'open',
    trees: noTrees,
    livemode: false,
    createdAt: time,
    updatedAt: time,
  };
  const planting = { plot, places: places.map(freePlace) };
  world.plots.set(plot.id, planting);
  return toPlot(world, planting);
}

export function listPlots(
  world: World,
  { query = {} }: EndpointInput<'listPlots'>,
): EndpointOutput<'listPlots'> {
  const { ids, projectId } = query;
  const all = ids ?? [...world.plots.keys()];
  const found = all
    .flatMap((id) => world.plots.get(id) ?? [])
    .filter(({ plot }) => projectId === undefined || plot.projectId === projectId)
    .map((planting) => toPlot(world, planting));
  return ids === undefined ? pageOf(found, query) : { items: found, nextCursor: null };
}

export function changePlot(world: World, { params, body = {} }: EndpointInput<'changePlot'>): Plot {
  const planting = plantingOf(world, params.plotId);
  const { plot } = planting;
  const { names = plot.names, speciesIds = plot.speciesIds, images = plot.images } = body;
  const { partner = plot.partner, season = plot.season, state = plot.state } = body;
  checkSpecies(world, plot.projectId, speciesIds);
  const updatedAt = timeIn(world);
  planting.plot = { ...plot, names, speciesIds, images, partner, season, state, updatedAt };
  return toPlot(world, planting);
}

export function listPlaces(
  world: World,
  { params, query = {} }: EndpointInput<'listPlaces'>,
): EndpointOutput<'listPlaces'> {
  const { places } = plantingOf(world, params.plotId);
  const { after = 0, limit = placesLimit.default } = query;
  const items = places.slice(after, after + limit).map((place) => {
    const { number, position, treeNumber } = place;
    return { number, position, state: stateOf(world, place), treeNumber };
  });
  const isLast = after + limit >= places.length;
  return { items, nextAfter: isLast ? null : (items.at(-1)?.number ?? null) };
}

/** @throws Refusal `plot_unknown` */
export function plantingOf(world: World, id: string): Planting {
  return world.plots.get(id) ?? refuse('plot_unknown');
}

/** A place is free again once the time it was held for is over. */
export function stateOf(world: World, { state, heldUntil }: PlotPlace): PlotPlace['state'] {
  const isOver = heldUntil !== null && Date.parse(heldUntil) <= world.now().getTime();
  return state === 'held' && isOver ? 'free' : state;
}

function toPlot(world: World, { plot, places }: Planting): Plot {
  const count = (state: PlotPlace['state']) =>
    places.filter((place) => stateOf(world, place) === state).length;
  const [free, held, taken] = [count('free'), count('held'), count('taken')];
  const { planted, established, grown, lost } = plot.trees;
  const survival = survivalOf(plot.trees, planted + established + grown + lost);
  return { ...plot, survival, places: { total: places.length, free, held, taken } };
}

function checkSpecies(
  world: World,
  projectId: Id<'project'>,
  speciesIds: readonly Id<'species'>[],
): void {
  const project = world.projects.get(projectId);
  if (project === undefined) {
    refuse('project_unknown', [{ field: 'projectId', message: 'is no project of this key' }]);
  }
  const known = [...world.species.values()];
  const refusal = refusePlotSpecies(speciesIds, known, project.currency);
  say(refusal);
}

function say(refusal: PlotRefusal): never;
function say(refusal: PlotRefusal | null): void;
function say(refusal: PlotRefusal | null): void {
  if (refusal !== null) refuse(refusal.code, refusal.fields);
}
