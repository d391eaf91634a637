// Monthly gifts through Stripe: the official SDK against a stand-in of Stripe on this machine, and the
// whole platform behind it. Whatever Stripe says twice, late, in no order or not at all, no period is
// paid twice, and a donor's wish reaches the subscription.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import type { Id } from '@kindcart/contract';
import { told } from '../../giving/recurring/testing.ts';
import { accountBalance } from '../../ledger/records.ts';
import { connect } from './connection.ts';
import { reconcileRound } from './reconcile.ts';
import { keepAccount } from './records.ts';
import { settingsFor, stripeHouse, usd } from './testing/house.ts';
import {
  allHeard,
  beginMonthlyAtStripe,
  declineMonthly,
  promiseMonthly,
} from './testing/monthly.ts';

const house = await stripeHouse();
const { stage, stripe, post, allApplied } = house;
after(() => house.end());
afterEach(() => house.auditClean());

const dayMs = 86_400_000;
const daysAfter = (time: Date, days: number) => new Date(time.getTime() + days * dayMs);

/** Requests since a place in the list, without what makes them unique. */
const askedSince = (place: number) =>
  stripe.requests
    .slice(place)
    .map(({ line }) => line.replace(/\?.*/, '').replace(/\/(\w+?)_\w{24,}/g, '/$1'))
    .filter((line) => !line.startsWith('GET'));

test('begins with a first payment that is made in the page', async () => {
  const before = stripe.requests.length;
  const monthly = await promiseMonthly(house);
  const { payment } = monthly.created;
  assert.ok(payment.provider === 'stripe');
  const invoice = String(stripe.read(monthly.subscription).latest_invoice);
  const intent = stripe.intentOf(invoice);
  assert.equal(payment.clientSecret, stripe.read(intent).client_secret);
  assert.deepEqual((await monthly.read()).state, 'pending');
  assert.deepEqual(askedSince(before), [
    'POST /v1/customers',
    'POST /v1/products',
    'POST /v1/prices',
    'POST /v1/subscriptions',
  ]);
  const { metadata } = stripe.read(monthly.subscription);
  assert.deepEqual(metadata, {
    kindcart_organization: house.a.organizationId,
    kindcart_recurring_gift: monthly.id,
    kindcart_order: '0',
    kindcart_revision: '1',
  });
  stripe.payFirst(monthly.subscription);
  await monthly.tell('payment_intent.succeeded', intent);
  await stage.settled(monthly.created, 'succeeded');
  await monthly.tell('customer.subscription.updated', monthly.subscription);
  const gift = await monthly.isIn('active');
  assert.deepEqual(
    [gift.nextChargeAt, gift.card],
    [monthly.period(1).toISOString(), { brand: 'visa', last4: '4242' }],
  );
});

test('asks for the subscription as the guide says, so that nothing is charged without a donor', async () => {
  await promiseMonthly(house);
  const asked = stripe.requests.findLast(({ line }) => line === 'POST /v1/subscriptions');
  const form = new URLSearchParams(asked?.form);
  assert.deepEqual(
    ['payment_behavior', 'billing_mode[type]', 'collection_method'].map((name) => form.get(name)),
    ['default_incomplete', 'flexible', 'charge_automatically'],
  );
});

test('books each period as a gift of its own', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  await monthly.renew(1);
  await monthly.charged(2, 'succeeded');
  await monthly.renew(2);
  const [first, second, third] = await monthly.charged(3, 'succeeded');
  assert.deepEqual(
    [second?.recurringGiftId, third?.donorName, third?.interval],
    [monthly.id, first?.donorName, 'month'],
  );
  await allHeard(house);
  assert.equal((await monthly.read()).nextChargeAt, monthly.period(3).toISOString());
  const { totals } = await stage.readProject(monthly.created.donation.projectId);
  assert.deepEqual([totals.raised, totals.donations], [usd(15_000), 3]);
});

test('gives a renewal back as any gift', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const invoice = await monthly.renew(1);
  const [, renewed] = await monthly.charged(2, 'succeeded');
  const intent = stripe.intentOf(invoice);
  stripe.refund(intent, 5_000);
  await monthly.tell('charge.refunded', intent);
  await monthly.charged(2, 'refunded');
  assert.equal(renewed?.recurringGiftId, monthly.id);
});

