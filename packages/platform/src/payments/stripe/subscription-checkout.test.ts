// Monthly gifts begun on Stripe's own page: until it is paid there is nothing but the page, and whatever
// Stripe tells first, twice or late of what follows, the same gift comes of it.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { periodName } from '@kindcart/contract';
import { read } from '../../pages/testing/donor.ts';
import { makeTenant } from '../../testing/platform.ts';
import { connect } from './connection.ts';
import { reconcileRound } from './reconcile.ts';
import { keepAccount } from './records.ts';
import { settingsFor, stripeHouse } from './testing/house.ts';
import { allHeard } from './testing/monthly.ts';
import { beginOnPage, type MonthlyOnPage } from './testing/monthly-page.ts';

const house = await stripeHouse();
const { stripe, post, allApplied, clock } = house;
const { db } = house.database;
after(() => house.end());
afterEach(() => house.auditClean());

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const ask = (path: string, init?: RequestInit) => house.platform.app.request(path, init);

async function heard(): Promise<void> {
  await allHeard(house);
  await allApplied();
}

const invoiceOf = (subscription: string) => String(stripe.read(subscription).latest_invoice);

/** What Stripe tells of a first payment, in its own order. */
function firstEvents(monthly: MonthlyOnPage, subscription: string) {
  const invoice = invoiceOf(subscription);
  return [
    monthly.event('invoice.paid', invoice),
    monthly.event('payment_intent.succeeded', stripe.intentOf(invoice)),
    monthly.event('customer.subscription.updated', subscription),
    monthly.event('checkout.session.completed', monthly.session),
  ];
}

test('asks for a page of a subscription, and for nothing that could be charged without it', async () => {
  const before = stripe.requests.length;
  const { session, giftId, reference } = await beginOnPage(house);
  const asked = stripe.requests
    .slice(before)
    .map(({ line }) => line)
    .filter((line) => line.startsWith('POST'));
  assert.deepEqual(
    asked.filter((line) => line !== 'POST /v1/products'),
    ['POST /v1/prices', 'POST /v1/checkout/sessions'],
  );
  const form = new URLSearchParams(
    stripe.requests.findLast(({ line }) => line === 'POST /v1/checkout/sessions')?.form,
  );
  const said = (name: string) => form.get(name);
  assert.deepEqual(
    ['mode', 'submit_type', 'customer_email', 'custom_text[submit][message]'].map(said),
    ['subscription', null, 'ada@example.org', 'Clean water for Shuanghe village school'],
  );
  assert.equal(said('metadata[kindcart_payment]'), reference);
  for (const where of ['metadata', 'subscription_data[metadata]']) {
    assert.equal(said(`${where}[kindcart_recurring_gift]`), giftId);
  }
  assert.equal(said('subscription_data[billing_mode][type]'), 'flexible');
  assert.equal(stripe.read(String(said('line_items[0][price]'))).unit_amount, 5_000);
  assert.equal(stripe.read(session).amount_total, 5_000);
});

test('begins with the first payment on the page, and thanks with when the next one is', async () => {
  const monthly = await beginOnPage(house);
  clock.advance(20 * minuteMs);
  const page = await fetch(String(stripe.read(monthly.session).url));
  assert.match(await page.text(), /Clean water for Shuanghe.*5000 usd/s);
  const body = new URLSearchParams({ outcome: 'succeeded' });
  await fetch(page.url, { method: 'POST', body, redirect: 'manual' });
  await monthly.tell('checkout.session.completed', monthly.session);
  await monthly.stands(['succeeded'], 'active');
  const subscription = String(stripe.read(monthly.session).subscription);
  const { anchor, next, periods } = await monthly.standing();
  assert.deepEqual(
    [anchor, next, periods],
    [
      monthly.period(subscription, 0).toISOString(),
      monthly.period(subscription, 1).toISOString(),
      [periodName(monthly.period(subscription, 0))],
    ],
  );
  const thanks = await read(await ask(monthly.thanks));
  assert.match(thanks.text, /Your gift of \$50\.00 has arrived\..*The next payment is on/);
});

const orders: readonly [what: string, order: readonly number[]][] = [
  ['in its own order', [0, 1, 2, 3]],
  ['the other way round', [3, 2, 1, 0]],
  ['the subscription first', [2, 0, 3, 1]],
  ['the page last and the payment never', [2, 0, 3]],
  ['the page alone', [3]],
  ['the invoice alone', [0]],
  ['the subscription alone', [2]],
  ['each three times', [0, 0, 3, 2, 1, 3, 0, 2, 1, 3, 2, 1]],
];

