// What only a real server shows: several processes and connections at the same payment at once.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CreatedDonation } from '@kindcart/contract';
import { Stage } from '@kindcart/contract/conformance';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { waitUntil } from '../../testing/wait.ts';
import { connect } from './connection.ts';
import { reconcileRound } from './reconcile.ts';
import { settingsFor, stripeHouse, usd } from './testing/house.ts';
import { beginMonthlyAtStripe } from './testing/monthly.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const house = await stripeHouse({ database: await testDatabase(postgres.url) });
const { stripe, stage, pay, beginAtStripe } = house;
const { db } = house.database;
const other = await testPlatform(await testDatabase(postgres.url), {
  stripe: settingsFor(stripe.url),
});
after(async () => {
  await other.stop();
  await other.database.close();
  await house.end();
  await postgres.remove();
});

const times = <Thing>(count: number, make: (number: number) => Thing) =>
  Array.from({ length: count }, (_, number) => make(number));

/** Asks one process or the other, in turn. */
function askEither(number: number, path: string, init: RequestInit): Promise<Response> {
  const { app } = (number % 2 === 0 ? house : other).platform;
  const headers = new Headers(init.headers);
  headers.set('Authorization', `Bearer ${house.a.test.secret}`);
  return Promise.resolve(app.request(path, { ...init, headers }));
}

test('gives back all of a gift once when it is asked for twenty times at once', async () => {
  const { created, intent } = await pay();
  const path = `/v1/donations/${created.donation.id}/refunds`;
  const answers = await Promise.all(
    times(20, (number) =>
      askEither(number, path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `refund ${number}` },
        body: JSON.stringify({ amount: null, reason: null }),
      }),
    ),
  );
  const statuses = answers.map(({ status }) => status).sort();
  assert.deepEqual(statuses, [201, ...times(19, () => 409)]);
  const refund = await waitUntil('the refund', () => stripe.refundsOf(intent)[0]);
  await house.tell('refund.created', refund);
  await stage.settled(created, 'refunded');
  assert.equal(stripe.refundsOf(intent).length, 1);
  const keys = stripe.requests
    .filter(({ line }) => line === 'POST /v1/refunds')
    .map(({ key }) => key);
  assert.equal(new Set(keys).size, 1);
  await house.auditClean();
});

test('books an event once that five connections bring to two processes at once', async () => {
  const { created, intent } = await beginAtStripe();
  stripe.setIntent(intent, { status: 'succeeded', amount_received: 5_000 });
  const { body, signature } = stripe.event('payment_intent.succeeded', intent);
  const headers = { 'Content-Type': 'application/json', 'Stripe-Signature': signature };
  const told = await Promise.all(
    times(5, (number) =>
      askEither(number, '/v1/payments/stripe/events', { method: 'POST', body, headers }),
    ),
  );
  assert.deepEqual(
    told.map(({ status }) => status),
    times(5, () => 200),
  );
  await stage.settled(created, 'succeeded');
  await house.allApplied();
  const { totals } = await stage.readProject(created.donation.projectId);
  assert.deepEqual([totals.raised, totals.donations], [usd(5_000), 1]);
  await house.auditClean();
});

test('makes one gift of a period that five connections tell two processes of at once', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const invoice = stripe.renew(monthly.subscription, monthly.period(1));
  const told = ['invoice.paid', 'customer.subscription.updated'].map((type) =>
    stripe.event(type, type === 'invoice.paid' ? invoice : monthly.subscription),
  );
  const path = '/v1/payments/stripe/events';
  await Promise.all(
    times(10, (number) => {
      const { body = '', signature = '' } = told[number % 2] ?? {};
      const headers = { 'Content-Type': 'application/json', 'Stripe-Signature': signature };
      return askEither(Math.floor(number / 2), path, { method: 'POST', body, headers });
    }),
  );
  await monthly.charged(2, 'succeeded');
  await house.context.waitUntil('the next period to be known', async () =>
    (await monthly.read()).nextChargeAt === monthly.period(2).toISOString() ? true : undefined,
  );
  const { totals } = await stage.readProject(monthly.created.donation.projectId);
  assert.deepEqual([totals.raised, totals.donations], [usd(10_000), 2]);
  await house.auditClean();
});

