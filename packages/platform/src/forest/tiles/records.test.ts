// What lies in a tile, as it is read: trees, groups of them, land, and when it is another forest.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Position, treeStates } from '@kindcart/contract';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { seedLand } from '../testing.ts';
import { countRound } from './counts.ts';
import { cellOf, keysWithin } from './curve.ts';
import { boundsOf } from './projection.ts';
import { findClusters, findPlots, findTrees, forestVersion } from './records.ts';
import type { Filters } from './rules.ts';
import { seedTrees } from './testing/trees.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});
const { book } = house.a;
const projectId = (await house.stage.project()).id;
const [saxaul, poplar] = [testId('species'), testId('species')];
const [north, south] = [testId('plot'), testId('plot')];
const at: Position = [103.09, 38.78];
await seedLand(db, book, { speciesId: saxaul, plotId: north, projectId, places: 100, from: at });
await seedLand(db, book, {
  speciesId: poplar,
  plotId: south,
  projectId,
  places: 300,
  from: [103.09, 38.6],
});
await seedTrees(db, book, {
  ...{ plotId: north, speciesId: saxaul, from: 1 },
  trees: [
    { state: 'planned', plantedOn: null },
    { state: 'planted', plantedOn: '2023-12-31' },
    { state: 'established', plantedOn: '2024-01-01' },
    { state: 'grown', plantedOn: '2024-12-31' },
    { state: 'planted', plantedOn: '2025-01-01' },
    { state: 'lost', plantedOn: '2024-06-01' },
    { state: 'replaced', plantedOn: '2024-06-01' },
  ],
});
await seedTrees(db, book, {
  ...{ plotId: south, speciesId: poplar, from: 100 },
  trees: [{ state: 'planted', plantedOn: '2024-06-01' }],
});
while ((await countRound(db)) > 0);

const all: Filters = { speciesIds: null, from: null, until: null };
const whole = cellOf(at, 8);

async function numbersOf(filters: Partial<Filters>): Promise<number[]> {
  const found = await findTrees(db, book, whole, { ...all, ...filters });
  return found.flatMap(([, trees]) => trees.map(({ number }) => number));
}

const asked: readonly [what: string, filters: Partial<Filters>, numbers: number[]][] = [
  ['all that stand or are to come', {}, [1, 2, 3, 4, 5, 100]],
  ['one kind', { speciesIds: [poplar] }, [100]],
  ['two kinds', { speciesIds: [poplar, saxaul] }, [1, 2, 3, 4, 5, 100]],
  ['no kind', { speciesIds: [] }, []],
  ['a kind of nobody', { speciesIds: [testId('species')] }, []],
  ['those from a year on, from its first day', { from: 2024 }, [3, 4, 5, 100]],
  ['those until a year, to its last day', { until: 2024 }, [2, 3, 4, 100]],
  ['those of one year', { from: 2024, until: 2024 }, [3, 4, 100]],
  ['one kind of one year', { speciesIds: [saxaul], from: 2024, until: 2024 }, [3, 4]],
  ['years the wrong way round', { from: 2025, until: 2024 }, []],
  ['the last year that there is', { from: 9_999 }, []],
];

for (const [what, filters, numbers] of asked) {
  test(`reads ${what}, one by one and in groups alike`, async () => {
    assert.deepEqual(await numbersOf(filters), numbers);
    for (const level of [8, 12, 16, 22]) {
      const groups = await findClusters(db, book, whole, level, { ...all, ...filters });
      const trees = groups.reduce((sum, group) => sum + group.trees, 0);
      assert.equal(trees, numbers.length, `level ${level}`);
      const planned = groups.reduce((sum, group) => sum + group.planned, 0);
      assert.equal(planned, numbers.includes(1) ? 1 : 0, `level ${level}`);
    }
  });
}

test('reads of each tree its state, its day and where it is', async () => {
  const [[, trees] = []] = await findTrees(db, book, whole, { ...all, speciesIds: [saxaul] });
  assert.deepEqual(
    trees?.map(({ state, plantedDay }) => [treeStates[state], plantedDay]),
    [
      ['planned', null],
      ['planted', Date.parse('2023-12-31') / 86_400_000],
      ['established', Date.parse('2024-01-01') / 86_400_000],
      ['grown', Date.parse('2024-12-31') / 86_400_000],
      ['planted', Date.parse('2025-01-01') / 86_400_000],
    ],
  );
  const [first, beyond] = keysWithin(whole);
  for (const { curveKey, spot } of trees ?? []) {
    assert.ok(curveKey >= first && curveKey < beyond);
    assert.ok(spot !== null && spot >= 0 && spot < 65_536);
  }
});

test('reads no tree of the tile beside, of live data, or of another charity', async () => {
  const beside = { ...whole, x: whole.x + 1 };
  assert.deepEqual(await findTrees(db, book, beside, all), []);
  assert.deepEqual(await findClusters(db, book, beside, 12, all), []);
  for (const other of [house.b.book, { ...book, livemode: true }]) {
    assert.deepEqual(await findTrees(db, other, whole, all), []);
    assert.deepEqual(await findClusters(db, other, whole, 12, all), []);
    assert.deepEqual(await findPlots(db, other, boundsOf(whole), true), []);
  }
});

test('reads the largest plots first, and their land only where it is drawn', async () => {
  const plots = await findPlots(db, book, boundsOf(whole), false);
  assert.deepEqual(
    plots.map(({ id, polygon }) => [id, polygon]),
    [
      [south, null],
      [north, null],
    ],
  );
  const drawn = await findPlots(db, book, boundsOf(whole), true);
  for (const { polygon } of drawn) assert.equal(polygon?.type, 'Polygon');
});

for (const [what, bounds, found] of [
  ['that touch it at a corner', [103, 38.7, 103.09, 38.78], [north]],
  ['that lie within it', [103, 38.7, 104, 38.9], [north]],
  ['that it lies within', [103.0905, 38.78, 103.0905, 38.78], [north]],
  ['to its west', [103.2, 38.7, 104, 38.9], []],
  ['to its south', [103, 38.79, 104, 38.9], []],
] as const) {
  test(`${found.length === 0 ? 'leaves out' : 'reads'} plots ${what}`, async () => {
    const plots = await findPlots(db, book, bounds, true);
    assert.deepEqual(
      plots.map(({ id }) => id),
      found,
    );
  });
}

test('has another version once a tree is counted anew or a plot changes, and only for its own', async () => {
  const live = { ...book, livemode: true };
  const versions = () =>
    Promise.all([book, live, house.b.book].map((forest) => forestVersion(db, forest)));
  const seen = [await versions()];
  assert.deepEqual(await versions(), seen[0]);
  await db.updateTable('tree').set({ planted_on: '2025-02-02' }).where('number', '=', 5).execute();
  await db.updateTable('tree').set({ unfolded: true }).where('number', '=', 5).execute();
  while ((await countRound(db)) > 0);
  seen.push(await versions());
  await db
    .updateTable('plot')
    .set({ updated_at: new Date('2026-11-02') })
    .where('id', '=', south)
    .execute();
  seen.push(await versions());
  assert.equal(new Set(seen.map(([own]) => own)).size, 3);
  assert.equal(new Set(seen.map(([, ...others]) => others.join())).size, 1);
});
