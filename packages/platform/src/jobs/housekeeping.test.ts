// What time does by itself, once each: unpaid donations end, holds end, old keys are forgotten.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { accountBalance, book, hold, openLimitedAccount } from '../ledger/records.ts';
import { holdOf, transferOf, usd } from '../ledger/testing.ts';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { createHousekeeping } from './housekeeping.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

const hourMs = 60 * 60_000;
/** A housekeeper whose clock stands where a test puts it. */
const at = (ms: number) => createHousekeeping(db, () => new Date(ms));

async function stateOf(donationId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('donation')
    .select('state')
    .where('id', '=', donationId as `don_${string}`)
    .executeTakeFirst();
  return row?.state;
}

test('ends a donation that nobody paid, once its time is over and not before', async () => {
  const { donation, payment } = await house.stage.begin(await house.stage.project());
  const overMs = Date.parse(payment.expiresAt);
  await at(overMs)();
  assert.equal(await stateOf(donation.id), 'pending');
  assert.equal(await at(overMs + 1)(), 1);
  assert.equal(await stateOf(donation.id), 'expired');
  assert.equal(await at(overMs + 1)(), 0);
});

test('looks back over what other processes may have left', async () => {
  const keep = at(Date.now());
  await keep();
  const { donation } = await house.stage.begin(await house.stage.project());
  await sql`update donation set expires_at = now() - interval '9 minutes' where id = ${donation.id}`.execute(
    db,
  );
  assert.equal(await keep(), 1);
  assert.equal(await stateOf(donation.id), 'expired');
});

test('leaves alone what is paid, or on its way to be', async () => {
  const project = await house.stage.project();
  const states = ['processing', 'succeeded', 'failed', 'partially_refunded', 'refunded'];
  const ids = [];
  for (const state of states) {
    const { donation } = await house.stage.begin(project);
    await sql`update donation set state = ${state} where id = ${donation.id}`.execute(db);
    ids.push(donation.id);
  }
  assert.equal(await at(Date.now() + 2 * hourMs)(), 0);
  assert.deepEqual(await Promise.all(ids.map(stateOf)), states);
  // Put back, so that the books are as the donations say.
  await sql`update donation set state = 'failed' where project_id = ${project.id}`.execute(db);
});

test('ends holds whose time is over', async () => {
  const owner = house.a.book;
  await openLimitedAccount(db, owner, 'pool', 'USD');
  const funding = { source: 'f', debit: 'bank', credit: 'pool', money: usd(100) };
  await book(db, [transferOf(owner, funding)]);
  const expiresAt = new Date(Date.now() + hourMs);
  await hold(db, [holdOf(owner, { account: 'pool', source: 'h', money: usd(60), expiresAt })]);
  assert.equal(await at(Date.now())(), 0);
  assert.equal(await at(Date.now() + 2 * hourMs)(), 1);
  assert.equal((await accountBalance(db, owner, 'pool', 'USD')).held, 0);
});

test('forgets idempotency keys after 30 days, and none that the wire promised to keep', async () => {
  await house.stage.project();
  const keys = async () => (await db.selectFrom('idempotency').select('key').execute()).length;
  const before = await keys();
  const age = (interval: string) =>
    sql`update idempotency set created_at = now() - ${interval}::interval
        where key = (select key from idempotency order by key desc limit 1)`.execute(db);
  await age('29 days 23 hours');
  assert.equal(await at(Date.now())(), 0);
  assert.equal(await keys(), before);
  await age('30 days 1 hour');
  assert.equal(await at(Date.now())(), 1);
  assert.equal(await keys(), before - 1);
});

test('leaves clean books', () => house.auditClean());
