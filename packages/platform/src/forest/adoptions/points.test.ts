// Trees for points: with a purse in a table, as the room that keeps points will have one.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createSpeciesExample } from '@kindcart/contract';
import { sql } from 'kysely';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { fulfillingRound } from './fulfilling.ts';
import { adoptByPoints, type PointsPurse, type PointsWish } from './points.ts';
import { type Grove, openGrove } from './testing/grove.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

await sql`create table spent_points (reference text primary key, owner text not null, points bigint not null)`.execute(
  db,
);

/** Ada has enough for two trees, and nobody else has any. */
const has = 2 * (createSpeciesExample.points ?? 0);
const purse: PointsPurse = {
  async spend(transaction, { owner, points, reference }) {
    const { rows } = await sql<{ spent: number }>`
      select coalesce(sum(points), 0)::bigint as spent from spent_points where owner = ${owner}`.execute(
      transaction,
    );
    if (owner !== 'ada' || (rows[0]?.spent ?? 0) + points > has) return false;
    await sql`insert into spent_points values (${reference}, ${owner}, ${points})`.execute(
      transaction,
    );
    return true;
  },
  async giveBack(transaction, { reference }) {
    await sql`delete from spent_points where reference = ${reference}`.execute(transaction);
  },
};

const parts = {
  db,
  purse,
  now: () => new Date(house.clock.nowMs()),
  newAdoptionId: () => testId('adoption'),
  newTreeId: () => testId('tree'),
  newMailId: () => testId('mail'),
  newRefundId: () => testId('refund'),
  onFulfilled: () => {},
};

function want({ plotId, speciesId }: Grove, reference: string, changes: Partial<PointsWish> = {}) {
  const wish = { plotId, speciesId, placeNumber: null, gift: null, owner: 'ada', reference };
  return adoptByPoints(parts, house.a.book, { ...wish, ...changes });
}

async function spent(): Promise<readonly string[]> {
  const { rows } = await sql<{ reference: string }>`
    select reference from spent_points order by reference`.execute(db);
  return rows.map(({ reference }) => reference);
}

test('gives a tree for points, once for each reference', async () => {
  const grove = await openGrove(house, 3);
  const [first, twin] = await Promise.all([
    want(grove, 'walk-1', { placeNumber: 2 }),
    want(grove, 'walk-1', { placeNumber: 3 }),
  ]);
  assert.ok(first.ok);
  assert.deepEqual(twin, first);
  assert.deepEqual(await want(grove, 'walk-1'), first);
  assert.equal(await fulfillingRound(parts), 1);
  const adopted = await grove.read({ id: first.adoptionId });
  assert.deepEqual([adopted.state, adopted.place.number, adopted.shares], ['adopted', 2, []]);
  assert.ok(adopted.treeId !== null);
  assert.deepEqual(await spent(), ['walk-1']);
  await house.auditClean();
});

test('holds no place for whoever has too few points', async () => {
  const grove = await openGrove(house, 1);
  assert.deepEqual(await want(grove, 'walk-2', { owner: 'bob' }), { ok: false, missing: 'points' });
  assert.equal((await grove.hold()).place.number, 1);
  assert.deepEqual(await spent(), ['walk-1']);
});

test('spends nothing where no place is left, or the tree cannot be had by points', async () => {
  const grove = await openGrove(house, 1);
  const held = await grove.hold();
  await assert.rejects(want(grove, 'walk-3'), { code: 'plot_full' });
  await assert.rejects(want(grove, 'walk-3', { placeNumber: 1 }), { code: 'place_taken' });
  await house.stage.ask('releaseAdoption', { params: { adoptionId: held.id } });
  await db.updateTable('species').set({ points: null }).where('id', '=', grove.speciesId).execute();
  await assert.rejects(want(grove, 'walk-3'), { code: 'species_not_offered' });
  await assert.rejects(want(grove, 'walk-3', { plotId: testId('plot') }), { code: 'plot_unknown' });
  assert.deepEqual(await spent(), ['walk-1']);
});

test('gives points back when the place was lost before the tree was planned, and no other is left', async () => {
  const grove = await openGrove(house, 1);
  const made = await want(grove, 'walk-4');
  assert.ok(made.ok);
  house.clock.advance(8 * 24 * 60 * 60_000);
  await grove.hold();
  await fulfillingRound(parts);
  assert.equal((await grove.read({ id: made.adoptionId })).state, 'unfulfilled');
  assert.deepEqual(await spent(), ['walk-1']);
  await house.auditClean();
});
