/** A large forest for load: plots of uneven outline at real places, with the trees that their grid has room for. */
import {
  createPlotExample,
  createSpeciesExample,
  type Id,
  newId,
  type Polygon,
  type Position,
  type TreeState,
} from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../database/schema.ts';
import { systemClock } from '../../../http/clock.ts';
import { createIdSource } from '../../../http/ids.ts';
import type { Book } from '../../../ledger/rules.ts';
import { countRound } from '../counts.ts';
import { curveKey } from '../curve.ts';

const ids = createIdSource(systemClock);

/** Where plots lie, by country: each with so many around it. */
const regions: readonly [country: string, longitude: number, latitude: number, plots: number][] = [
  ['CN', 103.1, 38.8, 14],
  ['CN', 109.4, 38.9, 10],
  ['CN', 105.2, 37.5, 6],
  ['CN', 122.3, 42.8, 4],
  ['KE', 36.9, -0.6, 5],
  ['ET', 38.8, 9.2, 3],
  ['BR', -55.4, -10.2, 4],
  ['IN', 75.9, 22.7, 2],
];

/** Metres from plant to plant and from row to row. */
const spacings = [
  [2, 3],
  [2, 4],
  [3, 4],
  [3, 3],
] as const;

/** Share of the places that stays free, for those who adopt during the load. */
const freeShare = 0.05;
const kindsPerPlot = 2;
const metresPerDegree = 111_320;

/** What was planted. */
export interface Planted {
  readonly speciesIds: readonly Id<'species'>[];
  readonly plots: readonly { readonly id: Id<'plot'>; readonly speciesId: Id<'species'> }[];
  /** Where every hundredth tree stands. */
  readonly samples: readonly Position[];
  readonly trees: number;
}

/** Numbers from 0 to 1 that are the same in every run (M. O'Neill's family of generators, 32 bits). */
function createDice(): () => number {
  let state = 20_261_126;
  return () => {
    state = (Math.imul(state, 747_796_405) + 2_891_336_453) >>> 0;
    const word = Math.imul((state >>> ((state >>> 28) + 4)) ^ state, 277_803_737) >>> 0;
    return (((word >>> 22) ^ word) >>> 0) / 2 ** 32;
  };
}

/** Makes kinds, plots, places and trees, and counts them. */
export async function plantForest(
  db: Kysely<Database>,
  book: Book,
  projectId: Id<'project'>,
  treesWanted: number,
): Promise<Planted> {
  const dice = createDice();
  const speciesIds = Array.from({ length: 8 }, () => newId('species', ids));
  for (const id of speciesIds) await insertSpecies(db, book, id);
  const sites = regions.flatMap(([country, longitude, latitude, count]) =>
    Array.from({ length: count }, () => ({
      country,
      centre: [longitude + dice() * 0.6 - 0.3, latitude + dice() * 0.6 - 0.3] as const,
    })),
  );
  const plots: { id: Id<'plot'>; speciesId: Id<'species'> }[] = [];
  const samples: Position[] = [];
  let planted = 0;
  for (const [at, { country, centre }] of sites.entries()) {
    const treesHere = Math.round((treesWanted - planted) / (sites.length - at));
    const land = layOut(centre, Math.ceil(treesHere / (1 - freeShare)), dice);
    const id = newId('plot', ids);
    const kinds = Array.from(
      { length: kindsPerPlot },
      (_, kind) => speciesIds[(at * 3 + kind * 5) % speciesIds.length] ?? newId('species', ids),
    );
    await insertPlot(db, book, { id, projectId, country, kinds, ...land });
    await insertTrees(db, book, { plotId: id, kinds, from: planted + 1, treesHere, ...land, dice });
    samples.push(...land.places.filter((_, place) => place % 100 === 0 && place < treesHere));
    plots.push({ id, speciesId: kinds[0] ?? newId('species', ids) });
    planted += treesHere;
  }
  await db
    .insertInto('forest_number')
    .values({ organization_id: book.organizationId, livemode: false, last_tree: planted })
    .execute();
  await sql`analyze tree`.execute(db);
  await sql`analyze place`.execute(db);
  await countAll(db);
  return { speciesIds, plots, samples, trees: planted };
}

