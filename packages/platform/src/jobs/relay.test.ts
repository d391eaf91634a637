// Rows of the outbox become notifications, and errands of followers: taken once, by however many.
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { makeTenant, testDatabase, testId } from '../testing/platform.ts';
import { startThrowawayPostgres } from '../testing/postgres.ts';
import { waitUntil } from '../testing/wait.ts';
import type { DonationChange, Follower } from './followers.ts';
import { itemChanged, liveChannel, relayRound } from './relay.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const another = await testDatabase(postgres.url);
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

/** What the outbox says of a gift that was paid. */
const newsOf = (projectId: string) => ({
  livemode: false,
  projectId,
  stateBefore: 'pending',
  state: 'succeeded',
  refundedDelta: 0,
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
      payload: JSON.stringify(newsOf(projectId)),
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
  assert.equal(await relayRound(db, []), 15);
  await hearing(pairs);
  assert.deepEqual(heard.toSorted(), pairs.toSorted());
  assert.equal(await relayRound(db, []), 0);
  assert.equal(await rowsLeft(), 0);
});

test('tells of more projects than one notification holds in several', async () => {
  const pairs = await leaveNews(250);
  assert.equal(await relayRound(db, []), 250);
  await hearing(pairs);
  assert.deepEqual(heard.toSorted(), pairs.toSorted());
  assert.equal(payloads.length, 3);
  assert.ok(payloads.every((payload) => payload.length < 8_000));
});

test('takes a thousand rows in a round, and the rest in the next', async () => {
  await leaveNews(5, 300);
  assert.equal(await relayRound(db, []), 1_000);
  assert.equal(await relayRound(db, []), 500);
});

test('lets two take rows at the same time, each row once and no news lost', async () => {
  const pairs = await leaveNews(500);
  let taken = 0;
  const drain = async (from: typeof db) => {
    for (;;) {
      const rows = await relayRound(from, []);
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
  assert.equal(await relayRound(db, []), 0);
  assert.equal(await rowsLeft(), 2);
  await db.deleteFrom('outbox').execute();
});

const all = sql<boolean>`true`;

/** A follower that fails when it is asked. */
const refuses = (word: string) => ({
  name: 'refuses',
  follow: () => Promise.reject(new Error(word)),
});

/** A follower that leaves a row of the outbox for each change, as errands would be left. */
function follower(errand: (change: DonationChange) => string): Follower {
  return {
    name: 'test',
    wants: all,
    async follow(transaction, changes) {
      const rows = changes.map((change) => ({ ...change, errand: errand(change) }));
      await sql`
        insert into outbox (organization_id, id, topic, subject, payload, available_at)
        select "organizationId", errand, 'followed', "donationId", state, now()
        from json_to_recordset(${JSON.stringify(rows)}::json)
          as change ("organizationId" text, errand text, "donationId" text, state text)`.execute(
        transaction,
      );
    },
  };
}

async function errandsLeft(): Promise<string[]> {
  const query = db.selectFrom('outbox').select('id').where('topic', '=', 'followed');
  return (await query.orderBy('id').execute()).map(({ id }) => id);
}

test('tells of charity items once each, and asks no follower about them', async () => {
  const [one, other] = [testId('charityItem'), testId('charityItem')];
  await db
    .insertInto('outbox')
    .values(
      [one, other, one].map((subject, at) => ({
        organization_id: organizationId,
        id: `order ${at} ${subject}`,
        topic: itemChanged,
        subject,
        payload: '',
        available_at: new Date(0),
        attempts: 0,
      })),
    )
    .execute();
  const never: Follower = { ...refuses('asked'), wants: all };
  assert.equal(await relayRound(db, [never]), 3);
  const pairs = [one, other].map((id) => `${organizationId} ${id}`);
  await hearing(pairs);
  assert.deepEqual(heard.toSorted(), pairs.toSorted());
  assert.equal(await rowsLeft(), 0);
});

test('hands each change to each follower whole, the oldest first', async () => {
  const pairs = await leaveNews(2, 2);
  const rows = await db.selectFrom('outbox').selectAll().orderBy('id').execute();
  const heardOf: DonationChange[][] = [[], []];
  const listener = (place: number): Follower => ({
    name: `listener ${place}`,
    wants: all,
    follow: async (_transaction, changes) => void heardOf[place]?.push(...changes),
  });
  assert.equal(await relayRound(db, [listener(0), listener(1)]), 4);
  await hearing(pairs);
  const expected = rows.map(({ id, subject, payload }) => ({
    id,
    organizationId,
    donationId: subject,
    ...JSON.parse(payload),
  }));
  assert.deepEqual(heardOf, [expected, expected]);
});

test('asks no follower, and writes nothing, when there is no news', async () => {
  const never: Follower = { ...refuses('asked'), wants: all };
  assert.equal(await relayRound(db, [never]), 0);
});

test('takes and tells what no follower wants without asking any', async () => {
  const pairs = await leaveNews(3);
  const never: Follower = { ...refuses('asked'), wants: sql`taken.subject = 'none'` };
  assert.equal(await relayRound(db, [never]), 3);
  await hearing(pairs);
  assert.equal(await rowsLeft(), 0);
});

test('hands on what any follower wants, and only that', async () => {
  await leaveNews(3);
  const subjects = (await db.selectFrom('outbox').select('subject').orderBy('id').execute()).map(
    ({ subject }) => subject,
  );
  const asked: string[][] = [];
  const wanting = (place: number): Follower => ({
    name: `wants ${place}`,
    wants: sql`taken.subject = ${subjects[place]}`,
    follow: async (_transaction, changes) =>
      void asked.push(changes.map(({ donationId }) => donationId)),
  });
  assert.equal(await relayRound(db, [wanting(0), wanting(2)]), 3);
  const wanted = [subjects[0], subjects[2]];
  assert.deepEqual(asked, [wanted, wanted]);
});

test('leaves errands of each change exactly once, however many take news at the same time', async () => {
  await leaveNews(400);
  const rows = await db.selectFrom('outbox').select('id').orderBy('id').execute();
  const mine = follower(({ id }) => `errand ${id}`);
  const drain = async (from: typeof db) => {
    while ((await relayRound(from, [mine])) > 0 || (await newsLeft()) > 0);
  };
  await Promise.all([drain(db), drain(another.db), drain(db)]);
  assert.deepEqual(
    await errandsLeft(),
    rows.map(({ id }) => `errand ${id}`),
  );
  await db.deleteFrom('outbox').execute();
});

async function newsLeft(): Promise<number> {
  const query = db.selectFrom('outbox').select('id').where('topic', '=', 'donation.changed');
  return (await query.execute()).length;
}

test('gives everything back when a follower fails: no news told, no errand of the others left', async () => {
  const pairs = await leaveNews(2);
  const fails: Follower = { ...refuses('killed'), wants: all };
  const works = follower(({ id }) => `errand ${id}`);
  await assert.rejects(relayRound(db, [works, fails]), /killed/);
  assert.equal(await rowsLeft(), 2);
  assert.deepEqual(heard, []);
  assert.equal(await relayRound(db, [works]), 2);
  await hearing(pairs);
  assert.equal((await errandsLeft()).length, 2);
  await db.deleteFrom('outbox').execute();
});
