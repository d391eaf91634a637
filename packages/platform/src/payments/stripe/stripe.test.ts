// Gifts through Stripe: the official SDK against a stand-in of Stripe on this machine, and the whole
// platform behind it. Whatever Stripe says twice, late, in no order or not at all, the books end right.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CreatedDonation } from '@kindcart/contract';
import { Stage } from '@kindcart/contract/conformance';
import { accountBalance } from '../../ledger/records.ts';
import { goodOrigin, makeTenant } from '../../testing/platform.ts';
import { waitUntil } from '../../testing/wait.ts';
import { keepAccount } from './records.ts';
import { stripeHouse, usd } from './testing/house.ts';
import type { Failure } from './testing/stand-in.ts';

const house = await stripeHouse();
const { stage, stripe, beginAtStripe, intentOf, pay, post, tell, allApplied } = house;
const { db } = house.database;
after(() => house.end());

/** The last request but for looks for missed events, which come whenever they are due. */
const lastRequest = () =>
  stripe.requests.findLast(({ line }) => !line.startsWith('GET /v1/events'));

test('books a gift when Stripe says that it is paid, and not before', async () => {
  const { created, intent } = await beginAtStripe();
  const { payment } = created;
  assert.equal(payment.provider, 'stripe');
  assert.ok(payment.provider === 'stripe');
  assert.deepEqual([payment.publishableKey, payment.account], ['pk_test_0987654321', null]);
  assert.match(payment.clientSecret, /_secret_/);
  assert.equal((await tell('payment_intent.created', intent)).status, 200);
  await allApplied();
  assert.equal((await stage.readDonation(created.donation.id)).state, 'pending');
  stripe.setIntent(intent, { status: 'succeeded', amount_received: 5_000 });
  assert.equal((await tell('payment_intent.succeeded', intent)).status, 200);
  await stage.settled(created, 'succeeded');
  const { balance } = (await accountBalance(db, house.a.book, 'clearing:stripe', 'USD')) ?? {};
  assert.ok(balance !== undefined && balance !== 0);
  await house.auditClean();
});

test('applies one payment once, however often and however together it is told', async () => {
  const { created, intent } = await beginAtStripe();
  stripe.setIntent(intent, { status: 'succeeded', amount_received: 5_000 });
  const same = stripe.event('payment_intent.succeeded', intent);
  const others = ['charge.succeeded', 'payment_intent.succeeded', 'charge.updated'].map((type) =>
    stripe.event(type, intent),
  );
  const told = await Promise.all(
    [same, same, ...others, same, same].map(({ body, signature }) => post(body, signature)),
  );
  assert.deepEqual([...new Set(told.map(({ status }) => status))], [200]);
  await stage.settled(created, 'succeeded');
  await allApplied();
  const { totals } = await stage.readProject(created.donation.projectId);
  assert.deepEqual([totals.raised, totals.donations], [usd(5_000), 1]);
  await house.auditClean();
});

test('stays paid when an event of an earlier state comes last', async () => {
  const { created, intent } = await beginAtStripe();
  stripe.setIntent(intent, { status: 'processing' });
  const early = stripe.event('payment_intent.processing', intent);
  stripe.setIntent(intent, { status: 'succeeded', amount_received: 5_000 });
  await tell('payment_intent.succeeded', intent);
  await stage.settled(created, 'succeeded');
  assert.equal((await post(early.body, early.signature)).status, 200);
  await allApplied();
  assert.equal((await stage.readDonation(created.donation.id)).state, 'succeeded');
});

test('says that a card was declined, and books the card that follows', async () => {
  const { created, intent } = await beginAtStripe();
  const error = { type: 'card_error', code: 'card_declined', decline_code: 'lost_card' } as const;
  stripe.setIntent(intent, { status: 'requires_payment_method', last_payment_error: error });
  await tell('payment_intent.payment_failed', intent);
  assert.equal((await stage.settled(created, 'failed')).failureCode, 'card_declined');
  stripe.setIntent(intent, {
    status: 'succeeded',
    amount_received: 5_000,
    last_payment_error: null,
  });
  await tell('payment_intent.succeeded', intent);
  await stage.settled(created, 'succeeded');
  await house.auditClean();
});

test('finds one payment again when the connection breaks after it was made', async () => {
  const project = await stage.project();
  const before = stripe.requests.length;
  stripe.fail('cut after the work');
  const created = await stage.begin(project);
  assert.equal(created.payment.provider, 'stripe');
  const made = stripe.requests.slice(before).filter(({ line }) => line.startsWith('POST'));
  assert.ok(made.length >= 2);
  const { count } = await db
    .selectFrom('stripe_payment')
    .select((select) => select.fn.count<number>('intent_id').distinct().as('count'))
    .where('reference', '=', created.payment.reference)
    .executeTakeFirstOrThrow();
  assert.equal(Number(count), 1);
});

