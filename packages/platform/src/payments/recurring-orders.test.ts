// Orders on recurring gifts reach their provider, however often it cannot be reached.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { parse, type RecurringSnapshot, recurringGiftSchema, testCards } from '@kindcart/contract';
import { sql } from 'kysely';
import { beginMonthly } from '../giving/recurring/testing.ts';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import type { PaymentProvider, RecurringOrder } from './port.ts';
import { bringOrder, recurringRound } from './recurring-orders.ts';

const database = await testDatabase();
const { db } = database;
const busy = await testPlatform(database);
const monthly = await beginMonthly(busy, testCards.succeeds);
const other = await beginMonthly(busy, testCards.succeeds);
await busy.stop();

/** Orders as they came to the provider. */
const orders: RecurringOrder[] = [];
let reachable = false;
let said = 100;

/** A provider that obeys once it can be reached; what it says is of ever later versions. */
const provider: PaymentProvider = {
  name: 'sandbox',
  livemode: false,
  feeTerms: () => ({ basisPoints: 290, fixedAmount: 30 }),
  start: () => assert.fail('no payment is started here'),
  refund: () => assert.fail('no refund is asked for here'),
  recurring: {
    start: () => assert.fail('no gift is begun here'),
    replaceCard: () => assert.fail('no card is given here'),
    async steer(order) {
      orders.push(order);
      if (!reachable) throw new Error('provider out of reach');
      return obey(order);
    },
  },
};
const states = { run: 'active', pause: 'paused', cancel: 'cancelled', end: 'ended' } as const;

function obey(order: RecurringOrder): RecurringSnapshot {
  said += 1;
  return {
    id: order.recurringGiftId,
    version: said,
    order: order.number,
    state: states[order.wish],
    since: new Date().toISOString(),
    nextChargeAt: order.wish === 'run' ? '2027-01-31T08:00:00.000Z' : null,
    pausedBecause: order.wish === 'pause' ? 'asked' : null,
    pausedUntil: order.until?.toISOString() ?? null,
    endedBecause: order.wish === 'end' ? 'project_closed' : null,
    retriesLeft: 0,
    failureCode: null,
    card: null,
    revision: order.revision,
  };
}

const house = await testPlatform(database, { idle: true, providerFor: () => provider });
after(() => database.close());

const errors: string[] = [];
const round = () =>
  recurringRound(
    db,
    () => provider,
    (_, error) => errors.push(error instanceof Error ? error.message : String(error)),
  );
/** As if the time until the next try had gone by. */
const due = () =>
  sql`update outbox set available_at = now() where topic in ('recurring.order', 'project.closed')`.execute(
    db,
  );