/** Counts together with the platform, which counts at the same time, until nothing is left. */
async function countAll(db: Kysely<Database>): Promise<void> {
  for (;;) {
    await countRound(db, 40_000);
    const left = await db
      .selectFrom('tree')
      .select('number')
      .where('unfolded', '=', true)
      .limit(1)
      .executeTakeFirst();
    if (left === undefined) break;
  }
  await sql`vacuum analyze tree`.execute(db);
  await sql`vacuum analyze tree_count`.execute(db);
}

interface LaidOut {
  readonly polygon: Polygon;
  readonly places: readonly Position[];
  readonly areaM2: number;
}

/** An uneven outline around a centre, with a turned grid of so many places in it. */
function layOut(
  [longitude, latitude]: readonly [number, number],
  placesWanted: number,
  dice: () => number,
): LaidOut {
  const [step, row] = spacings[Math.floor(dice() * spacings.length)] ?? [2, 4];
  const bearing = dice() * Math.PI;
  const [east, north] = [metresPerDegree * Math.cos((latitude * Math.PI) / 180), metresPerDegree];
  const positionOf = (x: number, y: number): Position => [
    longitude + x / east,
    latitude + y / north,
  ];
  // Somewhat larger than needed: the outline leaves out corners, and the grid is cut off when it is full.
  const radius = Math.sqrt((placesWanted * step * row * 1.4) / Math.PI);
  const bends = Array.from({ length: 12 }, () => 0.75 + dice() * 0.4);
  const radiusAt = (angle: number) => {
    const turn = ((angle / (2 * Math.PI)) * bends.length + bends.length) % bends.length;
    const [before, after] = [
      bends[Math.floor(turn)] ?? 1,
      bends[(Math.floor(turn) + 1) % bends.length] ?? 1,
    ];
    return radius * (before + (after - before) * (turn % 1));
  };
  const places: Position[] = [];
  for (let v = -1.3 * radius; v < 1.3 * radius && places.length < placesWanted; v += row) {
    for (let u = -1.3 * radius; u < 1.3 * radius && places.length < placesWanted; u += step) {
      const x = u * Math.cos(bearing) - v * Math.sin(bearing);
      const y = u * Math.sin(bearing) + v * Math.cos(bearing);
      if (Math.hypot(x, y) < radiusAt(Math.atan2(y, x))) places.push(positionOf(x, y));
    }
  }
  const ring = Array.from({ length: 97 }, (_, at): Position => {
    const angle = ((at % 96) / 96) * 2 * Math.PI;
    return positionOf(radiusAt(angle) * Math.cos(angle), radiusAt(angle) * Math.sin(angle));
  });
  return {
    polygon: { type: 'Polygon', coordinates: [ring] },
    places,
    areaM2: Math.round(Math.PI * radius * radius),
  };
}

async function insertSpecies(db: Kysely<Database>, book: Book, id: Id<'species'>): Promise<void> {
  const { latinName, names, nativeRange, needs, growth } = createSpeciesExample;
  await db
    .insertInto('species')
    .values({
      id,
      organization_id: book.organizationId,
      livemode: book.livemode,
      latin_name: latinName,
      names: JSON.stringify(names),
      native_range: JSON.stringify(nativeRange),
      needs: JSON.stringify(needs),
      currency: 'CNY',
      price_amount: 5_000,
      points: null,
      growth: JSON.stringify(growth),
      state: 'offered',
      created_at: new Date(),
      updated_at: new Date(),
    })
    .execute();
}

interface NewPlot extends LaidOut {
  readonly id: Id<'plot'>;
  readonly projectId: Id<'project'>;
  readonly country: string;
  readonly kinds: readonly Id<'species'>[];
}

