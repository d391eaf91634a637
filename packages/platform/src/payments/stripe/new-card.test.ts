// Another card for a monthly gift that Stripe charges, from the donor's own page: it is what Stripe says,
// however often, late or in whatever order, and cards that are declined are counted as at the form.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import type { Id, PaymentStart } from '@kindcart/contract';
import { createDonorPasses, passMs } from '../../access/donor-pass.ts';
import { emailKey } from '../../giving/donations/details.ts';
import { told } from '../../giving/recurring/testing.ts';
import { donorSecret, goodOrigin } from '../../testing/platform.ts';
import { stripeHouse } from './testing/house.ts';
import { allHeard, beginMonthlyAtStripe, declineMonthly } from './testing/monthly.ts';

const house = await stripeHouse();
const { stage, stripe } = house;
const { db } = house.database;
after(() => house.end());
afterEach(() => house.auditClean());

const passes = createDonorPasses([donorSecret], house.clock.nowMs);
const page = { key: house.a.test.publishable, headers: { Origin: goodOrigin } };

/** The donor of these gifts on the own page, or another donor of the same charity. */
async function visit(email = told.email ?? '') {
  const pass = { ...house.a.book, emailKey: emailKey(email), receiptId: null };
  const { token } = passes.seal('link', pass, passMs.link);
  const opened = await stage.ask('openDonorSession', { body: { token } }, page);
  assert.ok(opened.ok, opened.text);
  const visitor = { key: opened.value.session, headers: { Origin: goodOrigin } };
  return (recurringGiftId: Id<'recurringGift'>) =>
    stage.ask('replaceDonorRecurringGiftCard', { params: { recurringGiftId } }, visitor);
}

const setupOf = ({ clientSecret }: PaymentStart) => clientSecret.split('_secret_')[0] ?? '';

/** Begins to give another card, as the donor's page does; gives the SetupIntent. */
async function begin(id: Id<'recurringGift'>): Promise<{ payment: PaymentStart; setup: string }> {
  const answer = await (await visit())(id);
  assert.ok(answer.ok, answer.text);
  const { payment } = answer.value;
  return { payment, setup: setupOf(payment) };
}

const requestsTo = (line: RegExp) => stripe.requests.filter((request) => line.test(request.line));

// First, as nothing else asks Stripe for anything yet.
test('takes a card up again where Stripe broke off before it was tried', async () => {
  const { monthly, invoice } = await declineMonthly(house);
  const { setup } = await begin(monthly.id);
  stripe.giveCard(setup, '1111');
  const before = stripe.requests.length;
  // The SetupIntent, the subscription and its change go well; then each try of the SDK's own breaks.
  stripe.fail('none', 'none', 'none', 'cut', 'cut', 'cut');
  await monthly.tell('setup_intent.succeeded', setup);
  const gift = await monthly.isIn('active');
  assert.equal(gift.card?.last4, '1111');
  const changes = stripe.requests
    .slice(before)
    .filter(({ line }) => line === `POST /v1/subscriptions/${monthly.subscription}`);
  assert.equal(changes.length, 2);
  await monthly.tell('invoice.paid', invoice);
  await monthly.charged(2, 'succeeded');
});

test('asks Stripe for a card of the same customer, to be charged when no donor is there', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const { payment, setup } = await begin(monthly.id);
  assert.ok(payment.provider === 'stripe');
  assert.equal(payment.publishableKey, 'pk_test_0987654321');
  const { customer, usage, payment_method_types, metadata } = stripe.read(setup);
  const { customer: charged } = stripe.read(monthly.subscription);
  assert.deepEqual([customer, usage], [charged, 'off_session']);
  assert.deepEqual(Object.values(Object(payment_method_types)), ['card']);
  assert.deepEqual(metadata, {
    kindcart_organization: house.a.organizationId,
    kindcart_recurring_gift: monthly.id,
    kindcart_order: '0',
    kindcart_revision: '1',
    kindcart_payment: payment.reference,
  });
});

