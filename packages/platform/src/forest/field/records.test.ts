// What a phone takes along: the trees that stand, page by page, and what was last seen of each.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Id, ReviewState, TreeState } from '@kindcart/contract';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { seedGrove } from '../trees/testing.ts';
import { type FieldTree, findFieldPlots, findFieldTrees } from './records.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});
const { book } = house.a;
const own = { organization_id: book.organizationId, livemode: false } as const;

let last = 0;

/** So many planted trees on a plot of their own. */
async function plant(count: number, plantedOn: string | null = '2026-04-05') {
  const numbers = Array.from({ length: count }, (_, at) => last + at + 1);
  last += count;
  const grove = await seedGrove(db, book, { numbers, plantedOn, places: 100 });
  const read = (after = 0, limit = 100) => findFieldTrees(db, book, grove.plotId, { after, limit });
  return { ...grove, numbers, read };
}

let key = 0;

/** Somebody sees a tree. */
async function see(
  treeId: Id<'tree'> | undefined,
  at: string,
  height_cm: number | null,
  review: ReviewState = 'clear',
): Promise<void> {
  key += 1;
  await db
    .insertInto('observation')
    .values({
      ...own,
      ...{ id: testId('observation'), tree_id: treeId ?? assert.fail(), key: `seen-${key}` },
      ...{ observed_at: new Date(at), alive: true, height_cm, crown_cm: null, review },
      ...{ longitude: null, latitude: null, accuracy_m: null, fingerprint: '', flags: '[]' },
      ...{ observer: 'Batu', note: null, photo_url: null, created_at: new Date() },
    })
    .execute();
}

test('shows trees with their place, kind and day of planting, and when to look', async () => {
  const { numbers, read } = await plant(1);
  const [tree] = await read();
  assert.deepEqual([tree?.number, tree?.place], [numbers[0], numbers[0]]);
  assert.deepEqual([tree?.plantedOn, tree?.nextOn], ['2026-04-05', '2026-10-05']);
  assert.deepEqual([tree?.lastHeightCm, tree?.lastSeenOn], [null, null]);
  assert.equal(tree?.speciesNames['zh-CN'], '梭梭');
  const [longitude = 0, latitude = 0] = tree?.position ?? [];
  assert.ok(Math.abs(longitude - 103.09) < 0.01 && Math.abs(latitude - 38.78) < 0.01);
});

for (const [state, shown] of [
  ['planned', false],
  ['planted', true],
  ['established', true],
  ['grown', true],
  ['lost', false],
  ['replaced', false],
] as const satisfies readonly (readonly [TreeState, boolean])[]) {
  test(`${shown ? 'shows' : 'does not show'} a tree that is ${state}`, async () => {
    const { treeIds, read } = await plant(2);
    await db
      .updateTable('tree')
      .set({ state })
      .where('id', '=', treeIds[0] ?? testId('tree'))
      .execute();
    assert.equal((await read()).length, shown ? 2 : 1);
  });
}

test('shows no plot on which nothing stands, and of each other how many do', async () => {
  const [three, none] = [await plant(3), await plant(2, null)];
  const plots = await findFieldPlots(db, book);
  assert.equal(plots.find(({ id }) => id === three.plotId)?.trees, 3);
  assert.ok(!plots.some(({ id }) => id === none.plotId));
  assert.deepEqual(await none.read(), []);
  const ids = plots.map(({ id }) => id);
  assert.deepEqual(ids, ids.toSorted());
});

test('hands out trees page by page, each once', async () => {
  const { numbers, read } = await plant(7);
  const found: FieldTree[] = [];
  for (;;) {
    const page = await read(found.at(-1)?.number, 3);
    found.push(...page);
    assert.ok(page.length <= 3);
    if (page.length < 3) break;
  }
  assert.deepEqual(
    found.map(({ number }) => number),
    numbers,
  );
  assert.deepEqual(await read(999_999_999_999_999), []);
});

const seen: readonly [
  what: string,
  looks: readonly Parameters<typeof see>[],
  cm: number | null,
  day: string,
][] = [
  [
    'the latest height of two, whichever was told first',
    [
      [undefined, '2026-09-01T08:00:00Z', 80],
      [undefined, '2026-06-01T08:00:00Z', 60],
    ],
    80,
    '2026-09-01',
  ],
  [
    'the last height, though it was only looked at since',
    [
      [undefined, '2026-06-01T08:00:00Z', 60],
      [undefined, '2026-09-01T08:00:00Z', null],
    ],
    60,
    '2026-09-01',
  ],
  [
    'no height that waits to be looked at',
    [
      [undefined, '2026-06-01T08:00:00Z', 60],
      [undefined, '2026-09-01T08:00:00Z', 900, 'open'],
    ],
    60,
    '2026-09-01',
  ],
  [
    'no height that was set aside',
    [[undefined, '2026-06-01T08:00:00Z', 900, 'set_aside']],
    null,
    '2026-06-01',
  ],
  [
    'a height that was odd and kept',
    [[undefined, '2026-06-01T08:00:00Z', 300, 'kept']],
    300,
    '2026-06-01',
  ],
  ['a day as it is in UTC', [[undefined, '2026-06-01T23:59:59.999Z', 60]], 60, '2026-06-01'],
];

for (const [what, looks, cm, day] of seen) {
  test(`knows ${what}`, async () => {
    const { treeIds, read } = await plant(2);
    for (const [, at, height, review] of looks) await see(treeIds[0], at, height, review);
    const [first, second] = await read();
    assert.deepEqual([first?.lastHeightCm, first?.lastSeenOn], [cm, day]);
    assert.deepEqual([second?.lastHeightCm, second?.lastSeenOn], [null, null]);
    assert.notEqual(first?.nextOn, second?.nextOn);
  });
}

test('shows nothing of another charity, nor of live data', async () => {
  const { plotId } = await plant(1);
  for (const other of [house.b.book, { ...book, livemode: true }]) {
    assert.ok(!(await findFieldPlots(db, other)).some(({ id }) => id === plotId));
    assert.deepEqual(await findFieldTrees(db, other, plotId, { after: 0, limit: 10 }), []);
  }
});
