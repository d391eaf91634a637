/** The land that is there from the start: the contract's example, with trees on some of its places. */
import {
  createPlotExample,
  isRefused,
  landOf,
  placeExample,
  plotExample,
  speciesExample,
  treeExample,
} from '@kindcart/contract';
import type { PlotPlace, World } from '../world.ts';

/** Puts the example species and plot into the world. */
export function seedLand(world: World): void {
  world.species.set(speciesExample.id, speciesExample);
  const { polygon } = plotExample;
  const land = landOf({ ...createPlotExample, polygon });
  if (isRefused(land)) throw new Error('The example of a plot is no plot');
  const { places: counts, ...plot } = plotExample;
  const places = land.places.map((position, at) => {
    const place = freePlace(position, at);
    const after = place.number - placeExample.number;
    if (after < 0 || after > counts.taken) return place;
    return after === counts.taken ? heldPlace(place) : takenPlace(place, after);
  });
  world.plots.set(plot.id, { plot, places });
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