test('makes one gift of a period that is told five times at once and in no order', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  monthly.goOnTo(monthly.period(1));
  const early = stripe.renew(monthly.subscription, monthly.period(1));
  const nowMs = house.clock.nowMs();
  const told = stripe.event('invoice.paid', early, { nowMs });
  const late = stripe.renew(monthly.subscription, monthly.period(2));
  const others = [
    ['invoice.paid', late],
    ['customer.subscription.updated', monthly.subscription],
    ['payment_intent.succeeded', stripe.intentOf(late)],
    ['invoice.paid', late],
  ].map(([type = '', id = '']) => stripe.event(type, id, { nowMs }));
  const all = [...others, told, told, told, told, told];
  const answers = await Promise.all(all.map(({ body, signature }) => post(body, signature)));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  await allHeard(house);
  await allApplied();
  await monthly.charged(3, 'succeeded');
  assert.equal((await monthly.read()).nextChargeAt, monthly.period(3).toISOString());
  const { totals } = await stage.readProject(monthly.created.donation.projectId);
  assert.deepEqual([totals.raised, totals.donations], [usd(15_000), 3]);
});

test('tries a failed charge on days 3, 5 and 7, and then pauses', async () => {
  const { monthly, invoice } = await declineMonthly(house);
  const failedAt = monthly.period(1);
  assert.equal(stripe.read(invoice).auto_advance, false);
  for (const [place, days] of [3, 5, 7].entries()) {
    const gift = await monthly.read();
    assert.deepEqual(
      [gift.state, gift.retriesLeft, gift.nextChargeAt, gift.failureCode],
      ['past_due', 3 - place, daysAfter(failedAt, days).toISOString(), 'card_declined'],
    );
    const before = stripe.requests.length;
    monthly.goOnTo(daysAfter(failedAt, days));
    await house.context.waitUntil(`the try of day ${days}`, async () => {
      const { retriesLeft } = await monthly.read();
      return retriesLeft < 3 - place ? true : undefined;
    });
    const tries = askedSince(before).filter((line) => line.endsWith('/pay'));
    assert.equal(tries.length, 1);
  }
  const gift = await monthly.read();
  assert.deepEqual(
    [gift.state, gift.pausedBecause, gift.nextChargeAt],
    ['paused', 'payment_failed', null],
  );
  assert.equal(stripe.read(invoice).status, 'void');
  assert.deepEqual(stripe.read(monthly.subscription).pause_collection, {
    behavior: 'void',
    resumes_at: null,
  });
  await monthly.tell('payment_intent.canceled', stripe.intentOf(invoice));
  await allApplied();
  await monthly.charged(2, 'failed');
});

test('goes on when a later try goes through', async () => {
  const { monthly, invoice } = await declineMonthly(house);
  stripe.setCard(monthly.subscription, false);
  monthly.goOnTo(daysAfter(monthly.period(1), 3));
  await monthly.isIn('active');
  await monthly.tell('invoice.paid', invoice);
  await monthly.charged(2, 'succeeded');
  await allHeard(house);
  assert.equal((await monthly.read()).nextChargeAt, monthly.period(2).toISOString());
});

test('tries at once when somebody asks for it, once for each time', async () => {
  const { monthly, invoice } = await declineMonthly(house);
  const before = stripe.requests.length;
  const asked = await monthly.ask('retryRecurringGift');
  assert.deepEqual([asked.state, asked.retriesLeft, asked.confirmed], ['past_due', 2, true]);
  stripe.setCard(monthly.subscription, false);
  assert.equal((await monthly.ask('retryRecurringGift')).state, 'active');
  const tries = askedSince(before).filter((line) => line.endsWith('/pay'));
  assert.equal(tries.length, 2);
  await monthly.tell('invoice.paid', invoice);
  await monthly.charged(2, 'succeeded');
});

test('says that the bank wants a donor where none is', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  stripe.setCard(monthly.subscription, true);
  monthly.goOnTo(monthly.period(1));
  const invoice = stripe.renew(monthly.subscription, monthly.period(1));
  stripe.setIntent(stripe.intentOf(invoice), { status: 'requires_action' });
  await monthly.tell('invoice.payment_action_required', invoice);
  const [, renewed] = await monthly.charged(2, 'failed');
  assert.equal(renewed?.failureCode, 'authentication_failed');
  assert.equal((await monthly.isIn('past_due')).failureCode, 'authentication_failed');
});

const monthlyBody = (projectId: Id<'project'>) => ({
  projectId,
  gift: usd(5_000),
  coverFee: false,
  donorName: null,
  anonymous: false,
  message: null,
  interval: 'month' as const,
  details: told,
});