test('charges the new card from the next period on, and shows it', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const { setup } = await begin(monthly.id);
  stripe.giveCard(setup, '1111');
  assert.equal((await monthly.read()).card?.last4, '4242', 'nothing before Stripe has told');
  await monthly.tell('setup_intent.succeeded', setup);
  await allHeard(house);
  assert.deepEqual((await monthly.read()).card, { brand: 'visa', last4: '1111' });
  await monthly.renew(1);
  await monthly.charged(2, 'succeeded');
});

test('tries what is outstanding with the new card at once, and once for however many events', async () => {
  const { monthly, invoice } = await declineMonthly(house);
  const { setup } = await begin(monthly.id);
  stripe.giveCard(setup, '1111');
  const event = stripe.event('setup_intent.succeeded', setup, { nowMs: house.clock.nowMs() });
  const told = [event, event, event, event];
  await Promise.all(told.map(({ body, signature }) => house.post(body, signature)));
  await monthly.tell('setup_intent.succeeded', setup);
  assert.equal((await monthly.isIn('active')).card?.last4, '1111');
  await allHeard(house);
  assert.equal(requestsTo(new RegExp(`^POST /v1/invoices/${invoice}/pay`)).length, 1);
  await monthly.tell('invoice.paid', invoice);
  await monthly.charged(2, 'succeeded');
});

test('keeps the new card where it does not pay what is outstanding, and says no more than declined', async () => {
  const { monthly, invoice } = await declineMonthly(house);
  const { setup } = await begin(monthly.id);
  stripe.giveCard(setup, '2222', 'insufficient_funds');
  await monthly.tell('setup_intent.succeeded', setup);
  await allHeard(house);
  const gift = await monthly.read();
  assert.deepEqual(
    [gift.state, gift.card?.last4, gift.failureCode, gift.retriesLeft],
    ['past_due', '2222', 'card_declined', 2],
  );
  await monthly.tell('invoice.payment_failed', invoice);
  await allHeard(house);
  const [, renewed] = await monthly.charged(2, 'failed');
  assert.equal(renewed?.failureCode, 'insufficient_funds', 'what the charity reads');
  assert.equal((await monthly.read()).failureCode, 'card_declined');
});

test('takes no card before the bank has heard the donor', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const { setup } = await begin(monthly.id);
  stripe.giveCard(setup, '3155');
  stripe.setSetup(setup, { status: 'requires_action' });
  // Somebody who can make the platform look, as by an old event, changes nothing by it.
  await monthly.tell('setup_intent.succeeded', setup);
  await allHeard(house);
  assert.equal((await monthly.read()).card?.last4, '4242');
  stripe.setSetup(setup, { status: 'succeeded' });
  await monthly.tell('setup_intent.succeeded', setup);
  await allHeard(house);
  assert.equal((await monthly.read()).card?.last4, '3155');
});

test('puts no earlier card in the place of a later one, however late its event comes', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const [first, second] = [await begin(monthly.id), await begin(monthly.id)];
  stripe.giveCard(first.setup, '1111');
  const nowMs = house.clock.nowMs();
  const late = stripe.event('setup_intent.succeeded', first.setup, { nowMs });
  house.clock.advance(60_000);
  stripe.giveCard(second.setup, '2222');
  await monthly.tell('setup_intent.succeeded', second.setup);
  await allHeard(house);
  const { body } = late;
  assert.equal((await house.post(body, stripe.sign(body, house.clock.nowMs()))).status, 200);
  await allHeard(house);
  assert.equal((await monthly.read()).card?.last4, '2222');
  // Nor does the same event again, once somebody has chosen another card in Stripe's dashboard.
  stripe.setCard(monthly.subscription, false);
  await monthly.tell('setup_intent.succeeded', second.setup);
  await allHeard(house);
  assert.equal((await monthly.read()).card?.last4, '5556');
});

