// What is wished of a monthly gift through Stripe: it reaches the subscription, late or twice, and what
// is done in Stripe's own dashboard is heard.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { stripeHouse, usd } from './testing/house.ts';
import {
  allHeard,
  beginMonthlyAtStripe,
  declineMonthly,
  promiseMonthly,
} from './testing/monthly.ts';

const house = await stripeHouse();
const { stage, stripe } = house;
after(() => house.end());
afterEach(() => house.auditClean());

const dayMs = 86_400_000;
const daysAfter = (time: Date, days: number) => new Date(time.getTime() + days * dayMs);

const change = (amount: number) => ({ gift: usd(amount), coverFee: false });

test('charges another amount from the next period on, and nothing for this one', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const before = stripe.requests.length;
  const gift = await monthly.ask('changeRecurringGift', change(8_000));
  assert.deepEqual([gift.gift, gift.confirmed], [usd(8_000), true]);
  const update = stripe.requests
    .slice(before)
    .find(({ line }) => line === `POST /v1/subscriptions/${monthly.subscription}`);
  assert.equal(new URLSearchParams(update?.form).get('proration_behavior'), 'none');
  await monthly.renew(1);
  const [, renewed] = await monthly.charged(2, 'succeeded');
  assert.deepEqual(renewed?.gift, usd(8_000));
});

test('books what was agreed when an invoice was made out, whatever was changed since', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  monthly.goOnTo(monthly.period(1));
  const invoice = stripe.draft(monthly.subscription, monthly.period(1));
  await monthly.ask('changeRecurringGift', change(8_000));
  stripe.charge(invoice);
  await monthly.tell('invoice.paid', invoice);
  const [, renewed] = await monthly.charged(2, 'succeeded');
  assert.deepEqual(renewed?.gift, usd(5_000));
});

test('charges nothing in a pause, and goes on after it', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  assert.equal((await monthly.ask('pauseRecurringGift', { until: null })).state, 'paused');
  await monthly.renew(1);
  await allHeard(house);
  assert.equal((await monthly.read()).state, 'paused');
  const gift = await monthly.ask('resumeRecurringGift');
  assert.deepEqual(
    [gift.state, gift.nextChargeAt, gift.confirmed],
    ['active', monthly.period(2).toISOString(), true],
  );
  assert.equal(stripe.read(monthly.subscription).pause_collection, null);
  await monthly.renew(2);
  await monthly.charged(2, 'succeeded');
});

test('does not charge what was made out just before a pause', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  monthly.goOnTo(monthly.period(1));
  const invoice = stripe.draft(monthly.subscription, monthly.period(1));
  await monthly.ask('pauseRecurringGift', { until: null });
  stripe.charge(invoice);
  await monthly.tell('customer.subscription.updated', monthly.subscription);
  await allHeard(house);
  await monthly.charged(1, 'succeeded');
  assert.equal(stripe.read(invoice).status, 'draft');
});

test('ends a pause by itself on its day', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const until = daysAfter(monthly.period(1), 2);
  const gift = await monthly.ask('pauseRecurringGift', { until: until.toISOString() });
  assert.equal(gift.pausedUntil, until.toISOString());
  assert.deepEqual(stripe.read(monthly.subscription).pause_collection, {
    behavior: 'void',
    resumes_at: Math.floor(until.getTime() / 1_000),
  });
  monthly.goOnTo(until);
  await monthly.isIn('active');
  assert.equal(stripe.read(monthly.subscription).pause_collection, null);
});

test('cancels at Stripe, also twice', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  assert.equal((await monthly.ask('cancelRecurringGift')).state, 'cancelled');
  assert.equal((await monthly.ask('cancelRecurringGift')).confirmed, true);
  assert.equal(stripe.read(monthly.subscription).status, 'canceled');
  await monthly.tell('customer.subscription.deleted', monthly.subscription);
  await allHeard(house);
  assert.equal((await monthly.read()).state, 'cancelled');
});

test('cancels one that was never paid', async () => {
  const monthly = await promiseMonthly(house);
  assert.equal((await monthly.ask('cancelRecurringGift')).state, 'cancelled');
  assert.equal(stripe.read(monthly.subscription).status, 'incomplete_expired');
});

test('hears that somebody cancelled in the dashboard of Stripe', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  stripe.cancelSubscription(monthly.subscription);
  await monthly.tell('customer.subscription.deleted', monthly.subscription);
  const gift = await monthly.isIn('cancelled');
  assert.deepEqual([gift.nextChargeAt, gift.endedBecause], [null, null]);
});

