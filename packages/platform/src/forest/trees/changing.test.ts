// What becomes of trees, on a database: stages, counts of the plot and successors in one commit.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { ChangeTreeState } from '@kindcart/contract';
import { makeTenant, testDatabase, testId } from '../../testing/platform.ts';
import { changeTrees } from './changing.ts';
import { type Grove, seedGrove } from './testing.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());

const parts = {
  db,
  now: () => new Date('2026-11-23T08:00:00Z'),
  newTreeId: () => testId('tree'),
};

/** A forest of its own, of so many trees. */
async function forestOf(count: number, plantedOn: string | null) {
  const { book } = await makeTenant(database, 'Changed');
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const grove = await seedGrove(db, book, { places: count + 5, numbers, plantedOn });
  const become = (number: number, state: ChangeTreeState['state'], on = '2026-06-01') =>
    changeTrees(parts, book, { number }, { state, on, note: 'Seen', photoUrl: null });
  return { book, grove, become };
}

async function countsOf({ plotId }: Grove) {
  const { trees_planned, trees_planted, trees_established, trees_grown, ...rest } = await db
    .selectFrom('plot')
    .selectAll()
    .where('id', '=', plotId)
    .executeTakeFirstOrThrow();
  const { trees_lost, trees_ever_planted, places_taken } = rest;
  return [
    trees_planned,
    trees_planted,
    trees_established,
    trees_grown,
    trees_lost,
    trees_ever_planted,
    places_taken,
  ];
}

async function stagesOf(treeId: string) {
  const rows = await db
    .selectFrom('tree_stage')
    .select(['state', 'on_day', 'note'])
    .where('tree_id', '=', treeId as Grove['treeIds'][number])
    .orderBy('ordinal')
    .execute();
  return rows.map(({ state, on_day }) => `${state} ${on_day}`);
}

test('goes the whole way of a tree, and the counts of its plot with it', async () => {
  const { grove, become } = await forestOf(1, null);
  assert.deepEqual(await countsOf(grove), [1, 0, 0, 0, 0, 0, 1]);
  const way: readonly [ChangeTreeState['state'], string, readonly number[]][] = [
    ['planted', '2025-04-05', [0, 1, 0, 0, 0, 1, 1]],
    ['established', '2025-10-01', [0, 0, 1, 0, 0, 1, 1]],
    ['grown', '2026-05-01', [0, 0, 0, 1, 0, 1, 1]],
    ['lost', '2026-06-01', [0, 0, 0, 0, 1, 1, 1]],
    ['replaced', '2026-07-01', [1, 0, 0, 0, 1, 1, 1]],
  ];
  for (const [state, on, counts] of way) {
    const [changed] = await become(1, state, on);
    assert.deepEqual([changed?.number, changed?.refusal], [1, null]);
    assert.deepEqual(await countsOf(grove), counts, state);
  }
  assert.deepEqual(await stagesOf(grove.treeIds[0] ?? ''), [
    'planned 2025-01-01',
    'planted 2025-04-05',
    'established 2025-10-01',
    'grown 2026-05-01',
    'lost 2026-06-01',
    'replaced 2026-07-01',
  ]);
});

test('has the counts of tiles look again at whatever changed', async () => {
  const { book, grove, become } = await forestOf(2, null);
  await db
    .updateTable('tree')
    .set({ unfolded: false })
    .where('organization_id', '=', book.organizationId)
    .execute();
  await become(2, 'planted');
  const rows = await db
    .selectFrom('tree')
    .select(['number', 'unfolded', 'planted_on'])
    .where('plot_id', '=', grove.plotId)
    .orderBy('number')
    .execute();
  assert.deepEqual(rows, [
    { number: 1, unfolded: false, planted_on: null },
    { number: 2, unfolded: true, planted_on: '2026-06-01' },
  ]);
});

test('plants a successor at the same place for the same adopter, once, however often it is told', async () => {
  const { book, grove, become } = await forestOf(1, '2025-04-05');
  await become(1, 'lost');
  await Promise.all([become(1, 'replaced'), become(1, 'replaced'), become(1, 'replaced')]);
  const trees = await db
    .selectFrom('tree')
    .select(['number', 'place_number', 'state', 'replaces', 'replaced_by', 'planted_on'])
    .where('organization_id', '=', book.organizationId)
    .orderBy('number')
    .execute();
  assert.deepEqual(trees, [
    {
      ...{ number: 1, place_number: 1, state: 'replaced', replaces: null, replaced_by: 2 },
      planted_on: '2025-04-05',
    },
    {
      number: 2,
      place_number: 1,
      state: 'planned',
      replaces: 1,
      replaced_by: null,
      planted_on: null,
    },
  ]);
  const place = await db
    .selectFrom('place')
    .select(['state', 'tree_number'])
    .where('plot_id', '=', grove.plotId)
    .where('number', '=', 1)
    .executeTakeFirst();
  assert.deepEqual(place, { state: 'taken', tree_number: 2 });
  assert.deepEqual(await countsOf(grove), [1, 0, 0, 0, 1, 1, 1]);
});

test('is the same when it is told again, and changes nothing that is refused', async () => {
  const { grove, become } = await forestOf(1, null);
  await become(1, 'planted', '2026-04-05');
  const before = await countsOf(grove);
  const [again] = await become(1, 'planted', '2026-05-05');
  assert.equal(again?.refusal, null);
  const [wrong] = await become(1, 'grown');
  assert.equal(wrong?.refusal?.field, 'state');
  const [early] = await become(1, 'established', '2026-04-04');
  assert.equal(early?.refusal?.field, 'on');
  assert.deepEqual(await countsOf(grove), before);
  assert.deepEqual(await stagesOf(grove.treeIds[0] ?? ''), [
    'planned 2025-01-01',
    'planted 2026-04-05',
  ]);
});

test('tells of a whole planting day at once, and of those that were not to be planted', async () => {
  const { book, grove, become } = await forestOf(30, null);
  await become(3, 'planted', '2026-03-01');
  await become(4, 'planted', '2026-03-01');
  await become(4, 'lost', '2026-04-01');
  const day = { state: 'planted', on: '2026-06-01', note: 'Planting day', photoUrl: null } as const;
  const range = { plotId: grove.plotId, from: 2, to: 20 };
  const changed = await changeTrees(parts, book, range, day);
  assert.equal(changed.length, 19);
  assert.deepEqual(
    changed.filter(({ refusal }) => refusal !== null).map(({ number }) => number),
    [4],
  );
  assert.deepEqual(await countsOf(grove), [11, 18, 0, 0, 1, 19, 30]);
  assert.deepEqual((await stagesOf(grove.treeIds[2] ?? '')).at(-1), 'planted 2026-03-01');
});

test('has right counts when many change the same trees at once', async () => {
  const { book, grove, become } = await forestOf(12, null);
  const day = { state: 'planted', on: '2026-06-01', note: 'Day', photoUrl: null } as const;
  const ranges = [1, 4, 7].map((from) =>
    changeTrees(parts, book, { plotId: grove.plotId, from, to: from + 5 }, day),
  );
  const single = [5, 8, 12, 5].map((number) => become(number, 'planted'));
  await Promise.all([...ranges, ...single]);
  assert.deepEqual(await countsOf(grove), [0, 12, 0, 0, 0, 12, 12]);
  for (const id of grove.treeIds) assert.equal((await stagesOf(id)).length, 2);
});

test('knows no tree of another book', async () => {
  const { become } = await forestOf(1, null);
  assert.deepEqual(await become(2, 'planted'), []);
});
