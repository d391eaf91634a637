// Events that never came: found by asking Stripe, booked once, whatever comes late, fails or tells the wrong time.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { isRefusal } from '../../database/errors.ts';
import { applyPaymentEvents } from '../../giving/donations/settlement.ts';
import { createGroupCommit } from '../../ledger/group-commit.ts';
import { LeapClock } from '../../testing/clock.ts';
import { testId } from '../../testing/platform.ts';
import { waitUntil } from '../../testing/wait.ts';
import { connect } from './connection.ts';
import { applyRound } from './events.ts';
import { addPoll } from './poll-records.ts';
import { reconcileRound } from './reconcile.ts';
import { keepAccount } from './records.ts';
import { settingsFor, stripeHouse, usd } from './testing/house.ts';

const house = await stripeHouse({ idle: true });
const { stripe, stage, beginAtStripe } = house;
const { db } = house.database;
after(() => house.end());

const settings = settingsFor(stripe.url);
const connections = settings.modes.map((mode) => connect(settings, mode));
const clock = new LeapClock();
const found: string[] = [];
const parts = {
  db,
  connectionFor: (livemode: boolean) => connections.find(({ mode }) => mode.livemode === livemode),
  now: () => new Date(clock.nowMs()),
  onFound: ({ type }: { type: string }) => void found.push(type),
  onError: () => undefined,
  settleBill: async () => 'payment_unknown' as const,
  settlements: createGroupCommit({
    write: (events: Parameters<typeof applyPaymentEvents>[1]) =>
      applyPaymentEvents(db, events, {
        transfer: () => testId('transfer'),
        event: () => testId('event'),
      }),
    isRefusal,
  }),
};
await addPoll(db, { livemode: false, account: '' });

/** Long enough ago for an event to be missed. */
const ago = (minutes = 10) => ({ nowMs: Date.now() - minutes * 60_000 });

/** Looks through every account now, applies what was found, and says what that was. */
async function look(): Promise<readonly string[]> {
  await db
    .updateTable('stripe_poll')
    .set({ next_at: new Date(0) })
    .execute();
  found.length = 0;
  while ((await reconcileRound(parts)) > 0);
  while ((await applyRound(parts)) > 0);
  return [...found];
}

/** A gift that is paid at Stripe, and of which no webhook tells. */
async function payUnheard(minutesAgo?: number) {
  const { created, intent } = await beginAtStripe();
  stripe.setIntent(intent, { status: 'succeeded', amount_received: 5_000 });
  const event = stripe.event('payment_intent.succeeded', intent, ago(minutesAgo));
  return { created, intent, event };
}

const poll = () =>
  db.selectFrom('stripe_poll').selectAll().where('account', '=', '').executeTakeFirstOrThrow();

test('books a payment of which no webhook told, once, though it is told late as well', async () => {
  const { created, event } = await payUnheard();
  assert.equal((await stage.readDonation(created.donation.id)).state, 'pending');
  assert.deepEqual(await look(), ['payment_intent.succeeded']);
  await stage.settled(created, 'succeeded');
  assert.deepEqual(await look(), []);
  const late = stripe.sign(event.body);
  assert.equal((await house.post(event.body, late)).status, 200);
  while ((await applyRound(parts)) > 0);
  const { totals } = await stage.readProject(created.donation.projectId);
  assert.deepEqual([totals.raised, totals.donations], [usd(5_000), 1]);
  await house.auditClean();
});

test('finds nothing where the webhooks came, or may still be on their way', async () => {
  const heard = await beginAtStripe();
  stripe.setIntent(heard.intent, { status: 'succeeded', amount_received: 5_000 });
  const { body } = stripe.event('payment_intent.succeeded', heard.intent, ago());
  assert.equal((await house.post(body, stripe.sign(body))).status, 200);
  assert.deepEqual(await look(), []);
  const coming = await payUnheard(1);
  assert.deepEqual(await look(), []);
  await house.post(coming.event.body, stripe.sign(coming.event.body));
  assert.deepEqual(await look(), []);
  await stage.settled(coming.created, 'succeeded');
});

