// Places held, held again, taken over and given back, on a database.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Id } from '@kindcart/contract';
import { makeTenant, testDatabase, testId } from '../../testing/platform.ts';
import { seedGrove } from '../trees/testing.ts';
import { freePlace, holdAnyPlace, holdPlace, holdWanted } from './places.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());

const { book } = await makeTenant(database, 'Places');
const { organizationId } = book;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 8, minute));

/** A plot of places, all free or the first taken by a tree, and hands on it. */
async function plotOf(places: number, taken: 0 | 1 = 0) {
  const { book: own } = await makeTenant(database, 'Plot');
  const { plotId } = await seedGrove(db, own, { places, numbers: [1], plantedOn: null });
  if (taken === 0) {
    const freed = { state: 'free', tree_number: null } as const;
    await db.updateTable('place').set(freed).where('plot_id', '=', plotId).execute();
  }
  const holdOf = (adoptionId: Id<'adoption'>, minute: number) => ({
    organizationId: own.organizationId,
    ...{ plotId, adoptionId, now: at(minute), until: at(minute + 15) },
  });
  return {
    holdOf,
    own: (adoptionId: Id<'adoption'>) => ({
      organizationId: own.organizationId,
      plotId,
      adoptionId,
    }),
    place: (number: number) =>
      db
        .selectFrom('place')
        .select(['state', 'held_until', 'adoption_id', 'tree_number'])
        .where('plot_id', '=', plotId)
        .where('number', '=', number)
        .executeTakeFirstOrThrow(),
  };
}

const [ada, bob] = [testId('adoption'), testId('adoption')];

test('holds a free place until the time, and writes for whom', async () => {
  const { holdOf, place } = await plotOf(2);
  assert.equal(await holdPlace(db, holdOf(ada, 0), 2), true);
  assert.deepEqual(await place(2), {
    state: 'held',
    held_until: at(15),
    adoption_id: ada,
    tree_number: null,
  });
  assert.equal((await place(1)).state, 'free');
});

test('holds nothing that is not there, or belongs to a plot of another organization', async () => {
  const { holdOf } = await plotOf(2);
  for (const number of [0, -1, 3, 2_147_483_647]) {
    assert.equal(await holdPlace(db, holdOf(ada, 0), number), false);
  }
  assert.equal(await holdPlace(db, { ...holdOf(ada, 0), organizationId }, 1), false);
  assert.equal(await holdAnyPlace(db, { ...holdOf(ada, 0), organizationId }), null);
  assert.equal(await holdAnyPlace(db, { ...holdOf(ada, 0), plotId: testId('plot') }), null);
});

const again: readonly [who: Id<'adoption'>, minute: number, isHeld: boolean, why: string][] = [
  [ada, 5, true, 'it is her own'],
  [bob, 5, false, 'she has it'],
  [bob, 14, false, 'she has it still'],
  [bob, 15, true, 'her time is over'],
  [ada, 20, true, 'nobody else came'],
];

for (const [who, minute, isHeld, why] of again) {
  const name = who === ada ? 'Ada' : 'Bob';
  test(`${isHeld ? 'gives' : 'refuses'} ${name} in minute ${minute} the place that Ada holds until 15: ${why}`, async () => {
    const { holdOf, place } = await plotOf(1);
    assert.ok(await holdPlace(db, holdOf(ada, 0), 1));
    assert.equal(await holdPlace(db, holdOf(who, minute), 1), isHeld);
    const { held_until, adoption_id } = await place(1);
    const expected = isHeld ? [at(minute + 15), who] : [at(15), ada];
    assert.deepEqual([held_until, adoption_id], expected);
  });
}

test('never holds a place that a tree has, for anybody', async () => {
  const { holdOf, place } = await plotOf(1, 1);
  const before = await place(1);
  assert.equal(await holdPlace(db, holdOf(ada, 0), 1), false);
  assert.equal(await holdAnyPlace(db, holdOf(ada, 0)), null);
  assert.deepEqual(await place(1), before);
});

test('finds the first free place by number, then those whose time is over, the longest over first', async () => {
  const { holdOf } = await plotOf(5, 1);
  assert.ok(await holdPlace(db, holdOf(ada, 2), 2));
  assert.ok(await holdPlace(db, holdOf(bob, 1), 3));
  const found = [];
  for (let count = 0; count < 5; count += 1) {
    found.push(await holdAnyPlace(db, holdOf(testId('adoption'), 40)));
  }
  assert.deepEqual(found, [4, 5, 3, 2, null]);
});

test('finds nothing where all is held, a moment before the first is over', async () => {
  const { holdOf } = await plotOf(2);
  assert.deepEqual(
    [await holdAnyPlace(db, holdOf(ada, 0)), await holdAnyPlace(db, holdOf(bob, 1))],
    [1, 2],
  );
  assert.equal(await holdAnyPlace(db, holdOf(testId('adoption'), 14)), null);
  assert.equal(await holdAnyPlace(db, holdOf(testId('adoption'), 15)), 1);
});

const wanted: readonly [number: number | null, code: string, words: string | undefined][] = [
  [1, 'place_taken', 'is not free'],
  [2, 'place_taken', 'is not free'],
  [3, 'place_unknown', 'is no place of the plot'],
  [null, 'plot_full', undefined],
];

for (const [number, code, words] of wanted) {
  test(`refuses place ${number ?? 'of any number'} as ${code} where one has a tree and one is held`, async () => {
    const { holdOf } = await plotOf(2, 1);
    assert.equal(await holdWanted(db, holdOf(ada, 0), 2), 2);
    const fields = words === undefined ? [] : [{ field: 'placeNumber', message: words }];
    await assert.rejects(holdWanted(db, holdOf(bob, 1), number), { code, fields });
  });
}

test('gives back what is held for the adoption, once, and nothing of anybody else', async () => {
  const { holdOf, own, place } = await plotOf(2, 1);
  assert.ok(await holdPlace(db, holdOf(ada, 0), 2));
  const held = await place(2);
  for (const [who, number] of [
    [bob, 2],
    [ada, 1],
    [ada, 3],
  ] as const) {
    await freePlace(db, own(who), number);
    assert.deepEqual(await place(2), held);
    assert.equal((await place(1)).state, 'taken');
  }
  for (const _ of ['once', 'again']) {
    await freePlace(db, own(ada), 2);
    const free = { state: 'free', held_until: null, adoption_id: null, tree_number: null };
    assert.deepEqual(await place(2), free);
  }
  assert.equal(await holdAnyPlace(db, holdOf(bob, 0)), 2);
  await freePlace(db, own(ada), 2);
  assert.equal((await place(2)).adoption_id, bob);
});
