// Trees as pages see them: who is named, which picture is shown, and when somebody looks again.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  createCharityItemExample,
  createMerchantExample,
  type Id,
  type RecordObservation,
  recordObservationExample,
} from '@kindcart/contract';
import { sql } from 'kysely';
import { insertItem } from '../../commerce/items/records.ts';
import { insertMerchant } from '../../commerce/merchants/records.ts';
import { makeTenant, testDatabase, testId } from '../../testing/platform.ts';
import { recordObservations } from '../observations/recording.ts';
import { changeTrees } from './changing.ts';
import { readTrees } from './reading.ts';
import { seedGrove } from './testing.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());

const now = () => new Date('2026-11-23T08:00:00Z');
const parts = {
  ...{ db, now, ownUrl: () => 'https://give.example' },
  newTreeId: () => testId('tree'),
  newObservationId: () => testId('observation'),
};

/** A forest of its own, of trees that were planted on a day. */
async function forestOf(count: number, plantedOn: string | null) {
  const { book } = await makeTenant(database, 'Read');
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const grove = await seedGrove(db, book, { numbers, plantedOn });
  const read = async (number = 1) => {
    const [tree] = await readTrees(parts, book, { numbers: [number] });
    return tree ?? assert.fail(`There is no tree ${number}`);
  };
  let told = 0;
  const see = (changes: Partial<RecordObservation>) => {
    told += 1;
    const key = `key_${String(told).padStart(8, '0')}`;
    const one = { ...recordObservationExample, key, treeNumber: 1, location: null, ...changes };
    return recordObservations(parts, book, [one]);
  };
  return { book, grove, read, see };
}

type Forest = Awaited<ReturnType<typeof forestOf>>;

/** A charity item of a shop of that name. */
async function itemOf({ book }: Forest, name: string): Promise<Id<'charityItem'>> {
  const [merchantId, itemId] = [testId('merchant'), testId('charityItem')];
  await insertMerchant(db, book, merchantId, { ...createMerchantExample, name }, now());
  const item = { ...createCharityItemExample, name: 'Trees', merchantId };
  await insertItem(db, book, itemId, item, now());
  return itemId;
}

/** Says that tree 1 is of an adoption that no donor pays for. */
async function adoptFrom({ book, grove }: Forest, adopter: 'shop' | 'points', source: string) {
  const id = testId('adoption');
  await db
    .insertInto('adoption')
    .values({
      organization_id: book.organizationId,
      ...{ id, livemode: false, plot_id: grove.plotId, species_id: grove.speciesId },
      ...{ place_number: 1, moved_from: null, state: 'adopted', held_until: null },
      ...{ currency: 'CNY', price_amount: 2_500, share_count: 1, team_name: null, gift: null },
      ...{ adopter, source, held_by: null, tree_number: 1 },
      ...{ created_at: now(), updated_at: now() },
    })
    .execute();
  await db
    .updateTable('tree')
    .set({ adoption_id: id })
    .where('organization_id', '=', book.organizationId)
    .where('number', '=', 1)
    .execute();
}

test('names the shop on a tree that its orders gave, whatever the charity item is called', async () => {
  const forest = await forestOf(2, '2026-04-05');
  await adoptFrom(forest, 'shop', `${await itemOf(forest, '茶 & “Tea”')}:12`);
  assert.deepEqual((await forest.read()).adopter, {
    kind: 'shop',
    names: ['茶 & “Tea”'],
    shares: 1,
    teamName: null,
    giftTo: null,
    giftMessage: null,
  });
  assert.deepEqual((await forest.read(2)).adopter.names, []);
});

test('names the shop on the successor of its tree too', async () => {
  const forest = await forestOf(1, '2026-04-05');
  await adoptFrom(forest, 'shop', `${await itemOf(forest, 'Tea')}:1`);
  for (const state of ['lost', 'replaced'] as const) {
    const change = { state, on: '2026-06-01', note: 'Dry year', photoUrl: null };
    await changeTrees(parts, forest.book, { number: 1 }, change);
  }
  assert.deepEqual((await forest.read(2)).adopter.names, ['Tea']);
});

test('takes a successor for planned on the day of which that is told, and lets it be planted then', async () => {
  const { book, read } = await forestOf(1, '2025-04-05');
  const told = [
    [1, 'lost', '2025-09-01'],
    [1, 'replaced', '2026-03-01'],
    [2, 'planted', '2026-04-05'],
  ] as const;
  for (const [number, state, on] of told) {
    const change = { state, on, note: 'Told late', photoUrl: null };
    const [changed] = await changeTrees(parts, book, { number }, change);
    assert.equal(changed?.refusal, null);
  }
  const { stages, plantedOn } = await read(2);
  assert.deepEqual(
    stages.map(({ state, on }) => `${state} ${on}`),
    ['planned 2026-03-01', 'planted 2026-04-05'],
  );
  assert.equal(plantedOn, '2026-04-05');
});