async function ask(path: string, body?: object) {
  const response = await house.platform.app.request(`/v1/${path}`, {
    method: 'POST',
    ...(body !== undefined && { body: JSON.stringify(body) }),
    headers: {
      Authorization: `Bearer ${busy.a.test.secret}`,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
  });
  const gift = parse(recurringGiftSchema, await response.json());
  return { status: response.status, gift: gift.ok ? gift.value : null };
}

const waiting = () =>
  db.selectFrom('outbox').select('id').where('topic', '=', 'recurring.order').execute();

test('stands as asked for, and says that the provider has not confirmed it', async () => {
  const { status, gift } = await ask(`recurring-gifts/${monthly.id}/pause`, { until: null });
  assert.deepEqual([status, gift?.state, gift?.confirmed], [200, 'paused', false]);
  assert.equal(gift?.nextChargeAt, null);
  assert.equal((await waiting()).length, 1);
  assert.ok(house.log.some((line) => line.includes('provider out of reach')));
});

test('tries again until the provider can be reached, and says what is wanted now', async () => {
  const body = { gift: { amount: 8_000, currency: 'USD' }, coverFee: true };
  const { gift } = await ask(`recurring-gifts/${monthly.id}/change`, body);
  assert.deepEqual([gift?.gift.amount, gift?.charge.amount, gift?.state], [8_000, 8_270, 'paused']);
  await due();
  await round();
  assert.deepEqual(errors.splice(0), Array(2).fill('provider out of reach'));
  reachable = true;
  orders.length = 0;
  await due();
  assert.equal(await round(), 2);
  // Both errands bring the whole of what is wanted, so the second has nothing to add.
  assert.deepEqual(
    orders.map(({ number, wish, revision, charge }) => [number, wish, revision, charge.amount]),
    [[2, 'pause', 2, 8_270]],
  );
  assert.deepEqual(await waiting(), []);
  const after = await monthlyNow();
  assert.deepEqual([after.state, after.said_order, after.said_revision], ['paused', 2, 2]);
});

async function monthlyNow() {
  return db
    .selectFrom('recurring_gift')
    .selectAll()
    .where('id', '=', monthly.id)
    .executeTakeFirstOrThrow();
}

test('brings an order at once when the provider can be reached', async () => {
  orders.length = 0;
  const { gift } = await ask(`recurring-gifts/${monthly.id}/resume`);
  assert.deepEqual([gift?.state, gift?.confirmed], ['active', true]);
  assert.deepEqual(
    orders.map(({ number, wish, nudge }) => [number, wish, nudge]),
    [[3, 'run', 'resume']],
  );
});

test('asks the provider nothing when it has the last order', async () => {
  orders.length = 0;
  await bringOrder(db, () => provider, busy.a.organizationId, monthly.id);
  await ask(`recurring-gifts/${monthly.id}/resume`);
  assert.deepEqual(orders, []);
});

test('ends what recurs of a project that is closed, once', async () => {
  orders.length = 0;
  const { projectId } = other.created.donation;
  await ask(`projects/${projectId}/close`);
  await ask(`projects/${projectId}/close`);
  assert.equal(await round(), 1);
  await due();
  assert.equal(await round(), 1);
  assert.deepEqual(
    orders.map(({ recurringGiftId, wish }) => [recurringGiftId, wish]),
    [[other.id, 'end']],
  );
  const news = await db
    .selectFrom('recurring_gift_word')
    .select('news')
    .where('recurring_gift_id', '=', other.id)
    .orderBy('version', 'desc')
    .executeTakeFirst();
  assert.deepEqual(news, { news: ['ended'] });
  assert.equal(await round(), 0);
});

test('keeps the errand when no provider takes it', async () => {
  reachable = false;
  await ask(`recurring-gifts/${monthly.id}/cancel`);
  await due();
  const errorsOfNone: string[] = [];
  await recurringRound(
    db,
    () => undefined,
    (_, error) => errorsOfNone.push(String(error)),
  );
  assert.match(errorsOfNone.join(), new RegExp(`No provider takes orders on ${monthly.id}`));
  assert.equal((await waiting()).length, 1);
  assert.equal((await monthlyNow()).state, 'cancelled');
});

test('refuses a monthly gift where the provider takes single ones only', async () => {
  const { recurring, ...single } = provider;
  assert.ok(recurring !== undefined);
  const plain = await testPlatform(database, { idle: true, providerFor: () => single });
  const project = await plain.stage.project();
  const answer = await plain.stage.ask('createDonation', {
    body: {
      projectId: project.id,
      gift: { amount: 5_000, currency: 'USD' },
      coverFee: false,
      donorName: null,
      anonymous: false,
      message: null,
      details: {
        email: 'ada@example.org',
        language: null,
        dedication: null,
        updatesConsent: null,
        cameFrom: null,
      },
      interval: 'month',
    },
  });
  assert.ok(!answer.ok);
  assert.deepEqual(
    [answer.problem.code, answer.problem.detail],
    [
      'payments_unavailable',
      'The payment provider takes single gifts only, and none by the month or year.',
    ],
  );
});
