/** Observations of the made-up platform. */
import {
  type EndpointInput,
  type EndpointOutput,
  type Observation,
  observationFlagsOf,
  type RecordedObservations,
  type RecordObservation,
} from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { type KeptTree, pageOf, timeIn, type World } from '../world.ts';

export function recordObservations(
  world: World,
  { body }: EndpointInput<'recordObservations'>,
): RecordedObservations {
  return { items: body.observations.map((told) => recordOne(world, told)) };
}

function recordOne(world: World, told: RecordObservation): RecordedObservations['items'][number] {
  const { key } = told;
  const known = [...world.observations.values()].find((each) => each.observation.key === key);
  if (known !== undefined) {
    const { id, flags } = known.observation;
    const isSame = JSON.stringify(known.told) === JSON.stringify(told);
    return { key, outcome: isSame ? 'known' : 'key_reused', observationId: id, flags };
  }
  const tree = [...world.trees.values()].find(({ number }) => number === told.treeNumber);
  if (tree === undefined) return { key, outcome: 'tree_unknown', observationId: null, flags: [] };
  const flags = flagsOf(world, tree, told);
  const id = world.newId('observation');
  const { treeNumber, ...seen } = told;
  const observation: Observation = {
    id,
    treeId: tree.id,
    treeNumber,
    ...seen,
    flags,
    review: flags.length === 0 ? 'clear' : 'open',
    createdAt: timeIn(world),
  };
  world.observations.set(id, { observation, told });
  return { key, outcome: 'recorded', observationId: id, flags };
}

function flagsOf(world: World, tree: KeptTree, told: RecordObservation): Observation['flags'] {
  const tallestCm = world.species.get(tree.speciesId)?.growth.tallestCm ?? 0;
  const heights = countedOf(world, tree.id).flatMap(({ heightCm, observedAt }) =>
    heightCm === null ? [] : { heightCm, observedAt: new Date(observedAt) },
  );
  const facts = { plantedOn: tree.plantedOn, position: tree.place.position, tallestCm };
  return observationFlagsOf(told, facts, heights, world.now());
}

/** Those of a tree that count, the newest first. */
export function countedOf(world: World, treeId: string): Observation[] {
  return [...world.observations.values()]
    .map(({ observation }) => observation)
    .filter((each) => each.treeId === treeId && ['clear', 'kept'].includes(each.review))
    .sort((one, other) => (one.observedAt < other.observedAt ? 1 : -1));
}

export function listObservations(
  world: World,
  { query = {} }: EndpointInput<'listObservations'>,
): EndpointOutput<'listObservations'> {
  const { treeId, review } = query;
  const found = [...world.observations.values()]
    .map(({ observation }) => observation)
    .filter((each) => treeId === undefined || each.treeId === treeId)
    .filter((each) => review === undefined || each.review === review);
  return pageOf(found, query);
}

export function reviewObservation(
  world: World,
  { params, body }: EndpointInput<'reviewObservation'>,
): Observation {
  const known = world.observations.get(params.observationId) ?? refuse('observation_unknown');
  const observation = { ...known.observation, review: body.review };
  world.observations.set(observation.id, { ...known, observation });
  return observation;
}
