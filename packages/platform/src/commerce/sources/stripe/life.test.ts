// Orders of Stripe Checkout at a whole platform: what is told in any order, and what comes of it.
import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { startStripe } from '../../../payments/stripe/testing/stand-in.ts';
import { testDatabase, testPlatform } from '../../../testing/platform.ts';
import { connectKind } from '../testing/connect-kind.ts';
import { applyAll, handShops } from '../testing/connected.ts';
import { permutations } from '../testing/permutations.ts';

const secret = 'whsec_of_the_shop_0123456789';
const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
const { clock } = house;
const { shops, metrics, log, failures } = handShops(house);
const standIn = await startStripe(secret);
standIn.setClock(clock.nowMs);
const access = { secretKey: 'rk_test_0123456789', url: standIn.url.href };
const { shop, post, order } = await connectKind(house, { kind: 'stripe', secret, access });
await shop.item();
after(async () => {
  await shops.stop();
  await standIn.close();
  await house.stop();
  await database.close();
});
const minuteMs = 60_000;
beforeEach(() => clock.advance(minuteMs));

/** Somebody buys for $50.00, of which $5.00 are shipping. */
async function sell(): Promise<{ id: string; intent: string }> {
  const form = new URLSearchParams({
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][unit_amount]': '5000',
    'line_items[0][price_data][currency]': 'usd',
    mode: 'payment',
    expires_at: `${Math.floor(clock.nowMs() / 1_000) + 3_600}`,
  });
  const made = await fetch(new URL('/v1/checkout/sessions', standIn.url), {
    method: 'POST',
    body: form,
  });
  const { id }: { id: string } = JSON.parse(await made.text());
  const intent = standIn.paySession(id, { status: 'succeeded' });
  const total_details = { amount_discount: 0, amount_shipping: 500, amount_tax: 0 };
  standIn.setSession(id, { total_details, shipping_cost: null });
  return { id, intent };
}

type Event = ReturnType<typeof standIn.event>;

const event = (type: string, id: string, livemode = false): Event =>
  standIn.event(type, id, { nowMs: clock.nowMs(), livemode });

/** An event of the next second. */
function later(type: string, id: string): Event {
  clock.advance(1_000);
  return event(type, id);
}

async function tell(...events: readonly Event[]): Promise<void> {
  for (const { body, signature } of events) {
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    assert.equal((await post({ body, headers })).status, 200);
  }
  await applyAll(shops);
  assert.deepEqual(failures, []);
}

async function standsAt(id: string): Promise<readonly (string | undefined)[]> {
  const [pledge] = (await order(id)).pledges;
  return [pledge?.state, pledge?.exact];
}

function counted(name: string): number {
  const lines = metrics.text().split('\n');
  const line = lines.find((text) => text.startsWith(`${name} `)) ?? assert.fail(name);
  return Number(line.slice(name.length));
}

test('brings an order from its payment to a dispute that is won, and to its refund', async () => {
  const { id, intent } = await sell();
  await tell(event('checkout.session.completed', id));
  assert.deepEqual(await standsAt(id), ['confirmed', '45']);
  const dispute = standIn.dispute(intent, { status: 'needs_response' });
  await tell(later('charge.dispute.created', dispute));
  assert.deepEqual(await standsAt(id), ['reversed', '0']);
  standIn.setDispute(dispute, { status: 'won' });
  await tell(later('charge.dispute.closed', dispute));
  assert.deepEqual(await standsAt(id), ['confirmed', '45']);
  await tell(later('refund.created', standIn.refund(intent, 2_500)));
  assert.deepEqual(await standsAt(id), ['confirmed', '22.5']);
  await tell(later('refund.created', standIn.refund(intent, 2_500)));
  assert.deepEqual(await standsAt(id), ['reversed', '0']);
  await house.auditClean();
});

test('ends the same by every permutation of a payment, a refund, its failure and another refund', async () => {
  const ends = new Set<string>();
  for (const turn of permutations([0, 1, 2, 3])) {
    const { id, intent } = await sell();
    const [first, second] = [standIn.refund(intent, 1_000), standIn.refund(intent, 2_000)];
    const events = [
      event('checkout.session.completed', id),
      later('refund.created', first),
      event('refund.created', second),
    ];
    standIn.setRefund(first, { status: 'failed' });
    // In the very second in which it began.
    events.push(event('refund.failed', first));
    const told = turn.flatMap((place) => events[place] ?? assert.fail());
    for (const one of told) await tell(one, one);
    ends.add(String(await standsAt(id)));
  }
  assert.deepEqual([...ends], ['confirmed,27']);
  await house.auditClean();
});

test('waits with a refund until the order is told that it is of', async () => {
  const { id, intent } = await sell();
  const [paid, refund] = [
    event('checkout.session.completed', id),
    later('refund.created', standIn.refund(intent, 5_000)),
  ];
  await tell(refund);
  assert.equal(counted('shop_events_ended_total{kind="stripe",end="parked"}') > 0, true);
  await tell(paid);
  assert.deepEqual(await standsAt(id), ['reversed', '0']);
});

test('refuses a live event at a source of test data, and says so aloud', async () => {
  const { id } = await sell();
  const wrong = 'shop_events_ended_total{kind="stripe",end="wrong_mode"}';
  const before = counted(wrong);
  await tell(event('checkout.session.completed', id, true));
  assert.equal(counted(wrong) - before, 1);
  assert.match(
    log.join(''),
    /"level":"error".*An event of live mode came to a source of test mode/,
  );
  await assert.rejects(order(id), /There is no order/);
});

test('finds a refund that no event brought, once, by asking Stripe', async () => {
  const { id, intent } = await sell();
  await tell(event('checkout.session.completed', id));
  event('refund.created', standIn.refund(intent, 2_500));
  clock.advance(10 * minuteMs);
  const missed = 'shop_events_reconciled_total{kind="stripe",found="missed"}';
  const before = counted(missed);
  assert.equal(await shops.reconcileRound(), 1);
  await applyAll(shops);
  assert.deepEqual(await standsAt(id), ['confirmed', '22.5']);
  clock.advance(20 * minuteMs);
  assert.equal(await shops.reconcileRound(), 1);
  assert.equal(counted(missed) - before, 1);
  await house.auditClean();
});