test('takes no card of another customer, whatever a SetupIntent says that it is of', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const { setup } = await begin(monthly.id);
  stripe.giveCard(setup, '6666');
  stripe.setSetup(setup, { customer: 'cus_of_somebody_else' });
  await monthly.tell('setup_intent.succeeded', setup);
  await allHeard(house);
  assert.equal((await monthly.read()).card?.last4, '4242');
});

test('begins no card for the gift of another donor', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const email = 'grace@example.org';
  const details = { ...told, email };
  const other = await stage.begin(await stage.project(), { interval: 'month', details });
  const { intent, organization_id } = await db
    .selectFrom('stripe_payment')
    .select(['intent_id as intent', 'organization_id'])
    .where('reference', '=', other.payment.reference)
    .executeTakeFirstOrThrow();
  stripe.setIntent(intent ?? '', { status: 'succeeded', amount_received: 5_000 });
  await monthly.tell('payment_intent.succeeded', intent ?? '');
  await stage.settled(other, 'succeeded');
  assert.equal(organization_id, house.a.organizationId);
  const before = stripe.count('setup_intent');
  const answer = await (await visit(email))(monthly.id);
  assert.ok(!answer.ok);
  assert.equal(answer.problem.code, 'recurring_gift_unknown');
  assert.equal(stripe.count('setup_intent'), before);
});

test('counts each card that is declined, and cancels the SetupIntent after five', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const { payment, setup } = await begin(monthly.id);
  const declines = () =>
    db
      .selectFrom('payment_decline')
      .select('card')
      .where('reference', '=', payment.reference)
      .execute();
  const decline = async (fingerprint: string) => {
    stripe.declineSetup(setup, fingerprint);
    const { body, signature } = stripe.event('setup_intent.setup_failed', setup, {
      nowMs: house.clock.nowMs(),
    });
    for (let times = 0; times < 2; times += 1) await house.post(body, signature);
    await allHeard(house);
  };
  for (const fingerprint of ['one', 'one', 'two', 'three']) await decline(fingerprint);
  const rows = await declines();
  assert.deepEqual([rows.length, new Set(rows.map(({ card }) => card)).size], [4, 3]);
  assert.equal(stripe.read(setup).status, 'requires_payment_method');
  await decline('four');
  assert.equal(stripe.read(setup).status, 'canceled');
  assert.equal((await monthly.read()).card?.last4, '4242');
  const again = await house.context.waitUntil('proof to be asked for', async () => {
    const answer = await (await visit())(monthly.id);
    return answer.ok ? undefined : answer.problem;
  });
  assert.equal(again.code, 'proof_required');
  house.clock.advance(15 * 60_000);
  await house.context.waitUntil('cards to be taken again', async () =>
    (await (await visit())(monthly.id)).ok ? true : undefined,
  );
});

test("counts nothing of what a charity's own server begins", async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const params = { recurringGiftId: monthly.id };
  const answer = await stage.ask('replaceRecurringGiftCard', { params });
  assert.ok(answer.ok, answer.text);
  const { payment } = answer.value;
  stripe.declineSetup(setupOf(payment), 'one');
  await monthly.tell('setup_intent.setup_failed', setupOf(payment));
  await allHeard(house);
  const { reference } = payment;
  const rows = await db
    .selectFrom('payment_decline')
    .select('card')
    .where('reference', '=', reference)
    .execute();
  assert.equal(rows.length, 0);
});

test('has heard of a decline once it is counted, so that it is not looked for again', async () => {
  const monthly = await beginMonthlyAtStripe(house);
  const { setup } = await begin(monthly.id);
  stripe.declineSetup(setup, 'one');
  const nowMs = house.clock.nowMs();
  const { body, signature } = stripe.event('setup_intent.setup_failed', setup, { nowMs });
  await house.post(body, signature);
  await allHeard(house);
  const { id }: { id: string } = JSON.parse(body);
  const kept = await db
    .selectFrom('payment_event')
    .select('reference')
    .where('id', '=', id)
    .execute();
  assert.deepEqual(kept, [{ reference: monthly.id }]);
});
