// Rows of the outbox become notifications: each at least once, taken once, by however many.
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { openDatabase } from '../database/open.ts';
import { makeTenant, testDatabase, testId } from '../testing/platform.ts';
import { startThrowawayPostgres } from '../testing/postgres.ts';
import { waitUntil } from '../testing/wait.ts';
import { liveChannel, relayRound } from './relay.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const another = await openDatabase({ url: postgres.url });
const { db } = database;
const { organizationId } = await makeTenant(database, 'Relayed');

/** Pairs heard, repeats included. */
let heard: string[] = [];
let payloads: string[] = [];
const unlisten = await another.listen(liveChannel, {
  onPayload(payload) {
    payloads.push(payload);
    heard.push(...payload.split(','));
  },
  onResumed: () => {},
});

after(async () => {
  await unlisten();
  await another.close();
  await database.close();
  await postgres.remove();
});

beforeEach(() => {
  heard = [];
  payloads = [];
});

/** Leaves news of projects; `each` rows for every project. */
async function leaveNews(projects: number, each = 1): Promise<string[]> {
  const ids = Array.from({ length: projects }, () => testId('project'));
  const rows = ids.flatMap((projectId) =>
    Array.from({ length: each }, () => ({
      organization_id: organizationId,
      id: testId('event'),
      topic: 'donation.changed',
      subject: testId('donation'),
      payload: JSON.stringify({ projectId, state: 'succeeded' }),
      available_at: new Date(0),
      attempts: 0,
    })),
  );
  for (let start = 0; start < rows.length; start += 1_000) {
    await db
      .insertInto('outbox')
      .values(rows.slice(start, start + 1_000))
      .execute();
  }
  return ids.map((id) => `${organizationId} ${id}`);
}

async function rowsLeft(): Promise<number> {
  return (await db.selectFrom('outbox').select('id').execute()).length;
}

const hearing = (pairs: readonly string[]) =>
  waitUntil('all news', () => (pairs.every((pair) => heard.includes(pair)) ? true : undefined));

test('takes what is due and tells each project once, however many rows speak of it', async () => {
  const pairs = await leaveNews(3, 5);
  assert.equal(await relayRound(db), 15);
  await hearing(pairs);
  assert.deepEqual(heard.toSorted(), pairs.toSorted());
  assert.equal(await relayRound(db), 0);
  assert.equal(await rowsLeft(), 0);
});

test('tells of more projects than one notification holds in several', async () => {
  const pairs = await leaveNews(250);
  assert.equal(await relayRound(db), 250);
  await hearing(pairs);
  assert.deepEqual(heard.toSorted(), pairs.toSorted());
  assert.equal(payloads.length, 3);
  assert.ok(payloads.every((payload) => payload.length < 8_000));
});

test('takes a thousand rows in a round, and the rest in the next', async () => {
  await leaveNews(5, 300);
  assert.equal(await relayRound(db), 1_000);
  assert.equal(await relayRound(db), 500);
});

test('lets two take rows at the same time, each row once and no news lost', async () => {
  const pairs = await leaveNews(500);
  let taken = 0;
  const drain = async (from: typeof db) => {
    for (;;) {
      const rows = await relayRound(from);
      taken += rows;
      if (rows === 0 && (await rowsLeft()) === 0) return;
    }
  };
  await Promise.all([drain(db), drain(another.db), drain(db), drain(another.db)]);
  assert.equal(taken, 500);
  await hearing(pairs);
});

test('leaves alone what is not due, and what is for others', async () => {
  await leaveNews(1);
  await db
    .updateTable('outbox')
    .set({ available_at: new Date('2089-01-01') })
    .execute();
  await db
    .insertInto('outbox')
    .values({
      organization_id: organizationId,
      id: testId('refund'),
      topic: 'refund.asked',
      subject: 'x',
      payload: '{}',
      available_at: new Date(0),
      attempts: 0,
    })
    .execute();
  assert.equal(await relayRound(db), 0);
  assert.equal(await rowsLeft(), 2);
  await db.deleteFrom('outbox').execute();
});

test('gives rows back when the notification is not committed', async () => {
  await leaveNews(2);
  await assert.rejects(
    db.transaction().execute(async (transaction) => {
      assert.equal(await relayRound(transaction), 2);
      throw new Error('killed');
    }),
    /killed/,
  );
  assert.equal(await rowsLeft(), 2);
  assert.equal(await relayRound(db), 2);
});
