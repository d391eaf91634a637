// What a server tells again, on PGlite: it has no counter, so the same total is the same deed. It is judged and
// counted anew where only time or money was wanting, and gives nothing twice.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { addDays, type CreateChallenge, type DeedOutcome, type Id } from '@kindcart/contract';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { changeChallenge } from '../challenges/making.ts';
import { fundChallenge } from '../fundings/making.ts';
import { decideDeed } from './deciding.ts';
import { createDeedGiving, giveDeeds } from './giving.ts';
import {
  makeWalker,
  openWalk,
  type Told,
  toldByServer,
  type Walk,
  type Walker,
} from './testing/walkers.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
const { book } = house.a;
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

const { newId } = house.platform;
const today = '2026-11-24';
const yesterday = addDays(today, -1);
const cny = (amount: number) => ({ amount, currency: 'CNY' });
/** Ten steps are worth a fen. */
const terms = {
  timeZone: 'Asia/Shanghai',
  rate: { quantity: 1_000, amount: cny(100) },
  budget: cny(10_000),
  perPerson: { minPerDay: 0, maxPerDay: 20_000 },
  dailyBudget: null,
  startsOn: addDays(today, -20),
  endsOn: addDays(today, 20),
} satisfies Partial<CreateChallenge>;
const open = (fundedAmount: number, changes: Partial<CreateChallenge> = {}) =>
  openWalk(house, { ...terms, ...changes }, fundedAmount);

/** Tells of days by a server at an hour of a day in Shanghai. */
async function tell(
  walk: Walk,
  told: readonly (readonly [Walker, Told])[],
  [day, time]: readonly [day: string, time: string] = [today, '12:00'],
): Promise<DeedOutcome[]> {
  const now = () => new Date(`${day}T${time}:00+08:00`);
  const deeds = told.map(([one, of]) => toldByServer(book, walk, one, of));
  return giveDeeds(createDeedGiving({ db, newId, now }), deeds);
}

/** What an answer says, short. */
function short({ deed, refused }: DeedOutcome) {
  if (deed === null) return refused;
  const { state, reason, counted, given, limitedBy } = deed;
  return state === 'counted' ? [counted, given.amount, limitedBy] : [state, reason];
}

function fund({ id: challengeId }: Walk, amount: number) {
  const ids = { challengeId, fundingId: testId('funding'), transferId: testId('transfer') };
  const came = { amount: cny(amount), reference: ids.fundingId, receivedOn: today };
  return db
    .transaction()
    .execute((transaction) =>
      fundChallenge(transaction, book, ids, came, new Date(`${today}T04:00:00Z`)),
    );
}

const raised = async ({ project }: Walk) =>
  (await house.stage.readProject(project.id)).totals.raised.amount;

test('gives for a total what money was wanting for, once there is more and it is told again', async () => {
  const [walk, one, two] = [
    await open(350),
    await makeWalker(db, book),
    await makeWalker(db, book),
  ];
  const told = [
    [one, { day: yesterday, quantity: 3_000, source: 'werun' }],
    [two, { day: yesterday, quantity: 2_000, source: 'werun' }],
  ] as const;
  const first = await tell(walk, told);
  assert.deepEqual(first.map(short), [
    [3_000, 300, null],
    [2_000, 50, 'budget'],
  ]);
  assert.deepEqual(await tell(walk, told), first);
  await fund(walk, 100);
  const second = (await tell(walk, told)).map(short);
  assert.deepEqual(second, [
    [3_000, 300, null],
    [2_000, 150, 'budget'],
  ]);
  await fund(walk, 1_000);
  // Twice in one telling is once.
  const last = (await tell(walk, [...told, ...told])).map(short);
  assert.deepEqual(last, [
    [3_000, 300, null],
    [2_000, 200, null],
    [3_000, 300, null],
    [2_000, 200, null],
  ]);
  assert.deepEqual((await tell(walk, told)).map(short), last.slice(0, 2));
  assert.equal(await raised(walk), 500);
  await house.auditClean();
});