function giftBody(projectId: string, gift: { amount: number; currency: string }): string {
  const wish = { coverFee: false, donorName: null, anonymous: true, message: null };
  return JSON.stringify({ projectId, gift, ...wish });
}

/** Sends a gift under a key of its own choice, as a page does that tries again. */
function send(key: string, body: string): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key };
  return house.request('/v1/donations', { method: 'POST', body, headers });
}

for (const failure of [429, 500] as const) {
  test(`tells the page to come again when Stripe answers ${failure}, and then makes one payment`, async () => {
    const project = await stage.project();
    const give = () => send(`again after ${failure}`, giftBody(project.id, usd(5_000)));
    stripe.fail(failure, failure, failure);
    const refused = await give();
    assert.equal(refused.status, 503);
    assert.equal(refused.headers.get('retry-after'), '2');
    assert.match(await refused.text(), /"code":"unavailable".*Nothing was charged/);
    // What is left of the failures is used up, however often the SDK tried.
    const answer = await waitUntil('the gift', async () => {
      const one = await give();
      return one.status === 201 ? one : undefined;
    });
    const { payment }: CreatedDonation = JSON.parse(await answer.text());
    const again: CreatedDonation = JSON.parse(await (await give()).text());
    assert.equal(again.payment.reference, payment.reference);
  });
}

test('keeps an event while Stripe cannot be asked, and applies it later', async () => {
  const { created, intent } = await beginAtStripe();
  stripe.setIntent(intent, { status: 'succeeded', amount_received: 5_000 });
  stripe.fail(500, 'cut', 500, 500);
  assert.equal((await tell('payment_intent.succeeded', intent)).status, 200);
  await stage.settled(created, 'succeeded');
  await allApplied();
});

test('takes an event of a payment that is no gift, and changes nothing', async () => {
  const { intent } = await beginAtStripe();
  await db.updateTable('stripe_payment').set({ intent_id: null }).execute();
  stripe.setIntent(intent, { metadata: {} });
  assert.deepEqual(await tell('payment_intent.succeeded', intent), {
    status: 200,
    code: undefined,
  });
});

test('asks Stripe to come again for a payment that it does not know yet', async () => {
  const { intent } = await beginAtStripe();
  await db.updateTable('stripe_payment').set({ intent_id: null }).execute();
  assert.equal((await tell('payment_intent.succeeded', intent)).code, 'payment_unknown');
});

test('gives money back in parts, and takes back a refund that fails later', async () => {
  const { created, intent } = await pay();
  const refund = await stage.refund(created, usd(2_000));
  const atStripe = await waitUntil('the refund at Stripe', async () => {
    const { line } = lastRequest() ?? {};
    return line === 'POST /v1/refunds' ? stripe.refundsOf(intent)[0] : undefined;
  });
  await tell('refund.created', atStripe);
  await stage.refunded(refund, 'succeeded');
  await stage.settled(created, 'partially_refunded');
  stripe.setRefund(atStripe, { status: 'failed' });
  await tell('refund.failed', atStripe);
  await stage.refunded(refund, 'failed');
  await stage.settled(created, 'succeeded');
  // What is told later still lists the refund that failed.
  await tell('payment_intent.succeeded', intent);
  await tell('refund.updated', atStripe);
  await allApplied();
  await house.auditClean();
});

test('books a refund that was made at Stripe itself', async () => {
  const { created, intent } = await pay();
  const atStripe = stripe.refund(intent, 5_000);
  await tell('refund.created', atStripe);
  const { refunded } = await stage.settled(created, 'refunded');
  assert.deepEqual(refunded, usd(5_000));
  await allApplied();
  await house.auditClean();
});

test('says that a refund has failed when Stripe refuses it for good', async () => {
  const { created, intent } = await pay();
  stripe.refund(intent, 5_000);
  const refund = await stage.refund(created, usd(5_000));
  await stage.refunded(refund, 'failed');
  await tell('payment_intent.succeeded', intent);
  await stage.settled(created, 'refunded');
  await house.auditClean();
});

test('books a refund made at Stripe once one of ours, which leaves no room for it, has failed', async () => {
  const { created, intent } = await pay();
  await allApplied();
  const atStripe = stripe.refund(intent, 5_000);
  stripe.fail(500);
  const refund = await stage.refund(created, usd(5_000));
  await tell('refund.created', atStripe);
  await stage.refunded(refund, 'failed');
  await stage.settled(created, 'refunded');
  await allApplied();
  await house.auditClean();
});

/** A donor's browser begins a gift to a charity of its own. */
async function beginOnPage() {
  const { test: keys } = await makeTenant(house.database, 'Page');
  const at = new Stage({ ...house.context, keys });
  const page = { key: keys.publishable, headers: { Origin: goodOrigin } };
  const created = await at.begin(await at.project(), {}, page);
  return { at, created, intent: await intentOf(created) };
}