test('finds refunds, disputes and pages too', async () => {
  const { created, intent } = await payUnheard();
  await look();
  stripe.event('refund.created', stripe.refund(intent, 1_000), ago());
  const dispute = stripe.dispute(intent, { status: 'needs_response', amount: 4_000 });
  stripe.event('charge.dispute.created', dispute, ago());
  assert.deepEqual((await look()).toSorted(), ['charge.dispute.created', 'refund.created']);
  const { totals } = await stage.readProject(created.donation.projectId);
  assert.deepEqual(totals.raised, usd(0));
  await house.auditClean();
});

test('leaves alone what is no gift, and looks past it to the last page', async () => {
  const { created } = await payUnheard(30);
  const { intent: other } = await beginAtStripe();
  await db
    .updateTable('stripe_payment')
    .set({ intent_id: null })
    .where('intent_id', '=', other)
    .execute();
  stripe.setIntent(other, { metadata: {} });
  for (let count = 0; count < 250; count += 1) {
    stripe.event('payment_intent.succeeded', other, ago(20));
  }
  assert.deepEqual(await look(), ['payment_intent.succeeded']);
  await stage.settled(created, 'succeeded');
});

test('comes again soon after Stripe refused, from where it was', async () => {
  const before = await poll();
  const { created } = await payUnheard();
  stripe.failEventLists(429);
  assert.deepEqual(await look(), []);
  const failed = await poll();
  assert.deepEqual([failed.failures, failed.seen_until], [1, before.seen_until]);
  const restMs = failed.next_at.getTime() - Date.now();
  assert.ok(restMs > 0 && restMs < 60_000);
  assert.deepEqual(await look(), ['payment_intent.succeeded']);
  assert.equal((await poll()).failures, 0);
  await stage.settled(created, 'succeeded');
});

test('asks again for the hour before what it has seen, by Stripe’s own time', async () => {
  const { seen_until: seenUntil } = await poll();
  assert.ok(seenUntil !== null);
  await look();
  const asked = stripe.requests.findLast(({ line }) => line.startsWith('GET /v1/events'));
  const since = new URL(asked?.line.slice(4) ?? '', stripe.url).searchParams.get('created[gte]');
  assert.equal(Number(since), seenUntil.getTime() / 1_000 - 3_600);
});

for (const [name, hours] of [
  ['ahead', 1],
  ['behind', -1],
] as const) {
  test(`loses nothing while the clock is an hour ${name}`, async () => {
    const { created } = await payUnheard();
    clock.advance(hours * 3_600_000);
    const wrong = await look();
    clock.advance(-hours * 3_600_000);
    assert.deepEqual([...wrong, ...(await look())], ['payment_intent.succeeded']);
    await stage.settled(created, 'succeeded');
    await house.auditClean();
  });
}

test('asks in the name of each connected account', async () => {
  const account = 'acct_of_the_charity';
  await keepAccount(db, house.a.book, account);
  const { created, intent } = await beginAtStripe();
  stripe.setIntent(intent, { status: 'succeeded', amount_received: 5_000 });
  stripe.event('payment_intent.succeeded', intent, { ...ago(), account });
  assert.deepEqual(await look(), ['payment_intent.succeeded']);
  await stage.settled(created, 'succeeded');
});

test('does so by itself when the platform starts, and counts and logs what it found', async () => {
  const own = await stripeHouse({ idle: true });
  const { created, intent } = await own.beginAtStripe();
  own.stripe.setIntent(intent, { status: 'succeeded', amount_received: 5_000 });
  own.stripe.event('payment_intent.succeeded', intent, ago());
  assert.equal(own.metric('stripe_reconciled_total'), 0);
  await own.platform.start();
  await own.stage.settled(created, 'succeeded');
  assert.equal(own.metric('stripe_reconciled_total'), 1);
  await waitUntil('the line', () =>
    own.log.find((line) => line.includes('that no webhook brought')),
  );
  await own.auditClean();
  await own.end();
});
