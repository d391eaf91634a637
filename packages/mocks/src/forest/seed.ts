/** The land that is there from the start: the contract's example, with trees on some of its places. */
import {
  createPlotExample,
  isRefused,
  landOf,
  observationExample,
  placeExample,
  plotExample,
  recordObservationExample,
  speciesExample,
  treeExample,
} from '@kindcart/contract';
import type { KeptTree, PlotPlace, World } from '../world.ts';

/** Puts the example species and plot into the world. */
export function seedLand(world: World): void {
  world.species.set(speciesExample.id, speciesExample);
  const { polygon } = plotExample;
  const land = landOf({ ...createPlotExample, polygon });
  if (isRefused(land)) throw new Error('The example of a plot is no plot');
  const { places: counts, survival: _, ...plot } = plotExample;
  const places = land.places.map((position, at) => {
    const place = freePlace(position, at);
    const after = place.number - placeExample.number;
    if (after < 0 || after > counts.taken) return place;
    return after === counts.taken ? heldPlace(place) : takenPlace(place, after);
  });
  world.plots.set(plot.id, { plot, places });
  for (const place of places) seedTree(world, place);
  world.observations.set(observationExample.id, {
    observation: observationExample,
    told: recordObservationExample,
  });
}

/** States of the trees on the places that are taken, as the example of the plot counts them. */
const states: readonly KeptTree['state'][] = [
  ...(['established', 'established', 'planted', 'planted', 'planned'] as const),
];

function seedTree(world: World, { number, position, treeNumber }: PlotPlace): void {
  if (treeNumber === null) return;
  const { plotId, speciesId, stages, plantedOn, createdAt, updatedAt } = treeExample;
  const state = states[treeNumber - treeExample.number] ?? 'planned';
  const until = stages.findIndex((stage) => stage.state === state) + 1;
  const id = treeNumber === treeExample.number ? treeExample.id : world.newId('tree');
  world.trees.set(id, {
    ...{ id, number: treeNumber, plotId, speciesId, adoptionId: null },
    ...{ place: { number, position }, state, stages: stages.slice(0, until) },
    plantedOn: state === 'planned' ? null : plantedOn,
    ...{ replaces: null, replacedBy: null, createdAt, updatedAt },
  });
}

/** A place that nobody has. */
export function freePlace(position: PlotPlace['position'], at: number): PlotPlace {
  return { number: at + 1, position, state: 'free', treeNumber: null, heldUntil: null };
}

/** Somebody is about to pay for it, and has all the time of tests. */
function heldPlace(place: PlotPlace): PlotPlace {
  return { ...place, state: 'held', heldUntil: '2089-06-30T16:00:00.000Z' };
}

function takenPlace(place: PlotPlace, after: number): PlotPlace {
  return { ...place, state: 'taken', treeNumber: treeExample.number + after };
}