/** Stripe declines a card on the payment. */
async function decline(intent: string, fingerprint: string): Promise<void> {
  const card = { fingerprint };
  const error = { code: 'card_declined', payment_method: { card } };
  stripe.setIntent(
    intent,
    Object({ status: 'requires_payment_method', last_payment_error: error }),
  );
  await tell('payment_intent.payment_failed', intent);
  await allApplied();
}

test('counts each declined card once, by the name that Stripe gives it, sealed', async () => {
  const { created, intent } = await beginOnPage();
  for (const fingerprint of ['Xt5EWLLDS7FJjR1c', 'Xt5EWLLDS7FJjR1c', 'AnotherCard']) {
    await decline(intent, fingerprint);
  }
  await tell('payment_intent.created', intent);
  await allApplied();
  const rows = await db
    .selectFrom('payment_decline')
    .select('card')
    .where('reference', '=', created.payment.reference)
    .execute();
  assert.equal(rows.length, 3);
  assert.equal(new Set(rows.map(({ card }) => card)).size, 2);
  assert.doesNotMatch(JSON.stringify(rows), /Xt5EW/);
});

test('lets a payment take no more cards after five that were declined', async () => {
  const { at, created, intent } = await beginOnPage();
  const cancels = () => stripe.requests.filter(({ line }) => line.endsWith(`${intent}/cancel`));
  for (let card = 0; card < 4; card += 1) await decline(intent, `card ${card}`);
  assert.equal(cancels().length, 0);
  await decline(intent, 'the fifth card');
  assert.equal(cancels().length, 1);
  await tell('payment_intent.canceled', intent);
  await at.settled(created, 'expired');
  await house.auditClean();
});

test('closes no payment that was paid after all', async () => {
  const { at, created, intent } = await beginOnPage();
  for (let card = 0; card < 4; card += 1) await decline(intent, `card ${card}`);
  stripe.setIntent(intent, { status: 'succeeded', amount_received: 5_000 });
  await tell('payment_intent.payment_failed', intent);
  await at.settled(created, 'succeeded');
  await allApplied();
  assert.ok(!house.log.some((line) => line.includes('cannot cancel')));
  await house.auditClean();
});

test('pays the connected account of the charity', async () => {
  await keepAccount(db, house.a.book, 'acct_of_the_charity');
  const { created, intent } = await beginAtStripe();
  assert.ok(created.payment.provider === 'stripe');
  assert.equal(created.payment.account, 'acct_of_the_charity');
  assert.equal(lastRequest()?.account, 'acct_of_the_charity');
  await tell('payment_intent.created', intent);
  await allApplied();
  const { line, account } = lastRequest() ?? {};
  assert.match(line ?? '', new RegExp(`^GET /v1/payment_intents/${intent}\\b`));
  assert.equal(account, 'acct_of_the_charity');
});

test('refuses an amount that Stripe cannot charge', async () => {
  const dinar = (amount: number) => ({ amount, currency: 'KWD' });
  const project = await stage.project({
    currency: 'KWD',
    goal: null,
    suggestedAmounts: [dinar(5_000)],
    minimum: dinar(1_000),
    maximum: dinar(100_000),
  });
  const response = await send('dinar', giftBody(project.id, dinar(5_001)));
  assert.match(await response.text(), /"field":"gift","message":"is not an amount that Stripe/);
});

const refusals: readonly [failure: Failure, code: string][] = [
  [401, 'payments_unavailable'],
  ['too small', 'request_invalid'],
];
for (const [failure, code] of refusals) {
  test(`answers ${code} when Stripe refuses a payment (${failure})`, async () => {
    const { id } = await stage.project();
    stripe.fail(failure);
    const refused = await send(`refused: ${failure}`, giftBody(id, usd(5_000)));
    assert.equal(JSON.parse(await refused.text()).code, code);
  });
}

test('finds the payment of a repeated request again after Stripe has forgotten its key', async () => {
  const { id } = await stage.project();
  const give = (amount: number) => send('a day later', giftBody(id, usd(amount)));
  const first: CreatedDonation = JSON.parse(await (await give(5_000)).text());
  stripe.forgetKeys();
  const second: CreatedDonation = JSON.parse(await (await give(5_000)).text());
  assert.deepEqual(second, first);
  const other = await give(6_000);
  assert.equal(JSON.parse(await other.text()).code, 'idempotency_key_reused');
  const rows = await db
    .selectFrom('stripe_payment')
    .select('intent_id')
    .where('reference', '=', first.payment.reference)
    .execute();
  assert.ok(first.payment.clientSecret.length > 0 && rows.length === 1);
});
