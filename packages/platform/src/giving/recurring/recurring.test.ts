// Recurring gifts in the house: how they begin beside other gifts, what a renewal carries of its donor,
// and what is refused.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type CreateDonation,
  type Id,
  type Renewal,
  type SandboxPaymentEvent,
  testCards,
} from '@kindcart/contract';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { beginMonthly } from './testing.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database);
const { stage, context } = house;
after(async () => {
  await house.stop();
  await database.close();
});

const details = {
  email: 'Ada@Example.org',
  language: 'de',
  dedication: {
    kind: 'memory',
    name: 'Grace',
    card: { recipientName: 'Mary', recipientEmail: 'mary@example.org', message: 'With love' },
  },
  updatesConsent: 'Write to me.',
  cameFrom: null,
} as const;

const recurringOf = async (donationId: Id<'donation'>) =>
  db.selectFrom('recurring_gift').selectAll().where('first_donation_id', '=', donationId).execute();

test('begins recurring gifts and single ones in the same statement, each as asked for', async () => {
  const project = await stage.project();
  const wishes: Partial<CreateDonation>[] = [
    {},
    { interval: 'month', details },
    { details },
    { interval: 'year', details },
    {},
  ];
  const made = await Promise.all(wishes.map((wish) => stage.begin(project, wish)));
  assert.deepEqual(
    made.map(({ donation }) => donation.interval),
    [null, 'month', null, 'year', null],
  );
  const kept = await Promise.all(made.map(({ donation }) => recurringOf(donation.id)));
  assert.deepEqual(
    kept.map((rows) => rows.map((row) => [row.recurring_interval, row.state])),
    [[], [['month', 'pending']], [], [['year', 'pending']], []],
  );
});

test('begins one recurring gift for one key, however often it is sent', async () => {
  const project = await stage.project();
  const body = {
    projectId: project.id,
    gift: { amount: 5_000, currency: 'USD' },
    coverFee: false,
    donorName: null,
    anonymous: false,
    message: null,
    details,
    interval: 'month',
  };
  const send = () => stage.ask('createDonation', { body }, { idempotencyKey: 'once' });
  const answers = await Promise.all([send(), send(), send()]);
  const again = await send();
  const granted = [...answers, again].filter((answer) => answer.ok);
  assert.equal(new Set(granted.map(({ text }) => text)).size, 1);
  const { count } = await db
    .selectFrom('recurring_gift')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('project_id', '=', project.id)
    .executeTakeFirstOrThrow();
  assert.equal(Number(count), 1);
});

test('carries name, address and language to a renewal, and neither message nor card', async () => {
  const project = await stage.project();
  const created = await stage.gave(project, testCards.succeeds, 'succeeded', {
    interval: 'month',
    details,
    donorName: 'Ada',
    message: 'For the taps.',
  });
  const [row] = await recurringOf(created.donation.id);
  assert.ok(row !== undefined);
  await context.waitUntil('the beginning', async () =>
    (await recurringOf(created.donation.id))[0]?.state === 'active' ? true : undefined,
  );
  await stage.ask('advanceSandboxClock', { body: { months: 1 } });
  const query = `recurringGiftId=${row.id}`;
  const [renewal] = await context.waitUntil('the renewal', async () => {
    const answer = await stage.ask('listDonations', {}, { query });
    assert.ok(answer.ok);
    const { items } = answer.value;
    return items.length === 2 && items[0]?.state === 'succeeded' ? items : undefined;
  });
  assert.deepEqual(
    [renewal?.donorName, renewal?.message, renewal?.interval],
    ['Ada', null, 'month'],
  );
  assert.deepEqual(renewal?.details, {
    ...details,
    dedication: { ...details.dedication, card: null },
    updatesConsent: null,
  });
  const wall = await stage.ask('listGifts', { params: { projectId: project.id } });
  assert.ok(wall.ok);
  assert.deepEqual(
    wall.value.items.map(({ donorName, message }) => [donorName, message]),
    [
      ['Ada', null],
      ['Ada', 'For the taps.'],
    ],
  );
});

test('ends what nobody paid in time, and begins it after all when the money comes late', async () => {
  const created = await stage.begin(await stage.project(), { interval: 'month', details });
  await context.advance?.(2 * 60 * 60 * 1_000);
  const [ended] = await recurringOf(created.donation.id);
  assert.deepEqual([ended?.state, ended?.ended_because], ['ended', 'never_paid']);
  assert.ok(ended !== undefined);
  const word = await house.tell({
    id: testId('event'),
    type: 'recurring.updated',
    createdAt: new Date().toISOString(),
    livemode: false,
    organizationId: house.a.organizationId,
    recurring: {
      id: ended.id,
      version: 1,
      order: 0,
      state: 'active',
      since: new Date().toISOString(),
      nextChargeAt: '2031-01-31T08:00:00.000Z',
      pausedBecause: null,
      pausedUntil: null,
      endedBecause: null,
      retriesLeft: 0,
      failureCode: null,
      card: null,
      revision: 1,
    },
  });
  assert.equal(word, 200);
  assert.equal((await recurringOf(created.donation.id))[0]?.state, 'active');
});

