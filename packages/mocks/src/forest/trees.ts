/** Trees of the made-up platform. Their sizes are plainer than a real platform's. */
import {
  type Adoption,
  type EndpointInput,
  type EndpointOutput,
  type Id,
  isStanding,
  nextObservationOn,
  type Observation,
  pageLimit,
  refuseTreeChange,
  shownObservationsMax,
  sizeCm,
  type Tree,
  type TreeSize,
  type TreeState,
  toldGift,
  utcDay,
  type WholeTree,
  yearsBetween,
} from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { type KeptTree, type PlotPlace, timeIn, type World } from '../world.ts';
import { countedOf } from './observations.ts';
import { plantingOf } from './plots.ts';

/** The number that the next tree gets. */
export function nextTreeNumber(world: World): number {
  const numbers = [...world.plots.values()].flatMap(({ places }) =>
    places.map(({ treeNumber }) => treeNumber ?? 0),
  );
  return numbers.reduce((most, number) => Math.max(most, number), 0) + 1;
}

/** Where a tree comes to be, for whom, and in whose place. */
type Seed = Pick<KeptTree, 'id' | 'number' | 'plotId' | 'speciesId' | 'adoptionId' | 'replaces'> & {
  readonly place: PlotPlace;
};

/** A tree is planned. */
export function planTree(world: World, { place, ...seed }: Seed): void {
  const time = timeIn(world);
  world.trees.set(seed.id, {
    ...seed,
    place: { number: place.number, position: place.position },
    state: 'planned',
    stages: [{ state: 'planned', on: utcDay(world.now()), note: null, photoUrl: null }],
    plantedOn: null,
    replacedBy: null,
    createdAt: time,
    updatedAt: time,
  });
  count(world, seed.plotId, { planned: 1 });
}

function count(
  world: World,
  plotId: string,
  changes: Partial<Record<keyof EndpointOutput<'changePlot'>['trees'], number>>,
): void {
  const planting = plantingOf(world, plotId);
  const { trees } = planting.plot;
  const add = (state: keyof typeof trees) => trees[state] + (changes[state] ?? 0);
  planting.plot = {
    ...planting.plot,
    trees: {
      planned: add('planned'),
      planted: add('planted'),
      established: add('established'),
      grown: add('grown'),
      lost: add('lost'),
    },
  };
}

export function getTree(world: World, { params }: EndpointInput<'getTree'>): WholeTree {
  return toTree(world, treeOf(world, params.treeId));
}

export function listTrees(
  world: World,
  { query = {} }: EndpointInput<'listTrees'>,
): EndpointOutput<'listTrees'> {
  const { ids, numbers, plotId, cursor = '0', limit = pageLimit.default } = query;
  if ([ids, numbers, plotId].filter((way) => way !== undefined).length !== 1) {
    refuse('request_invalid', [
      { field: 'ids', message: 'or numbers or plotId is needed, and one of them alone' },
    ]);
  }
  const all = [...world.trees.values()];
  const toItems = (trees: readonly KeptTree[]) => trees.map((tree) => listed(world, tree));
  if (ids !== undefined) {
    return { items: toItems(ids.flatMap((id) => world.trees.get(id) ?? [])), nextCursor: null };
  }
  if (numbers !== undefined) {
    const found = numbers.flatMap((number) => all.find((tree) => tree.number === number) ?? []);
    return { items: toItems(found), nextCursor: null };
  }
  const later = all
    .filter((tree) => tree.plotId === plotId && tree.number > Number(cursor))
    .sort((one, other) => one.number - other.number);
  const page = later.slice(0, limit);
  const last = page.length < later.length ? page.at(-1) : undefined;
  return { items: toItems(page), nextCursor: last === undefined ? null : String(last.number) };
}

export function changeTreeState(
  world: World,
  { params, body }: EndpointInput<'changeTreeState'>,
): WholeTree {
  const tree = treeOf(world, params.treeId);
  if (tree.state === body.state) return toTree(world, tree);
  const since = tree.stages.at(-1)?.on ?? body.on;
  const refusal = refuseTreeChange({ state: tree.state, since }, body, world.now());
  if (refusal !== null) refuse('tree_state_refused', [refusal]);
  countChange(world, tree, body.state);
  const { state, on, note, photoUrl } = body;
  const changed = {
    ...tree,
    state,
    stages: [...tree.stages, { state, on, note, photoUrl }],
    plantedOn: state === 'planted' ? on : tree.plantedOn,
    updatedAt: timeIn(world),
  };
  world.trees.set(tree.id, changed);
  if (state === 'replaced') replace(world, changed);
  return toTree(world, treeOf(world, tree.id));
}

/** One that is replaced stays among the lost. */
function countChange(world: World, tree: KeptTree, to: TreeState): void {
  if (to === 'replaced') return;
  const from = tree.state === 'replaced' ? 'lost' : tree.state;
  count(world, tree.plotId, { [from]: -1 });
  count(world, tree.plotId, { [to]: 1 });
}

function replace(world: World, tree: KeptTree): void {
  const number = nextTreeNumber(world);
  const place = plantingOf(world, tree.plotId).places.find(
    (each) => each.number === tree.place.number,
  );
  if (place === undefined) throw new Error('A tree stands on no place');
  place.treeNumber = number;
  const { plotId, speciesId, adoptionId } = tree;
  const id = world.newId('tree');
  planTree(world, { id, number, plotId, speciesId, adoptionId, place, replaces: tree.number });
  world.trees.set(tree.id, { ...tree, replacedBy: number });
}