test('hears of a pause in the dashboard, and of its end', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  stripe.setSubscription(monthly.subscription, {
    pause_collection: { behavior: 'void', resumes_at: null },
  });
  await monthly.tell('customer.subscription.updated', monthly.subscription);
  assert.equal((await monthly.isIn('paused')).pausedBecause, 'asked');
  stripe.setSubscription(monthly.subscription, { pause_collection: null });
  await monthly.tell('customer.subscription.updated', monthly.subscription);
  await monthly.isIn('active');
});

test('ends when its project is closed', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const { projectId } = monthly.created.donation;
  const project = await stage.readProject(projectId);
  const closed = await stage.ask('closeProject', { params: { projectId: project.id } });
  assert.ok(closed.ok, closed.text);
  assert.equal((await monthly.isIn('ended')).endedBecause, 'project_closed');
  await house.context.waitUntil('Stripe to hear of it', async () =>
    stripe.read(monthly.subscription).status === 'canceled' ? true : undefined,
  );
  await monthly.tell('customer.subscription.deleted', monthly.subscription);
  await allHeard(house);
  assert.equal((await monthly.read()).endedBecause, 'project_closed');
});

test('ends one that nobody paid within the time that Stripe gives', async () => {
  const monthly = await promiseMonthly(house);
  stripe.setSubscription(monthly.subscription, { status: 'incomplete_expired' });
  await monthly.tell('customer.subscription.updated', monthly.subscription);
  assert.equal((await monthly.isIn('ended')).endedBecause, 'never_paid');
});

test('brings a wish later when Stripe cannot be reached, and does it once', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  stripe.fail(500);
  const gift = await monthly.ask('pauseRecurringGift', { until: null });
  assert.deepEqual([gift.state, gift.confirmed], ['paused', false]);
  const { db } = house.database;
  await db
    .updateTable('outbox')
    .set({ available_at: new Date() })
    .where('topic', '=', 'recurring.order')
    .execute();
  await house.context.waitUntil('the pause to be confirmed', async () =>
    (await monthly.read()).confirmed ? true : undefined,
  );
  assert.notEqual(stripe.read(monthly.subscription).pause_collection, null);
});

test('ends on the day that its project closes by itself', async () => {
  const closesAt = new Date(house.clock.nowMs() + 40 * dayMs);
  const monthly = await beginMonthlyAtStripe(house, { closesAt: closesAt.toISOString() });
  await monthly.renew(1);
  await monthly.charged(2, 'succeeded');
  await allHeard(house);
  monthly.goOnTo(closesAt);
  assert.equal((await monthly.isIn('ended')).endedBecause, 'project_closed');
  assert.equal(stripe.read(monthly.subscription).status, 'canceled');
});

test('charges another card once the donor gave it', async () => {
  const { monthly, invoice } = await declineMonthly(house);
  const answer = await stage.ask('replaceRecurringGiftCard', {
    params: { recurringGiftId: monthly.id },
  });
  assert.ok(answer.ok, answer.text);
  const [setup = ''] = answer.value.payment.clientSecret.split('_secret_');
  stripe.giveCard(setup, '1111');
  await monthly.tell('setup_intent.succeeded', setup);
  await monthly.tell('setup_intent.succeeded', setup);
  const gift = await monthly.isIn('active');
  assert.equal(gift.card?.last4, '1111');
  await monthly.tell('invoice.paid', invoice);
  await monthly.charged(2, 'succeeded');
});

test('goes on with another card after a pause that failures brought', async () => {
  const { monthly } = await declineMonthly(house);
  for (const days of [3, 5, 7]) monthly.goOnTo(daysAfter(monthly.period(1), days));
  await monthly.isIn('paused');
  const answer = await stage.ask('replaceRecurringGiftCard', {
    params: { recurringGiftId: monthly.id },
  });
  assert.ok(answer.ok, answer.text);
  const [setup = ''] = answer.value.payment.clientSecret.split('_secret_');
  stripe.giveCard(setup, '1111');
  await monthly.tell('setup_intent.succeeded', setup);
  assert.equal((await monthly.isIn('active')).nextChargeAt, monthly.period(2).toISOString());
  assert.equal(stripe.read(monthly.subscription).pause_collection, null);
});