test('finds one subscription again when the connection breaks after it was made', async () => {
  const body = monthlyBody((await stage.project()).id);
  const idempotencyKey = 'the very same monthly gift';
  const before = stripe.count('subscription');
  // The customer, the product and the price go well; then each try of the SDK's own breaks.
  const cut = 'cut after the work' as const;
  stripe.fail('none', 'none', 'none', cut, cut, cut);
  const broken = await stage.ask('createDonation', { body }, { idempotencyKey });
  assert.ok(!broken.ok);
  assert.equal(broken.problem.code, 'unavailable');
  const found = await stage.ask('createDonation', { body }, { idempotencyKey });
  assert.ok(found.ok, found.text);
  const again = await stage.ask('createDonation', { body }, { idempotencyKey });
  assert.ok(again.ok, again.text);
  assert.equal(again.value.donation.id, found.value.donation.id);
  assert.equal(stripe.count('subscription'), before + 1);
  const whole = await stage.ask('getDonation', {
    params: { donationId: found.value.donation.id },
  });
  assert.ok(whole.ok);
  const metadata = stripe.requests.findLast(({ line }) => line === 'POST /v1/subscriptions');
  const form = new URLSearchParams(metadata?.form);
  assert.equal(form.get('metadata[kindcart_recurring_gift]'), whole.value.recurringGiftId);
});

const refusals = [
  ['too small', 'request_invalid'],
  [401, 'payments_unavailable'],
  [429, 'unavailable'],
] as const;

for (const [failure, code] of refusals) {
  test(`says ${code} where Stripe says ${failure} to a monthly gift`, async () => {
    const body = monthlyBody((await stage.project()).id);
    stripe.fail('none', 'none', 'none', failure);
    const answer = await stage.ask('createDonation', { body });
    assert.ok(!answer.ok);
    assert.equal(answer.problem.code, code);
  });
}

test('takes no word of the other mode, and none on subscriptions of others', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const nowMs = house.clock.nowMs();
  const live = await house.tell('customer.subscription.updated', monthly.subscription, {
    nowMs,
    livemode: true,
  });
  assert.deepEqual([live.status, live.code], [400, 'livemode_mismatch']);
  stripe.setSubscription(monthly.subscription, { id: 'sub_of_a_gym' });
  const other = await house.tell('customer.subscription.deleted', monthly.subscription, { nowMs });
  assert.equal(other.status, 200);
  assert.equal((await monthly.read()).state, 'active');
});

test('takes a gift up again whose process died as it worked on it', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const { db } = house.database;
  const died = { held_by: 'a process that is no more', held_until: new Date(Date.now() - 1_000) };
  await db.updateTable('stripe_recurring').set(died).where('id', '=', monthly.id).execute();
  await monthly.renew(1);
  await monthly.charged(2, 'succeeded');
});

test('finds a renewal of which no webhook told', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  monthly.goOnTo(monthly.period(1));
  const invoice = stripe.renew(monthly.subscription, monthly.period(1));
  stripe.event('invoice.paid', invoice, { nowMs: house.clock.nowMs() });
  house.clock.advance(10 * 60_000);
  const { db } = house.database;
  await db
    .updateTable('stripe_poll')
    .set({ next_at: new Date(0) })
    .execute();
  const settings = settingsFor(stripe.url);
  const [mode] = settings.modes;
  assert.ok(mode !== undefined);
  const connection = connect(settings, mode);
  await reconcileRound({
    db,
    connectionFor: (livemode) => (livemode ? undefined : connection),
    now: () => new Date(house.clock.nowMs()),
    onFound: () => {},
    onError: (_, error) => assert.ifError(error),
  });
  await monthly.charged(2, 'succeeded');
});

test('pays it to the connected account, and charges it there', async () => {
  const { organizationId } = house.a;
  const { db } = house.database;
  await keepAccount(db, { organizationId, livemode: false }, 'acct_of_the_charity');
  const before = stripe.requests.length;
  const monthly = await beginMonthlyAtStripe(house);
  await monthly.renew(1);
  await monthly.charged(2, 'succeeded');
  await monthly.ask('pauseRecurringGift', { until: null });
  const accounts = stripe.requests
    .slice(before)
    .filter(({ line }) => !line.startsWith('GET /v1/events'))
    .map(({ account }) => account);
  assert.deepEqual([...new Set(accounts)], ['acct_of_the_charity']);
  await db.deleteFrom('stripe_account').where('organization_id', '=', organizationId).execute();
});

test('has all that was paid on the account of Stripe', async () => {
  const { balance } =
    (await accountBalance(house.database.db, house.a.book, 'clearing:stripe', 'USD')) ?? {};
  assert.ok(balance !== undefined && balance !== 0);
});