test('gives nothing again for a total when its day gave what it is worth meanwhile', async () => {
  const [walk, one] = [await open(50), await makeWalker(db, book)];
  const less = [one, { day: yesterday, quantity: 1_000 }] as const;
  const more = [one, { day: yesterday, quantity: 3_000 }] as const;
  assert.deepEqual((await tell(walk, [less])).map(short), [[1_000, 50, 'budget']]);
  await fund(walk, 1_000);
  assert.deepEqual((await tell(walk, [more])).map(short), [[3_000, 250, null]]);
  const again = await tell(walk, [less], [today, '13:00']);
  assert.deepEqual(again.map(short), [[3_000, 50, null]]);
  assert.equal(await raised(walk), 300);
  const params = { challengeId: walk.id, participantId: one.participantId };
  const days = await house.stage.ask('listDeeds', { params });
  const [day] = days.ok ? days.value.items : [];
  const { counted, given, limitedBy, updatedAt } = day ?? assert.fail('a day was told');
  assert.deepEqual([counted, given.amount, limitedBy], [3_000, 300, null]);
  assert.equal(updatedAt, new Date(`${today}T13:00:00+08:00`).toISOString());
});

test('gives no more for a total of a day that gave its slice, whatever comes', async () => {
  const walk = await open(1_000, { dailyBudget: cny(120) });
  const one = await makeWalker(db, book);
  const told = [[one, { day: yesterday, quantity: 3_000 }]] as const;
  const first = await tell(walk, told);
  assert.deepEqual(first.map(short), [[3_000, 120, 'daily_budget']]);
  await fund(walk, 1_000);
  assert.deepEqual(await tell(walk, told), first);
});

test('believes a total that came too early, once its day has lasted long enough', async () => {
  const [walk, one] = [await open(5_000), await makeWalker(db, book)];
  const tomorrow = addDays(today, 1);
  const told = [
    [one, { day: today, quantity: 8_000 }],
    [one, { day: tomorrow, quantity: 8_000 }],
  ] as const;
  const states = [
    [
      [today, '00:30'],
      ['under_review', 'cadence'],
      ['under_review', 'future_day'],
    ],
    [
      [today, '00:31'],
      ['under_review', 'cadence'],
      ['under_review', 'future_day'],
    ],
    [
      [today, '12:00'],
      [8_000, 800, null],
      ['under_review', 'future_day'],
    ],
    [
      [tomorrow, '00:30'],
      [8_000, 800, null],
      ['under_review', 'cadence'],
    ],
    [
      [tomorrow, '12:00'],
      [8_000, 800, null],
      [8_000, 800, null],
    ],
  ] as const;
  for (const [at, ...expected] of states) {
    assert.deepEqual((await tell(walk, told, at)).map(short), expected, at.join(' '));
  }
  assert.equal(await raised(walk), 1_600);
  const query = `challengeId=${walk.id}`;
  const waiting = await house.stage.ask('listDeedsUnderReview', {}, { query });
  assert.deepEqual(waiting.ok && waiting.value.items, []);
});

test('looks at a total for what is doubtful of it, and not for when it came, once its day is over', async () => {
  const [walk, one] = [await open(5_000), await makeWalker(db, book)];
  const told = [[one, { day: today, quantity: 100_001 }]] as const;
  const early = await tell(walk, told, [yesterday, '12:00']);
  assert.deepEqual(early.map(short), [['under_review', 'future_day']]);
  const late = await tell(walk, told, [addDays(today, 1), '12:00']);
  assert.deepEqual(late.map(short), [['under_review', 'day_ceiling']]);
});

test('leaves alone what somebody refused, and what a challenge does not take now', async () => {
  const [walk, one, two] = [
    await open(5_000),
    await makeWalker(db, book),
    await makeWalker(db, book),
  ];
  const told = [
    [one, { day: today, quantity: 8_000 }],
    [two, { day: today, quantity: 8_000 }],
  ] as const;
  const [first, second] = await tell(walk, told, [today, '00:30']);
  const decided = { decision: 'refuse', note: null } as const;
  const now = () => new Date(`${today}T12:00:00+08:00`);
  const deedId: Id<'deed'> = first?.deed?.id ?? assert.fail('it was taken');
  await decideDeed({ db, newId, now }, book, deedId, decided);
  const pause = (paused: boolean) =>
    db
      .transaction()
      .execute((transaction) => changeChallenge(transaction, book, walk.id, { paused }, now()));
  await pause(true);
  const paused = await tell(walk, told);
  assert.deepEqual(paused[0]?.deed?.state, 'refused');
  assert.deepEqual(paused[1], second);
  await pause(false);
  assert.deepEqual((await tell(walk, told)).map(short), [
    ['refused', 'cadence'],
    [8_000, 800, null],
  ]);
});
