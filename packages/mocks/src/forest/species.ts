/** Kinds of trees of the made-up platform. */
import {
  type EndpointInput,
  type EndpointOutput,
  refusePrice,
  type Species,
} from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { pageOf, timeIn, type World } from '../world.ts';

export function createSpecies(world: World, { body }: EndpointInput<'createSpecies'>): Species {
  const time = timeIn(world);
  const id = world.newId('species');
  const times = { createdAt: time, updatedAt: time };
  const species: Species = { id, ...body, state: 'offered', livemode: false, ...times };
  world.species.set(id, species);
  return species;
}

export function listSpecies(
  world: World,
  { query = {} }: EndpointInput<'listSpecies'>,
): EndpointOutput<'listSpecies'> {
  const { ids } = query;
  if (ids === undefined) return pageOf(world.species.values(), query);
  return { items: ids.flatMap((id) => world.species.get(id) ?? []), nextCursor: null };
}

export function changeSpecies(
  world: World,
  { params, body = {} }: EndpointInput<'changeSpecies'>,
): Species {
  const before = world.species.get(params.speciesId) ?? refuse('species_unknown');
  const currency = body.price?.currency ?? before.price.currency;
  const currencies = [...world.plots.values()]
    .filter(({ plot }) => plot.speciesIds.includes(before.id))
    .flatMap(({ plot }) => world.projects.get(plot.projectId)?.currency ?? []);
  const refusal = refusePrice(currency, currencies);
  if (refusal !== null) refuse(refusal.code, refusal.fields);
  const { price = before.price, points = before.points, state = before.state } = body;
  const { names = before.names, nativeRange = before.nativeRange, needs = before.needs } = body;
  const { growth = before.growth } = body;
  const told = { names, nativeRange, needs, price, points, growth, state };
  const species: Species = { ...before, ...told, updatedAt: timeIn(world) };
  world.species.set(species.id, species);
  return species;
}