async function insertPlot(db: Kysely<Database>, book: Book, plot: NewPlot): Promise<void> {
  const { id, projectId, country, kinds, polygon, places, areaM2 } = plot;
  const own = { organization_id: book.organizationId };
  const ring = polygon.coordinates[0] ?? [];
  const [longitudes, latitudes] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const { names, season, grid } = createPlotExample;
  await db
    .insertInto('plot')
    .values({
      ...own,
      id,
      livemode: book.livemode,
      project_id: projectId,
      names: JSON.stringify(names),
      country,
      partner: null,
      season: JSON.stringify(season),
      images: '[]',
      polygon: JSON.stringify(polygon),
      exclusions: '[]',
      grid: JSON.stringify(grid),
      west,
      south,
      east,
      north,
      centre_longitude: (west + east) / 2,
      centre_latitude: (south + north) / 2,
      area_m2: areaM2,
      places_total: places.length,
      state: 'open',
      created_at: new Date(),
      updated_at: new Date(),
    })
    .execute();
  await db
    .insertInto('plot_species')
    .values(kinds.map((kind, at) => ({ ...own, plot_id: id, ordinal: at + 1, species_id: kind })))
    .execute();
}

interface Stand {
  readonly plotId: Id<'plot'>;
  readonly kinds: readonly Id<'species'>[];
  /** Number of the first tree. */
  readonly from: number;
  readonly treesHere: number;
  readonly places: readonly Position[];
  readonly dice: () => number;
}

/** Places and trees as columns, a plot at a time: row by row a million would take many minutes. */
async function insertTrees(db: Kysely<Database>, book: Book, stand: Stand): Promise<void> {
  const { plotId, kinds, from, treesHere, places, dice } = stand;
  const { organizationId, livemode } = book;
  await sql`insert into place (organization_id, plot_id, number, longitude, latitude, state, tree_number)
    select ${organizationId}, ${plotId}, number, longitude, latitude,
      case when number <= ${treesHere} then 'taken' else 'free' end,
      case when number <= ${treesHere} then ${from} + number - 1 end
    from unnest(${places.map((_, at) => at + 1)}::integer[], ${places.map(([x]) => x)}::double precision[],
      ${places.map(([, y]) => y)}::double precision[]) as place (number, longitude, latitude)`.execute(
    db,
  );
  const trees = places.slice(0, treesHere).map((position) => {
    const [state, year] = fateOf(dice());
    const month = String(3 + Math.floor(dice() * 3)).padStart(2, '0');
    const day = String(1 + Math.floor(dice() * 28)).padStart(2, '0');
    return {
      id: newId('tree', ids),
      kind: kinds[dice() < 0.7 ? 0 : 1] ?? kinds[0],
      key: curveKey(position),
      state,
      plantedOn: state === 'planned' ? null : `${year}-${month}-${day}`,
    };
  });
  await sql`insert into tree (organization_id, livemode, number, id, plot_id, place_number, species_id,
      curve_key, state, planted_on, created_at, updated_at)
    select ${organizationId}, ${livemode}::boolean, ${from} + place - 1, id, ${plotId}, place, kind, key,
      state, planted_on, now(), now()
    from unnest(${trees.map((_, at) => at + 1)}::integer[], ${trees.map(({ id }) => id)}::text[],
      ${trees.map(({ kind }) => kind)}::text[], ${trees.map(({ key }) => key)}::bigint[],
      ${trees.map(({ state }) => state)}::text[], ${trees.map(({ plantedOn }) => plantedOn)}::date[])
      as tree (place, id, kind, key, state, planted_on)`.execute(db);
  const count = (...states: readonly TreeState[]) =>
    trees.filter(({ state }) => states.includes(state)).length;
  await db
    .updateTable('plot')
    .set({
      places_taken: treesHere,
      trees_planned: count('planned'),
      trees_planted: count('planted'),
      trees_established: count('established'),
      trees_grown: count('grown'),
      trees_ever_planted: count('planted', 'established', 'grown'),
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', plotId)
    .execute();
}

/** What became of a tree, and when it was planted: most in the last years, some not yet. */
function fateOf(chance: number): readonly [TreeState, number] {
  if (chance < 0.06) return ['planned', 0];
  if (chance < 0.4) return ['planted', chance < 0.25 ? 2_026 : 2_025];
  return chance < 0.85 ? ['established', 2_022 + (Math.floor(chance * 100) % 4)] : ['grown', 2_019];
}