test("names no shop of another organization, nor one for a donor's points", async () => {
  const [forest, other] = [await forestOf(1, null), await forestOf(1, null)];
  const foreign = await itemOf(other, 'Foreign');
  await adoptFrom(forest, 'shop', `${foreign}:1`);
  assert.deepEqual((await forest.read()).adopter, {
    ...(await other.read()).adopter,
    kind: 'shop',
  });
  await adoptFrom(other, 'points', `points:${foreign}`);
  const { kind, names } = (await other.read()).adopter;
  assert.deepEqual([kind, names], ['points', []]);
});

const photo = (name: string) => `https://give.example/photos/${name}`;

const pictures: readonly [
  what: string,
  seen: readonly Partial<RecordObservation>[],
  stage: string | null,
  shown: string | null,
][] = [
  ['none where there is none', [{}], null, null],
  ['that of its stage', [{}], photo('stage'), photo('stage')],
  [
    'that of an observation after its stage',
    [{ observedAt: '2026-06-01T00:00:01Z', photoUrl: photo('after') }],
    photo('stage'),
    photo('after'),
  ],
  [
    'that of its stage after an observation',
    [{ observedAt: '2026-05-31T23:59:59Z', photoUrl: photo('before') }],
    photo('stage'),
    photo('stage'),
  ],
  [
    'the newest of several, whenever they were told',
    [
      { observedAt: '2026-09-01T00:00:00Z', photoUrl: photo('newest') },
      { observedAt: '2026-07-01T00:00:00Z', photoUrl: photo('older') },
      { observedAt: '2026-10-01T00:00:00Z', photoUrl: null },
    ],
    null,
    photo('newest'),
  ],
  [
    'none that waits to be looked at',
    [{ observedAt: '2026-09-01T00:00:00Z', heightCm: 19_000, photoUrl: photo('odd') }],
    null,
    null,
  ],
];

for (const [what, seen, stage, shown] of pictures) {
  test(`shows as the latest picture ${what}`, async () => {
    const { book, read, see } = await forestOf(1, '2026-04-05');
    const change = {
      state: 'established',
      on: '2026-06-01',
      note: 'Seen',
      photoUrl: stage,
    } as const;
    await changeTrees(parts, book, { number: 1 }, change);
    for (const each of seen) await see(each);
    assert.equal((await read()).latestPhoto?.url ?? null, shown);
  });
}

test('says when a standing tree is looked at next, from the day on which it was seen last', async () => {
  const { book, read, see } = await forestOf(1, '2026-04-05');
  assert.equal((await read()).nextObservationOn, '2026-10-05');
  await see({ observedAt: '2026-10-12T02:30:00Z' });
  await see({ observedAt: '2026-08-01T02:30:00Z' });
  assert.equal((await read()).nextObservationOn, '2027-04-12');
  const lost = { state: 'lost', on: '2026-11-01', note: 'Gone', photoUrl: null } as const;
  await changeTrees(parts, book, { number: 1 }, lost);
  const { nextObservationOn, size, observations } = await read();
  assert.deepEqual([nextObservationOn, size, observations.length], [null, null, 2]);
});

test('shows observations of one moment in one order, the one told last first', async () => {
  const { read, see } = await forestOf(2, '2024-04-05');
  const observedAt = '2026-10-12T02:30:00Z';
  for (const heightCm of [60, 61, 62]) await see({ observedAt, heightCm });
  await see({ observedAt, heightCm: 99, treeNumber: 2 });
  const heights = async (number: number) =>
    (await read(number)).observations.map(({ heightCm }) => heightCm);
  assert.deepEqual([await heights(1), await heights(2)], [[62, 61, 60], [99]]);
});

test('reads nothing where nothing is asked for, and no tree of the other mode', async () => {
  const { book, grove } = await forestOf(1, null);
  assert.deepEqual(await readTrees(parts, book, { ids: [] }), []);
  const live = { ...book, livemode: true };
  assert.deepEqual(await readTrees(parts, live, { ids: grove.treeIds }), []);
  await sql`update tree set livemode = true where id = ${grove.treeIds[0]}`.execute(db);
  assert.equal((await readTrees(parts, live, { ids: grove.treeIds }))[0]?.livemode, true);
});