test('lets two processes steer one monthly gift one after the other', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const path = `/v1/recurring-gifts/${monthly.id}`;
  const ask = (number: number, act: string, body?: object) =>
    askEither(number, `${path}/${act}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  await Promise.all([
    ask(0, 'pause', { until: null }),
    ask(1, 'change', { gift: usd(7_000), coverFee: false }),
    ask(0, 'pause', { until: null }),
  ]);
  await ask(1, 'cancel');
  await house.context.waitUntil('the end to be confirmed', async () => {
    const { state, confirmed } = await monthly.read();
    return state === 'cancelled' && confirmed ? true : undefined;
  });
  assert.equal(stripe.read(monthly.subscription).status, 'canceled');
  await house.auditClean();
});

test('finds the payment of a request whose process died before it was written, and makes no other', async () => {
  const project = await stage.project();
  const wish = { coverFee: false, donorName: null, anonymous: true, message: null };
  const body = JSON.stringify({ projectId: project.id, gift: usd(5_000), ...wish });
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': testId('donation') };
  const give = async (number: number): Promise<CreatedDonation> => {
    const answer = await askEither(number, '/v1/donations', { method: 'POST', body, headers });
    return JSON.parse(await answer.text());
  };
  const first = await give(0);
  const made = stripe.count('payment_intent');
  // As it is when the process ends between Stripe's answer and the rows.
  const { reference } = first.payment;
  await db.deleteFrom('donation').where('payment_reference', '=', reference).execute();
  await db.deleteFrom('idempotency').where('key', '=', headers['Idempotency-Key']).execute();
  await db
    .updateTable('stripe_payment')
    .set({ intent_id: null })
    .where('reference', '=', reference)
    .execute();
  const second = await give(1);
  assert.equal(second.payment.reference, reference);
  assert.equal(stripe.count('payment_intent'), made);
});

test('asks Stripe for missed events in one process at a time', async () => {
  const { created, intent } = await beginAtStripe();
  stripe.setIntent(intent, { status: 'succeeded', amount_received: 5_000 });
  // Looks of their own would take it, or be counted with the rest.
  await Promise.all([house.stop(), other.stop()]);
  stripe.event('payment_intent.succeeded', intent, { nowMs: Date.now() - 600_000 });
  const [mode] = settingsFor(stripe.url).modes;
  assert.ok(mode !== undefined);
  const connection = connect(settingsFor(stripe.url), mode);
  const found: string[] = [];
  const parts = {
    connectionFor: (livemode: boolean) => (livemode ? undefined : connection),
    now: () => new Date(),
    onFound: ({ id }: { id: string }) => void found.push(id),
    onError: (_: string, error: unknown) => assert.ifError(error),
  };
  const asked = () =>
    stripe.requests.filter(({ line }) => line.startsWith('GET /v1/events')).length;
  const before = asked();
  await db
    .updateTable('stripe_poll')
    .set({ next_at: new Date(0) })
    .execute();
  const dbs = [db, other.database.db];
  const rounds = await Promise.all(
    times(6, (number) => reconcileRound({ ...parts, db: dbs[number % 2] ?? db })),
  );
  // Of each of the two lists of types that one process asks for.
  assert.deepEqual([asked() - before, found.length], [2, 1]);
  assert.deepEqual(rounds.toSorted(), [0, 0, 0, 0, 0, 1]);
  const later = await testPlatform(house.database, { stripe: settingsFor(stripe.url) });
  const there = new Stage({ ...later.context, keys: house.a.test });
  await there.settled(created, 'succeeded');
  await later.stop();
  await house.auditClean();
});