function treeOf(world: World, id: Id<'tree'>): KeptTree {
  return world.trees.get(id) ?? refuse('tree_unknown');
}

function toTree(world: World, { adoptionId, ...tree }: KeptTree): WholeTree {
  const { plantedOn } = tree;
  const counted = countedOf(world, tree.id);
  const inGround = isStanding(tree.state) && plantedOn !== null;
  const lastSeen = counted[0]?.observedAt;
  return {
    ...tree,
    stages: [...tree.stages],
    projectId: plantingOf(world, tree.plotId).plot.projectId,
    adopter: toAdopter(world, world.adoptions.get(adoptionId ?? '')?.adoption),
    size: inGround ? sizeOf(world, tree.speciesId, plantedOn, counted) : null,
    latestPhoto: latestPhoto(tree.stages, counted),
    nextObservationOn: inGround
      ? nextObservationOn(plantedOn, lastSeen === undefined ? null : lastSeen.slice(0, 10))
      : null,
    certificateUrl: `https://give.example.org/trees/${tree.id}`,
    livemode: false,
    observations: counted.slice(0, shownObservationsMax).map(shown),
  };
}

function toAdopter(world: World, adoption: Adoption | undefined): Tree['adopter'] {
  const gift = toldGift(adoption?.gift ?? null, world.now());
  const { shares = [], teamName = null } = adoption ?? {};
  return {
    kind: shares.length > 1 ? 'team' : 'donor',
    names: shares.flatMap(({ name }) => name ?? []),
    shares: Math.max(1, shares.length),
    teamName,
    giftTo: gift?.to ?? null,
    giftMessage: gift?.message ?? null,
  };
}

/** An observation as everybody sees it. */
function shown({
  key: _key,
  review: _review,
  ...told
}: Observation): WholeTree['observations'][number] {
  return told;
}

/** A tree as a list has it. */
function listed(world: World, kept: KeptTree): Tree {
  const { observations: _, ...tree } = toTree(world, kept);
  return tree;
}

type Counted = ReturnType<typeof countedOf>;

/** What its kind usually is, from the height that was measured last, a fifth more or less. */
function sizeOf(world: World, speciesId: string, plantedOn: string, counted: Counted): TreeSize {
  const growth = world.species.get(speciesId)?.growth;
  if (growth === undefined) throw new Error('A tree is of no species');
  const alive = counted.filter((each) => each.alive);
  const heights = alive.flatMap((each) => each.heightCm ?? []);
  const [crownCm] = alive.flatMap((each) => each.crownCm ?? []);
  const years = yearsBetween(plantedOn, world.now());
  const seedlingCm = 20;
  const usualCm = Math.round(seedlingCm + sizeCm(growth.height, years));
  const heightCm = heights[0] ?? usualCm;
  return {
    heightCm,
    heightLowCm: Math.floor(heightCm * 0.8),
    heightHighCm: Math.ceil(heightCm * 1.2),
    crownCm: crownCm ?? Math.round(seedlingCm + sizeCm(growth.crown, years)),
    basis: heights.length === 0 ? 'species' : 'observed',
    measurements: heights.length,
    asOf: timeIn(world),
  };
}

function latestPhoto(stages: Tree['stages'], counted: Counted): Tree['latestPhoto'] {
  const seen = counted.flatMap(({ photoUrl, observedAt }) =>
    photoUrl === null ? [] : [{ url: photoUrl, takenAt: observedAt }],
  );
  const told = stages.flatMap(({ photoUrl, on }) =>
    photoUrl === null ? [] : [{ url: photoUrl, takenAt: `${on}T00:00:00.000Z` }],
  );
  const all = [...seen, ...told].sort((one, other) => (one.takenAt < other.takenAt ? 1 : -1));
  return all[0] ?? null;
}

export function getForest(world: World): EndpointOutput<'getForest'> {
  const plantings = [...world.plots.values()];
  const trees = [...world.trees.values()];
  const standing = trees.filter(({ state }) => isStanding(state));
  const sum = (of: (planting: (typeof plantings)[number]) => number) =>
    plantings.reduce((total, planting) => total + of(planting), 0);
  const bounds = plantings.map(({ plot }) => plot.bounds);
  const [west, south] = [0, 1].map((at) => Math.min(...bounds.map((each) => each[at] ?? 0)));
  const [east, north] = [2, 3].map((at) => Math.max(...bounds.map((each) => each[at] ?? 0)));
  return {
    trees: {
      adopted: sum(({ places }) => places.filter(({ state }) => state === 'taken').length),
      planned: sum(({ plot }) => plot.trees.planned),
      planted: sum(({ plot: { trees: of } }) => of.planted + of.established + of.grown),
      lost: sum(({ plot }) => plot.trees.lost),
    },
    species: [...Map.groupBy(standing, (tree) => tree.speciesId)].map(([speciesId, of]) => ({
      speciesId,
      trees: of.length,
    })),
    years: [...Map.groupBy(standing, (tree) => Number.parseInt(tree.plantedOn ?? '0', 10))]
      .sort(([one], [other]) => one - other)
      .map(([year, of]) => ({ year, trees: of.length })),
    plots: plantings.length,
    countries: [...new Set(plantings.map(({ plot }) => plot.country))].sort(),
    bounds: plantings.length === 0 ? null : [west ?? 0, south ?? 0, east ?? 0, north ?? 0],
    asOf: timeIn(world),
  };
}
