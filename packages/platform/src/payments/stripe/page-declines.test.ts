// Cards that are declined on Stripe's own page, where the hosted page has led, and on the first payment of
// a monthly gift: counted, and not for ever.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Stage } from '@kindcart/contract/conformance';
import { told } from '../../giving/recurring/testing.ts';
import { read, submit } from '../../pages/testing/donor.ts';
import { goodOrigin, makeTenant } from '../../testing/platform.ts';
import { waitUntil } from '../../testing/wait.ts';
import { stripeHouse } from './testing/house.ts';

const house = await stripeHouse();
const { stripe, tell, allApplied } = house;
const { db } = house.database;
after(() => house.end());

const ask = (path: string, init?: RequestInit) => house.platform.app.request(path, init);

/** A gift that was begun on the hosted page, and Stripe's page for it after a first card was declined. */
async function beginOnPage() {
  const { test: keys } = await makeTenant(house.database, 'Page');
  const project = await house.stage.project({}, { key: keys.secret });
  const page = await read(await ask(`/give/${project.id}?lang=en`));
  const answer = await submit(ask, page, { amount: '5000' });
  assert.equal(answer.status, 303);
  const session = new URL(answer.headers.get('location') ?? '').pathname.slice('/pay/'.length);
  const intent = stripe.paySession(session, {
    status: 'requires_payment_method',
    amount_received: 0,
  });
  stripe.setSession(session, { status: 'open' });
  const donation = () =>
    db
      .selectFrom('donation')
      .select(['state', 'payment_reference'])
      .where('project_id', '=', project.id)
      .executeTakeFirstOrThrow();
  const expiries = () =>
    stripe.requests.filter(({ line }) => line === `POST /v1/checkout/sessions/${session}/expire`);
  return { session, intent, donation, expiries };
}

async function decline(intent: string, fingerprint: string): Promise<void> {
  const error = { code: 'card_declined', payment_method: { card: { fingerprint } } };
  stripe.setIntent(intent, Object({ last_payment_error: error }));
  assert.equal((await tell('payment_intent.payment_failed', intent)).status, 200);
  await allApplied();
}

test('counts each card that is declined there, by whoever began the gift', async () => {
  const { intent, donation } = await beginOnPage();
  for (const fingerprint of ['one', 'one', 'other']) await decline(intent, fingerprint);
  const { payment_reference } = await donation();
  const rows = await db
    .selectFrom('payment_decline')
    .select('card')
    .where('reference', '=', payment_reference)
    .execute();
  assert.equal(rows.length, 3);
  assert.equal(new Set(rows.map(({ card }) => card)).size, 2);
});

test('ends the page after five, since its payment cannot be cancelled without it', async () => {
  const { session, intent, donation, expiries } = await beginOnPage();
  for (let card = 0; card < 4; card += 1) await decline(intent, `card ${card}`);
  assert.equal(expiries().length, 0);
  await decline(intent, 'the fifth card');
  assert.equal(expiries().length, 1);
  assert.ok(!stripe.requests.some(({ line }) => line.endsWith(`${intent}/cancel`)));
  await tell('checkout.session.expired', session);
  await waitUntil('the gift to have expired', async () =>
    (await donation()).state === 'expired' ? true : undefined,
  );
  await house.auditClean();
});

test('leaves a page alone that was paid after all', async () => {
  const { session, intent, donation } = await beginOnPage();
  for (let card = 0; card < 4; card += 1) await decline(intent, `card ${card}`);
  stripe.setIntent(intent, { status: 'succeeded', amount_received: 5_000 });
  stripe.setSession(session, { status: 'complete', payment_status: 'paid' });
  await tell('payment_intent.payment_failed', intent);
  await allApplied();
  assert.equal((await donation()).state, 'succeeded');
  assert.ok(!house.log.some((line) => line.includes('cannot close')));
  await house.auditClean();
});

/** A monthly gift that a donor's page begins, which nobody has paid yet. */
async function beginMonthly() {
  const { test: keys } = await makeTenant(house.database, 'Monthly');
  const stage = new Stage({ ...house.context, keys });
  const page = { key: keys.publishable, headers: { Origin: goodOrigin } };
  const wish = { interval: 'month', details: told } as const;
  const created = await stage.begin(await stage.project(), wish, page);
  const { subscription_id } = await db
    .selectFrom('stripe_recurring')
    .select('subscription_id')
    .where('reference', '=', created.payment.reference)
    .executeTakeFirstOrThrow();
  const subscription = subscription_id ?? '';
  const invoice = String(stripe.read(subscription).latest_invoice);
  return { stage, created, subscription, invoice, intent: stripe.intentOf(invoice) };
}

test('ends a monthly gift after five declines of its first payment, and charges it never', async () => {
  const { stage, created, subscription, invoice, intent } = await beginMonthly();
  for (let card = 0; card < 4; card += 1) await decline(intent, `card ${card}`);
  assert.equal(stripe.read(invoice).status, 'open');
  await decline(intent, 'the fifth card');
  assert.equal(stripe.read(invoice).status, 'void');
  assert.equal(stripe.read(subscription).status, 'incomplete_expired');
  assert.ok(!stripe.requests.some(({ line }) => line.endsWith(`${intent}/cancel`)));
  await tell('payment_intent.canceled', intent);
  await tell('customer.subscription.deleted', subscription);
  await stage.settled(created, 'expired');
  await house.auditClean();
});

test('leaves a monthly gift alone whose first payment was made after all', async () => {
  const { stage, created, subscription, intent } = await beginMonthly();
  for (let card = 0; card < 4; card += 1) await decline(intent, `card ${card}`);
  stripe.payFirst(subscription);
  await tell('payment_intent.payment_failed', intent);
  await allApplied();
  assert.equal(stripe.read(subscription).status, 'active');
  await tell('payment_intent.succeeded', intent);
  await stage.settled(created, 'succeeded');
  await house.auditClean();
});
