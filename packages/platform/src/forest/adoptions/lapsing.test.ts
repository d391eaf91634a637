// Adoptions whose time is over: what is freed, what stays, and that nobody is asked twice.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { AdoptionState, Id } from '@kindcart/contract';
import { makeTenant, testDatabase, testId } from '../../testing/platform.ts';
import { seedGrove } from '../trees/testing.ts';
import { lapsingRound } from './lapsing.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());

const { book } = await makeTenant(database, 'Lapsing');
const own = { organization_id: book.organizationId };
const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 8, minute));
const { plotId, speciesId } = await seedGrove(db, book, {
  ...{ places: 100, numbers: [1], plantedOn: null },
});

let returned = 0;

/** A round at a minute; says how many adoptions it ended. */
const round = (minute: number) =>
  lapsingRound({
    db,
    now: () => at(minute),
    newRefundId: () => testId('refund'),
    newMailId: () => testId('mail'),
    onReturned: () => {
      returned += 1;
    },
  });

let places = 1;

/** An adoption that holds a place of its own until a minute. */
async function adoption(state: AdoptionState, untilMinute: number | null, isHeld = true) {
  places += 1;
  const [id, number] = [testId('adoption'), places];
  const heldUntil = untilMinute === null ? null : at(untilMinute);
  await db
    .insertInto('adoption')
    .values({
      ...{ ...own, id, livemode: false, plot_id: plotId, species_id: speciesId },
      ...{ place_number: number, moved_from: null, state, held_until: heldUntil },
      ...{ currency: 'CNY', price_amount: 2_500, share_count: 1, team_name: null, gift: null },
      ...{ adopter: 'donor', source: null, held_by: 'a hash', tree_number: null },
      ...{ created_at: at(0), updated_at: at(0) },
    })
    .execute();
  if (isHeld) await give(number, id, heldUntil);
  return { id, number };
}

const give = (number: number, id: Id<'adoption'>, until: Date | null) =>
  db
    .updateTable('place')
    .set({ state: 'held', held_until: until ?? at(99), adoption_id: id })
    .where('plot_id', '=', plotId)
    .where('number', '=', number)
    .execute();

async function standing({ id, number }: { readonly id: Id<'adoption'>; readonly number: number }) {
  const { state, held_until, held_by } = await db
    .selectFrom('adoption')
    .select(['state', 'held_until', 'held_by'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const place = await db
    .selectFrom('place')
    .select(['state', 'adoption_id'])
    .where('plot_id', '=', plotId)
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  return { state, held_until, held_by, place: place.state, holder: place.adoption_id };
}

const over = { held_until: null, held_by: null, place: 'free', holder: null };

test('ends what was held at its last moment, and frees the place', async () => {
  const held = await adoption('held', 15);
  assert.equal(await round(14), 0);
  assert.equal((await standing(held)).state, 'held');
  assert.equal(await round(15), 1);
  assert.deepEqual(await standing(held), { state: 'lapsed', ...over });
  assert.equal(await round(15), 0);
});

const lasting: readonly [state: AdoptionState, untilMinute: number | null][] = [
  ['paid', null],
  ['adopted', null],
  ['released', null],
  ['unfulfilled', null],
  ['lapsed', null],
  ['held', 31],
  ['gathering', 31],
];

for (const [state, untilMinute] of lasting) {
  test(`leaves one alone that is ${state}${untilMinute === null ? '' : ' and has time'}`, async () => {
    const kept = await adoption(state, untilMinute);
    const before = await standing(kept);
    assert.equal(await round(30), 0);
    assert.deepEqual(await standing(kept), before);
    await db.updateTable('adoption').set({ state: 'released' }).where('id', '=', kept.id).execute();
  });
}

test('leaves a place to whoever holds it by now', async () => {
  const [late, next] = [await adoption('held', 5), await adoption('held', 25, false)];
  await give(late.number, next.id, at(25));
  assert.equal(await round(20), 1);
  const { state, place, holder } = await standing(late);
  assert.deepEqual([state, place, holder], ['lapsed', 'held', next.id]);
  assert.equal(await round(25), 1);
  assert.equal((await standing(next)).state, 'lapsed');
});

test('ends many in one round', async () => {
  const all = [];
  while (all.length < 12) all.push(await adoption('held', 40));
  assert.equal(await round(45), 12);
  for (const each of all) assert.equal((await standing(each)).place, 'free');
});

test('ends a team whose time is over once, frees its place and wakes what repays it', async () => {
  const team = await adoption('gathering', 50);
  const before = returned;
  assert.equal(await round(49), 0);
  assert.equal(returned, before);
  const ended = await Promise.all([round(50), round(50)]);
  assert.ok(Math.max(...ended) === 1);
  assert.deepEqual(await standing(team), { state: 'unfulfilled', ...over });
  assert.ok(returned > before);
  assert.equal(await round(51), 0);
});

test('forgets after a day from where a gift was begun, and not before', async () => {
  const { id } = await adoption('released', null, false);
  const donation = testId('donation');
  await db
    .insertInto('adoption_payment')
    .values({
      ...{ ...own, donation_id: donation, adoption_id: id, share_number: 1 },
      ...{ begun_from: 'a hash', returned_because: null, created_at: at(0) },
    })
    .execute();
  const begunFrom = async () => {
    const payment = db.selectFrom('adoption_payment').select('begun_from');
    return (await payment.where('donation_id', '=', donation).executeTakeFirst())?.begun_from;
  };
  await round(24 * 60);
  assert.equal(await begunFrom(), 'a hash');
  await round(24 * 60 + 1);
  assert.equal(await begunFrom(), null);
});