/** A charge that a provider tells of. */
function chargeOf(id: Id<'recurringGift'>, changes: Partial<Renewal> = {}): SandboxPaymentEvent {
  return {
    id: testId('event'),
    type: 'payment.updated',
    createdAt: '2030-01-31T08:00:00.000Z',
    livemode: false,
    organizationId: house.a.organizationId,
    payment: {
      reference: testId('payment'),
      version: 1,
      state: 'succeeded',
      amount: { amount: 5_000, currency: 'USD' },
      failureCode: null,
      refunds: [],
    },
    renewal: {
      recurringGiftId: id,
      period: '2030-01-31',
      revision: 1,
      chargedAt: '2030-01-31T08:00:00.000Z',
      ...changes,
    },
  };
}

test('books one charge of a period, and refuses another payment for the same one', async () => {
  const monthly = await beginMonthly(house, testCards.succeeds);
  const event = chargeOf(monthly.id);
  assert.deepEqual([await house.tell(event), await house.tell(event)], [200, 200]);
  assert.equal(await house.tell(chargeOf(monthly.id)), 404);
  assert.equal((await monthly.charged(2, 'succeeded')).length, 2);
});

test('books no charge of another amount than was agreed, and says so to operators', async () => {
  const monthly = await beginMonthly(house, testCards.succeeds);
  const event = chargeOf(monthly.id, { period: '2030-02-28' });
  const wrong = { ...event.payment, amount: { amount: 6_000, currency: 'USD' } };
  assert.equal(await house.tell({ ...event, payment: wrong }), 200);
  await monthly.charged(2, 'pending');
  assert.ok(house.log.some((line) => line.includes('amount_mismatch')));
});

const refusals: readonly [what: string, changes: Partial<Renewal>, status: number][] = [
  ['amounts that nobody agreed on', { revision: 7 }, 404],
  ['a period that is no day', { period: '2030-02-30' }, 400],
  ['a revision below the first', { revision: 0 }, 400],
];

for (const [what, changes, status] of refusals) {
  test(`refuses a charge of ${what}`, async () => {
    const monthly = await beginMonthly(house, testCards.succeeds);
    assert.equal(await house.tell(chargeOf(monthly.id, changes)), status);
    assert.equal((await monthly.charged(1, 'succeeded')).length, 1);
  });
}

test('takes a live charge for no test gift', async () => {
  const monthly = await beginMonthly(house, testCards.succeeds);
  assert.equal(await house.tell({ ...chargeOf(monthly.id), livemode: true }), 400);
  assert.equal((await monthly.charged(1, 'succeeded')).length, 1);
});

test('knows the recurring gifts of another charity for none of its own', async () => {
  const monthly = await beginMonthly(house, testCards.succeeds);
  const params = { recurringGiftId: monthly.id };
  for (const key of [house.b.test.secret, house.a.live.secret]) {
    const read = await stage.ask('getRecurringGift', { params }, { key });
    const cancelled = await stage.ask('cancelRecurringGift', { params }, { key });
    assert.ok(!read.ok && !cancelled.ok);
    assert.deepEqual(
      [read.problem.code, cancelled.problem.code],
      ['recurring_gift_unknown', 'recurring_gift_unknown'],
    );
    const listed = await stage.ask('listRecurringGifts', {}, { key });
    assert.ok(listed.ok);
    assert.deepEqual(listed.value.items, []);
  }
  assert.equal((await monthly.read()).state, 'active');
});

test('pauses, changes and cancels many times at once, and ends as one of them says', async () => {
  const monthly = await beginMonthly(house, testCards.succeeds);
  const change = { gift: { amount: 7_000, currency: 'USD' }, coverFee: false };
  const params = { recurringGiftId: monthly.id };
  await Promise.all([
    stage.ask('pauseRecurringGift', { params, body: { until: null } }),
    stage.ask('changeRecurringGift', { params, body: change }),
    stage.ask('resumeRecurringGift', { params }),
    stage.ask('pauseRecurringGift', { params, body: { until: null } }),
    stage.ask('cancelRecurringGift', { params }),
  ]);
  const gift = await context.waitUntil('all orders', async () => {
    const read = await monthly.read();
    return read.confirmed ? read : undefined;
  });
  assert.equal(gift.state, 'cancelled');
  assert.equal(gift.nextChargeAt, null);
});
