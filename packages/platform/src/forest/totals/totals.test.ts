// The forest in numbers: from the counts of plots and tiles alone, and kept for a moment.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { ChangeTreeState, Id } from '@kindcart/contract';
import { sql } from 'kysely';
import type { Book } from '../../ledger/rules.ts';
import { makeTenant, testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { changeTrees } from '../trees/changing.ts';
import { seedGrove } from '../trees/testing.ts';
import { countForest } from './records.ts';
import { keepMs } from './routes.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

const now = new Date('2026-11-23T08:00:00Z');
const newBook = async () => (await makeTenant(database, 'Counted')).book;
const empty = {
  trees: { adopted: 0, planned: 0, planted: 0, lost: 0 },
  ...{ species: [], years: [], plots: 0, countries: [], bounds: null },
  asOf: now.toISOString(),
};

/** Says of a tree what it became. */
async function become(book: Book, number: number, ...states: ChangeTreeState['state'][]) {
  const parts = { db, now: () => now, newTreeId: () => testId('tree') };
  for (const state of states) {
    const change = { state, on: '2026-06-01', note: 'Seen', photoUrl: null };
    const [changed] = await changeTrees(parts, book, { number }, change);
    assert.equal(changed?.refusal, null);
  }
}

test('counts a forest that is not there as empty', async () => {
  assert.deepEqual(await countForest(db, await newBook(), now), empty);
});

const lives: readonly [states: ChangeTreeState['state'][], counts: readonly number[]][] = [
  [[], [3, 3, 0, 0]],
  [['planted'], [3, 2, 1, 0]],
  [
    ['planted', 'established'],
    [3, 2, 1, 0],
  ],
  [
    ['planted', 'established', 'grown'],
    [3, 2, 1, 0],
  ],
  [
    ['planted', 'lost'],
    [3, 2, 0, 1],
  ],
  [
    ['planted', 'established', 'grown', 'lost'],
    [3, 2, 0, 1],
  ],
  [
    ['planted', 'lost', 'replaced'],
    [3, 3, 0, 1],
  ],
];

for (const [states, counts] of lives) {
  const life = states.length === 0 ? 'only planned' : states.join(', ');
  test(`counts three trees of which one was ${life}`, async () => {
    const book = await newBook();
    await seedGrove(db, book, { places: 5, numbers: [1, 2, 3], plantedOn: null });
    await become(book, 2, ...states);
    const { adopted, planned, planted, lost } = (await countForest(db, book, now)).trees;
    assert.deepEqual([adopted, planned, planted, lost], counts);
  });
}

test('counts a successor that was planted as standing, and its place once', async () => {
  const book = await newBook();
  await seedGrove(db, book, { places: 2, numbers: [1], plantedOn: '2025-04-05' });
  await become(book, 1, 'lost', 'replaced');
  await become(book, 2, 'planted');
  const { trees } = await countForest(db, book, now);
  assert.deepEqual(trees, { adopted: 1, planned: 0, planted: 1, lost: 1 });
});

test('adds plots up, names each country once, and spans all of them', async () => {
  const book = await newBook();
  const groves = [
    await seedGrove(db, book, { places: 3, numbers: [1, 2], plantedOn: '2025-04-05' }),
    await seedGrove(db, book, { places: 5, numbers: [3, 4, 5], plantedOn: null }),
    await seedGrove(db, book, { places: 6, numbers: [6], plantedOn: null }),
  ];
  const places = [
    ['MN', 100, 40, 101, 41],
    ['CN', -20, -5, -19, 50],
    ['MN', 170, 10, 179, 12],
  ] as const;
  for (const [at, [country, west, south, east, north]] of places.entries()) {
    const plotId = groves[at]?.plotId ?? assert.fail();
    const moved = { country, west, south, east, north };
    await db.updateTable('plot').set(moved).where('id', '=', plotId).execute();
  }
  const { trees, plots, countries, bounds } = await countForest(db, book, now);
  assert.deepEqual(trees, { adopted: 6, planned: 4, planted: 2, lost: 0 });
  assert.deepEqual([plots, countries], [3, ['CN', 'MN']]);
  assert.deepEqual(bounds, [-20, -5, 179, 50]);
});

/** Trees that the tiles have counted: level, cell, kind, year of planting, how many. */
type Counted = readonly [level: number, cell: number, kind: Id<'species'>, year: number, n: number];

async function countedInTiles({ organizationId, livemode }: Book, rows: readonly Counted[]) {
  for (const [level, cell, kind, year, trees] of rows) {
    await sql`insert into tree_count
      (organization_id, livemode, level, cell, species_id, year, trees, across, down)
      values (${organizationId}, ${livemode}, ${level}, ${cell}, ${kind}, ${year}, ${trees}, 0, 0)`.execute(
      db,
    );
  }
}

test('adds kinds and years up over the widest cells, and leaves out what is not planted yet', async () => {
  const book = await newBook();
  const [pine, saxaul] = [testId('species'), testId('species')].sort();
  assert.ok(pine !== undefined && saxaul !== undefined);
  await countedInTiles(book, [
    [4, 1, pine, 2025, 10],
    [4, 2, pine, 2025, 5],
    [4, 2, pine, 2026, 2],
    [4, 2, saxaul, 2024, 7],
    [4, 2, saxaul, 0, 1_000],
    [6, 9, saxaul, 2024, 7],
    [22, 9_999, pine, 2023, 50],
  ]);
  await countedInTiles({ ...book, livemode: true }, [[4, 1, pine, 2020, 99]]);
  await countedInTiles(await newBook(), [[4, 1, pine, 2019, 99]]);
  const { species, years } = await countForest(db, book, now);
  assert.deepEqual(species, [
    { speciesId: pine, trees: 17 },
    { speciesId: saxaul, trees: 7 },
  ]);
  assert.deepEqual(years, [
    { year: 2024, trees: 7 },
    { year: 2025, trees: 15 },
    { year: 2026, trees: 2 },
  ]);
});

test('counts further than a plain integer goes', async () => {
  const book = await newBook();
  const kind = testId('species');
  const most = 2_147_483_647;
  await countedInTiles(book, [
    [4, 1, kind, 2025, most],
    [4, 2, kind, 2025, most],
  ]);
  const { species, years } = await countForest(db, book, now);
  assert.deepEqual([species[0]?.trees, years[0]?.trees], [2 * most, 2 * most]);
  const { plotId } = await seedGrove(db, book, { numbers: [1], plantedOn: null });
  const many = { trees_planted: most, trees_established: most, trees_grown: most };
  await db.updateTable('plot').set(many).where('id', '=', plotId).execute();
  assert.equal((await countForest(db, book, now)).trees.planted, 3 * most);
});

async function askForest(key = house.a.test.publishable) {
  const answer = await house.stage.ask(
    'getForest',
    {},
    { key, headers: { Origin: 'https://charity.example' } },
  );
  return answer.ok ? answer.value : assert.fail(answer.text);
}

test('counts once for all who ask at once, and each forest by itself', async () => {
  const [one, other] = await Promise.all([askForest(), askForest()]);
  assert.deepEqual(one, other);
  await seedGrove(db, house.a.book, { numbers: [1, 2], plantedOn: null });
  house.clock.advance(keepMs);
  const { trees, asOf } = await askForest();
  assert.equal(trees.adopted, one.trees.adopted + 2);
  assert.ok(asOf > one.asOf);
  for (const key of [house.b.test.publishable, house.a.live.publishable]) {
    assert.equal((await askForest(key)).trees.adopted, 0);
  }
});

test('counts anew after it could not count, and does not keep the failure', async () => {
  house.clock.advance(keepMs);
  await sql`alter table tree_count rename to tree_count_gone`.execute(db);
  const failed = await house.stage.ask('getForest', {});
  await sql`alter table tree_count_gone rename to tree_count`.execute(db);
  assert.ok(!failed.ok);
  assert.equal(failed.problem.code, 'internal');
  assert.ok((await askForest()).plots > 0);
});
