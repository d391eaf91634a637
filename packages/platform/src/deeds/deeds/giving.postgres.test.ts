// A thousand deeds at once, told to two processes on one PostgreSQL: nothing is given or counted twice, and
// nothing beyond a budget, a day's slice or a cap.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { addDays, type CreateChallenge, type DeedOutcome } from '@kindcart/contract';
import { sql } from 'kysely';
import { accounts } from '../../ledger/rules.ts';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { closeChallenge } from '../challenges/making.ts';
import { seedChallenge } from '../testing.ts';
import type { ToldDeed } from './batch.ts';
import { createDeedGiving, giveDeeds } from './giving.ts';
import { makeWalker, makeWalkers, openWalk, toldByServer, type Walk } from './testing/walkers.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const another = await testDatabase(postgres.url);
const house = await testPlatform(database, { idle: true });
const { db } = database;
const { book } = house.a;
after(async () => {
  await house.auditClean();
  await house.stop();
  await another.close();
  await database.close();
  await postgres.remove();
});

const { newId } = house.platform;
const cny = (amount: number) => ({ amount, currency: 'CNY' });

/** Tells two processes of the deeds, in turn and all at once, at a moment of the clock. */
async function tellBoth(deeds: readonly ToldDeed[], now: Date): Promise<DeedOutcome[]> {
  const both = [db, another.db].map((one) => createDeedGiving({ db: one, newId, now: () => now }));
  const answers = await Promise.all(
    deeds.map((deed, place) => {
      const giving = both[place % 2] ?? assert.fail('there are two');
      return giveDeeds(giving, [deed]);
    }),
  );
  return answers.flat();
}

function givenOf(outcomes: readonly DeedOutcome[]): number[] {
  return outcomes.map(({ deed, refused }) => deed?.given.amount ?? assert.fail(refused ?? ''));
}

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0);