for (const [what, order] of orders) {
  test(`ends the same when Stripe tells ${what}`, async () => {
    const monthly = await beginOnPage(house);
    const subscription = stripe.subscribeOnPage(monthly.session);
    const events = firstEvents(monthly, subscription);
    for (const place of order) {
      const { body = '', signature } = events[place] ?? {};
      assert.equal((await post(body, signature)).status, 200);
      await heard();
    }
    await monthly.stands(['succeeded'], 'active');
    assert.equal((await monthly.standing()).next, monthly.period(subscription, 1).toISOString());
  });
}

test('ends the same when all is told at once, five times each, with a renewal among it', async () => {
  const monthly = await beginOnPage(house);
  const subscription = stripe.subscribeOnPage(monthly.session);
  clock.advance(monthly.period(subscription, 1).getTime() - clock.nowMs());
  const first = firstEvents(monthly, subscription);
  const renewed = stripe.renew(subscription, monthly.period(subscription, 1));
  const events = [monthly.event('invoice.paid', renewed), ...first.toReversed()];
  const all = Array.from({ length: 5 }, () => events).flat();
  const answers = await Promise.all(all.map(({ body, signature }) => post(body, signature)));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  await heard();
  await monthly.stands(['succeeded', 'succeeded'], 'active');
  assert.equal((await monthly.standing()).next, monthly.period(subscription, 2).toISOString());
});

test('books each period that follows as a gift of its own', async () => {
  const monthly = await beginOnPage(house);
  const subscription = stripe.subscribeOnPage(monthly.session);
  await monthly.tell('checkout.session.completed', monthly.session);
  await monthly.stands(['succeeded'], 'active');
  for (const number of [1, 2]) {
    clock.advance(monthly.period(subscription, number).getTime() - clock.nowMs());
    const invoice = stripe.renew(subscription, monthly.period(subscription, number));
    await monthly.tell('invoice.paid', invoice);
    await monthly.stands(Array(number + 1).fill('succeeded'), 'active');
  }
});

test('gives a first payment back as any gift', async () => {
  const monthly = await beginOnPage(house);
  const subscription = stripe.subscribeOnPage(monthly.session);
  await monthly.tell('checkout.session.completed', monthly.session);
  await monthly.stands(['succeeded'], 'active');
  const intent = stripe.intentOf(invoiceOf(subscription));
  stripe.refund(intent, 5_000);
  await monthly.tell('charge.refunded', intent);
  await monthly.stands(['refunded'], 'active');
});

test('leaves nothing running of a page that ended unpaid', async () => {
  const before = stripe.count('subscription');
  const monthly = await beginOnPage(house);
  stripe.setSession(monthly.session, { status: 'expired', url: null });
  for (let time = 0; time < 3; time += 1) {
    await monthly.tell('checkout.session.expired', monthly.session);
  }
  await heard();
  const { donations, state, ended, next } = await monthly.standing();
  assert.deepEqual([donations, state, ended, next], [['expired'], 'ended', 'never_paid', null]);
  assert.equal(stripe.count('subscription'), before);
});

test('waits while the page is open, whatever is told of it', async () => {
  const monthly = await beginOnPage(house);
  const other = await beginOnPage(house);
  const subscription = stripe.subscribeOnPage(other.session);
  // A subscription that names the gift, and that the page does not know of.
  const { metadata } = stripe.read(monthly.session);
  stripe.setSubscription(subscription, Object({ metadata }));
  await monthly.tell('customer.subscription.updated', subscription);
  await heard();
  assert.equal((await monthly.standing()).state, 'pending');
});

test('closes the page of a gift that is ended before it is paid', async () => {
  const tenant = await makeTenant(house.database, 'Closing');
  const monthly = await beginOnPage(house, tenant);
  const key = tenant.test.secret;
  const params = { recurringGiftId: monthly.giftId };
  const answer = await house.stage.ask('cancelRecurringGift', { params }, { key });
  assert.ok(answer.ok, answer.text);
  assert.deepEqual([answer.value.state, answer.value.confirmed], ['cancelled', true]);
  assert.equal(stripe.read(monthly.session).status, 'expired');
  await monthly.tell('checkout.session.expired', monthly.session);
  await monthly.stands(['expired'], 'cancelled');
});

test('ends a subscription that was paid for as its end was asked', async () => {
  const tenant = await makeTenant(house.database, 'Late');
  const monthly = await beginOnPage(house, tenant);
  const subscription = stripe.subscribeOnPage(monthly.session);
  const params = { recurringGiftId: monthly.giftId };
  const { test: keys } = tenant;
  const answer = await house.stage.ask('cancelRecurringGift', { params }, { key: keys.secret });
  assert.ok(answer.ok, answer.text);
  assert.equal(stripe.read(subscription).status, 'canceled');
  await monthly.tell('checkout.session.completed', monthly.session);
  await monthly.stands(['succeeded'], 'cancelled');
});