async function challengeRow({ id }: Walk) {
  return db.selectFrom('challenge').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

// Days of 23, 24 and 25 hours; a walker's cap is 10,000 steps, which are worth 100 fen.
const calendar: readonly [day: string, hours: number, timeZone: string][] = [
  ['2026-03-29', 23, 'Europe/Berlin'],
  ['2026-11-23', 24, 'Asia/Shanghai'],
  ['2026-10-25', 25, 'Europe/Berlin'],
  ['2026-09-06', 23, 'America/Santiago'],
];

const termsOf = (day: string, timeZone: string): Partial<CreateChallenge> => ({
  timeZone,
  rate: { quantity: 10_000, amount: cny(100) },
  perPerson: { minPerDay: 0, maxPerDay: 10_000 },
  dailyBudget: null,
  startsOn: addDays(day, -5),
  endsOn: addDays(day, 5),
});

for (const [day, hours, timeZone] of calendar) {
  test(`counts a walker's cap once of a thousand deeds on a day of ${hours} hours in ${timeZone}`, async () => {
    const walk = await openWalk(house, termsOf(day, timeZone));
    const one = await makeWalker(db, book);
    const deeds = Array.from({ length: 1_000 }, (_, place) =>
      // Every other deed is of the day after.
      toldByServer(book, walk, one, { day: addDays(day, place % 2), quantity: 9_600 + place }),
    );
    const outcomes = await tellBoth(deeds, new Date(Date.parse(`${addDays(day, 2)}T12:00:00Z`)));
    assert.equal(sum(givenOf(outcomes)), 200);
    const row = await challengeRow(walk);
    assert.deepEqual(
      [row.quantity, row.given_amount, row.deed_count, row.participant_count],
      [20_000, 200, 2, 1],
    );
  });
}

test('gives a budget to the unit to a thousand walkers, the last gift in part', async () => {
  const walk = await openWalk(house, termsOf('2026-11-23', 'Asia/Shanghai'), 66_650);
  const walkers = await makeWalkers(db, book, 1_000);
  const told = { day: '2026-11-23', quantity: 10_000 };
  const deeds = walkers.map((one) => one.told(walk, told));
  const now = new Date('2026-11-24T04:00:00Z');
  const outcomes = await tellBoth(deeds, now);
  const given = givenOf(outcomes);
  assert.deepEqual(
    [given.filter((one) => one === 100).length, given.filter((one) => one === 50).length],
    [666, 1],
  );
  assert.equal(sum(given), 66_650);
  const limits = outcomes.map(({ deed }) => deed?.limitedBy);
  assert.equal(limits.filter((one) => one === 'budget').length, 334);
  assert.equal((await house.stage.readProject(walk.project.id)).totals.raised.amount, 66_650);
  // Telling all of it again, to the other process each, changes nothing.
  assert.deepEqual(await tellBoth(deeds.toReversed(), now), outcomes.toReversed());
});

test("gives each day's slice to the unit", async () => {
  const slices = { dailyBudget: cny(12_345) };
  const walk = await openWalk(house, { ...termsOf('2026-11-23', 'Asia/Shanghai'), ...slices });
  const walkers = await makeWalkers(db, book, 250);
  const days = ['2026-11-21', '2026-11-22', '2026-11-23'];
  const deeds = days.flatMap((day) =>
    walkers.map((one) => toldByServer(book, walk, one, { day, quantity: 7_777 })),
  );
  const outcomes = await tellBoth(deeds, new Date('2026-11-24T04:00:00Z'));
  for (const day of days) {
    const own = outcomes.filter(({ deed }) => deed?.day === day);
    assert.equal(sum(givenOf(own)), 12_345);
    const parts = own.filter(({ deed }) => deed?.given.amount === 12_345 % 77);
    assert.equal(parts.length, 1);
    assert.equal(parts[0]?.deed?.limitedBy, 'daily_budget');
  }
  assert.equal((await challengeRow(walk)).quantity, 3 * 250 * 7_777);
});

test('takes a deed once that is told to both at the same time, a hundred times', async () => {
  const walk = await openWalk(house, termsOf('2026-11-23', 'Asia/Shanghai'));
  const one = await makeWalker(db, book);
  const deed = one.told(walk, { day: '2026-11-23', quantity: 5_000 });
  const outcomes = await tellBoth(Array(100).fill(deed), new Date('2026-11-24T04:00:00Z'));
  assert.equal(new Set(outcomes.map(({ deed: made }) => made?.id)).size, 1);
  assert.equal((await challengeRow(walk)).given_amount, 50);
});

test('books one transfer for each batch and day, however many deeds there are', async () => {
  const walk = await openWalk(house, termsOf('2026-11-23', 'Asia/Shanghai'));
  const walkers = await makeWalkers(db, book, 200);
  const giving = createDeedGiving({ db, newId, now: () => new Date('2026-11-24T04:00:00Z') });
  const days = ['2026-11-22', '2026-11-23'];
  const deeds = walkers.map((one, place) =>
    one.told(walk, { day: days[place % 2] ?? '', quantity: 5_000 }),
  );
  await giveDeeds(giving, deeds);
  const transfers = await db
    .selectFrom('ledger_transfer')
    .select('amount')
    .where('kind', '=', 'challenge_deeds')
    .where('debit_account', '=', `challenge:${walk.id}`)
    .execute();
  assert.deepEqual(transfers, [{ amount: 5_000 }, { amount: 5_000 }]);
});

/** Resolves once so many sessions wait for a row that another holds. */
async function waitersAre(count: number): Promise<void> {
  const waiting = sql<{ count: number }>`
    select count(*)::int from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await waiting.execute(db)).rows[0]?.count !== count);
}

test('waits for no ring when a challenge closes while another of its project is given to', async () => {
  const over = await openWalk(house, {
    ...termsOf('2026-11-01', 'Asia/Shanghai'),
    dependsOnDeeds: false,
  });
  const challengeId = testId('challenge');
  await seedChallenge(db, book, {
    challengeId,
    projectId: over.project.id,
    fundingId: testId('funding'),
    transferId: testId('transfer'),
    changes: termsOf('2026-11-23', 'Asia/Shanghai'),
  });
  const one = await makeWalker(db, book);
  const now = new Date('2026-11-24T04:00:00Z');
  const tell = (day: string) =>
    giveDeeds(createDeedGiving({ db, newId, now: () => now }), [
      one.told({ id: challengeId }, { day, quantity: 5_000 }),
    ]);
  // From now on the project has an account.
  await tell('2026-11-22');
  const { given, closed } = await another.db.transaction().execute(async (transaction) => {
    // Whoever comes first waits for the project's account, and has by then whatever it takes before.
    await sql`select from ledger_account where id = ${accounts.project(over.project.id)} for update`.execute(
      transaction,
    );
    const closing = db
      .transaction()
      .execute((inner) => closeChallenge(inner, book, over.id, testId('transfer'), now));
    await waitersAre(1);
    const giving = tell('2026-11-23');
    await waitersAre(2);
    return { given: giving, closed: closing };
  });
  assert.equal((await closed).closed?.to, 'project');
  assert.deepEqual(givenOf(await given), [50]);
});