test('ends every page of a project that is closed', async () => {
  const tenant = await makeTenant(house.database, 'Closed');
  const monthly = await beginOnPage(house, tenant);
  const params = { projectId: monthly.projectId };
  const closed = await house.stage.ask('closeProject', { params }, { key: tenant.test.secret });
  assert.ok(closed.ok, closed.text);
  await house.context.waitUntil('the page to be closed', async () =>
    stripe.read(monthly.session).status === 'expired' ? true : undefined,
  );
  await monthly.tell('checkout.session.expired', monthly.session);
  await monthly.stands(['expired'], 'ended');
});

test('counts each card that is declined there, and ends the page after five', async () => {
  const monthly = await beginOnPage(house);
  for (let card = 0; card < 5; card += 1) {
    assert.equal(stripe.read(monthly.session).status, 'open');
    const invoice = invoiceOf(stripe.subscribeOnPage(monthly.session, true));
    await monthly.tell('invoice.payment_failed', invoice);
    await heard();
  }
  const rows = await db
    .selectFrom('payment_decline')
    .select('card')
    .where('reference', '=', monthly.reference)
    .execute();
  assert.equal(rows.length, 5);
  assert.equal(stripe.read(monthly.session).status, 'expired');
  await monthly.tell('checkout.session.expired', monthly.session);
  await monthly.stands(['expired'], 'ended');
});

test('begins all the same after a card that was declined', async () => {
  const monthly = await beginOnPage(house);
  const declined = stripe.subscribeOnPage(monthly.session, true);
  await monthly.tell('invoice.payment_failed', invoiceOf(declined));
  await monthly.stands(['failed'], 'pending');
  stripe.subscribeOnPage(monthly.session);
  stripe.setSubscription(declined, { status: 'incomplete_expired' });
  await monthly.tell('checkout.session.completed', monthly.session);
  await monthly.tell('customer.subscription.updated', declined);
  await monthly.stands(['succeeded'], 'active');
});

test('finds one page again when the connection breaks after it was made', async () => {
  const before = stripe.count('checkout.session');
  // The product and the price go well; then the SDK's own tries break, and the platform's next goes through.
  stripe.fail('none', 'none', 'lasting 500');
  const monthly = await beginOnPage(house);
  assert.equal(stripe.count('checkout.session'), before + 1);
  stripe.subscribeOnPage(monthly.session);
  await monthly.tell('checkout.session.completed', monthly.session);
  await monthly.stands(['succeeded'], 'active');
});

test('tries again while Stripe cannot be asked', async () => {
  const monthly = await beginOnPage(house);
  stripe.subscribeOnPage(monthly.session);
  stripe.fail(500, 500, 'cut', 'cut', 429);
  await monthly.tell('checkout.session.completed', monthly.session);
  await monthly.stands(['succeeded'], 'active');
});

test('books the first payment though the first try to hear of it broke off half way', async () => {
  const monthly = await beginOnPage(house);
  const subscription = stripe.subscribeOnPage(monthly.session);
  // The page and its subscription are seen; then Stripe fails as it is asked for the payment.
  stripe.fail('none', 'none', 500);
  await monthly.tell('invoice.paid', invoiceOf(subscription));
  await monthly.stands(['succeeded'], 'active');
});

test('finds a first payment of which no webhook told', async () => {
  const monthly = await beginOnPage(house);
  stripe.subscribeOnPage(monthly.session);
  monthly.event('checkout.session.completed', monthly.session);
  clock.advance(10 * minuteMs);
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
    now: () => new Date(clock.nowMs()),
    onFound: () => {},
    onError: (_, error) => assert.ifError(error),
  });
  await monthly.stands(['succeeded'], 'active');
});

test('is paid to the connected account', async () => {
  const tenant = await makeTenant(house.database, 'Connected');
  await keepAccount(db, tenant.book, 'acct_of_the_charity');
  const before = stripe.requests.length;
  const monthly = await beginOnPage(house, tenant);
  stripe.subscribeOnPage(monthly.session);
  await monthly.tell('checkout.session.completed', monthly.session);
  await monthly.stands(['succeeded'], 'active');
  const accounts = stripe.requests
    .slice(before)
    .filter(({ line }) => !line.startsWith('GET /v1/events'))
    .map(({ account }) => account);
  assert.deepEqual([...new Set(accounts)], ['acct_of_the_charity']);
});

test('keeps counting from the first payment when that was made a day after the page', async () => {
  const monthly = await beginOnPage(house);
  const asked = (await monthly.standing()).periods;
  clock.advance(dayMs);
  const subscription = stripe.subscribeOnPage(monthly.session);
  await monthly.tell('invoice.paid', invoiceOf(subscription));
  await monthly.tell('checkout.session.completed', monthly.session);
  await monthly.stands(['succeeded'], 'active');
  const { periods } = await monthly.standing();
  assert.notDeepEqual(periods, asked);
  assert.deepEqual(periods, [periodName(monthly.period(subscription, 0))]);
});
