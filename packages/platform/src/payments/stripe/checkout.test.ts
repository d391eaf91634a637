// Gifts on Stripe's own page: one page for each payment, whatever broke in between, and one way into the books.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Donation, Id } from '@kindcart/contract';
import { insertDonations } from '../../giving/donations/records.ts';
import { testId } from '../../testing/platform.ts';
import { waitUntil } from '../../testing/wait.ts';
import type { RedirectRequest } from '../port.ts';
import { connect } from './connection.ts';
import { createProvider } from './provider.ts';
import { keepAccount } from './records.ts';
import { settingsFor, stripeHouse, usd } from './testing/house.ts';

const house = await stripeHouse();
const { stripe, tell, allApplied } = house;
const { db } = house.database;
const { book } = house.a;
after(() => house.end());

const settings = settingsFor(stripe.url);
const [mode] = settings.modes;
assert.ok(mode !== undefined);
const provider = createProvider(
  {
    db,
    fee: settings.fee,
    now: () => new Date(house.clock.nowMs()),
    newPaymentId: () => testId('payment'),
    onError: () => undefined,
  },
  connect(settings, mode),
);

function wish(changes: Partial<RedirectRequest> = {}): RedirectRequest {
  return {
    ...book,
    charge: usd(5_000),
    expiresAt: new Date(Date.now() + 60 * 60_000),
    idempotencyKey: testId('donation'),
    description: 'Wells for Ólafsvík',
    language: 'zh-CN',
    returnUrl: 'https://give.example/thanks',
    cancelUrl: 'https://give.example/give',
    ...changes,
  };
}

async function redirect(request: RedirectRequest) {
  assert.ok(provider.startRedirect !== undefined);
  const made = await provider.startRedirect(request);
  return { ...made, session: new URL(made.url).pathname.slice('/pay/'.length) };
}

/** Writes the donation that a payment is for, as the page does once it has the address. */
async function donate(reference: Id<'payment'>): Promise<Id<'donation'>> {
  const project = await house.stage.project();
  const id = testId('donation');
  const now = new Date().toISOString();
  const claim = { ...book, route: 'createDonation' as const, key: id, fingerprint: 'f' };
  const row = {
    id,
    project_id: project.id,
    currency: 'USD',
    gift_amount: 5_000,
    fee_cover_amount: 0,
    donor_name: null,
    anonymous: true,
    message: null,
    provider: 'stripe',
    payment_reference: reference,
    created_at: now,
    expires_at: now,
  };
  const response = JSON.stringify({ donation: { id, charge: usd(5_000) } });
  const [made] = await insertDonations(db, [{ claim, response, projectVersion: 1, row }]);
  assert.equal(made?.outcome, 'made');
  return id;
}

async function donationIs(id: Id<'donation'>, state: Donation['state']): Promise<Donation> {
  return waitUntil(`the donation to be ${state}`, async () => {
    const donation: Donation = JSON.parse(
      await (await house.request(`/v1/donations/${id}`)).text(),
    );
    return donation.state === state ? donation : undefined;
  });
}

async function begin() {
  const made = await redirect(wish());
  return { ...made, donation: await donate(made.reference) };
}

const sessionsAsked = () =>
  stripe.requests.filter(({ line }) => line === 'POST /v1/checkout/sessions');

test('asks for a page that says what is given, to whom, in the language of the donor', async () => {
  const { reference, url, expiresAt } = await redirect(wish());
  const form = new URLSearchParams(sessionsAsked().at(-1)?.form);
  const asked = (name: string) => form.get(name);
  assert.deepEqual(['mode', 'submit_type', 'locale', 'client_reference_id'].map(asked), [
    'payment',
    'donate',
    'zh',
    reference,
  ]);
  const item = 'line_items[0][price_data]';
  assert.deepEqual(
    [`${item}[unit_amount]`, `${item}[currency]`, `${item}[product_data][name]`].map(asked),
    ['5000', 'usd', 'Wells for Ólafsvík'],
  );
  for (const where of ['metadata', 'payment_intent_data[metadata]']) {
    assert.equal(asked(`${where}[kindcart_payment]`), reference);
    assert.equal(asked(`${where}[kindcart_organization]`), book.organizationId);
  }
  assert.equal(asked('adaptive_pricing[enabled]'), 'false');
  assert.equal(Number(asked('expires_at')) * 1_000, expiresAt.getTime());
  const page = await fetch(url);
  assert.match(await page.text(), /Wells for Ólafsvík.*5000 usd/s);
});

test('books a gift that was paid on the page, and sends the donor back', async () => {
  const { url, session, donation } = await begin();
  const body = new URLSearchParams({ outcome: 'succeeded' });
  const paid = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  assert.deepEqual(
    [paid.status, paid.headers.get('location')],
    [303, 'https://give.example/thanks'],
  );
  assert.equal((await tell('checkout.session.completed', session)).status, 200);
  await donationIs(donation, 'succeeded');
  await allApplied();
  await house.auditClean();
});

test('knows a payment on the page by what its PaymentIntent says, before the page speaks', async () => {
  const { session, donation } = await begin();
  const intent = stripe.paySession(session, { status: 'succeeded' });
  assert.equal((await tell('payment_intent.succeeded', intent)).status, 200);
  await donationIs(donation, 'succeeded');
  await tell('checkout.session.completed', session);
  await tell('checkout.session.completed', session);
  await allApplied();
  await house.auditClean();
});

test('waits for a slow payment, and books it or says that it failed', async () => {
  for (const [status, type, state] of [
    ['succeeded', 'checkout.session.async_payment_succeeded', 'succeeded'],
    ['requires_payment_method', 'checkout.session.async_payment_failed', 'failed'],
  ] as const) {
    const { session, donation } = await begin();
    const intent = stripe.paySession(session, { status: 'processing' });
    await tell('checkout.session.completed', session);
    await donationIs(donation, 'processing');
    const error = { type: 'card_error', code: 'card_declined' } as const;
    stripe.setIntent(intent, {
      status,
      last_payment_error: status === 'succeeded' ? null : error,
    });
    await tell(type, session);
    await donationIs(donation, state);
  }
  await house.auditClean();
});

test('ends a gift whose page ended unpaid', async () => {
  const { session, donation } = await begin();
  stripe.setSession(session, { status: 'expired', url: null });
  await tell('checkout.session.expired', session);
  await donationIs(donation, 'expired');
});

test('gives back what was paid on a page', async () => {
  const { session, donation } = await begin();
  const intent = stripe.paySession(session, { status: 'succeeded' });
  await tell('checkout.session.completed', session);
  await donationIs(donation, 'succeeded');
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': donation };
  const body = JSON.stringify({ amount: null, reason: null });
  await house.request(`/v1/donations/${donation}/refunds`, { method: 'POST', headers, body });
  const refund = await waitUntil('the refund', () => stripe.refundsOf(intent)[0]);
  await tell('refund.created', refund);
  await donationIs(donation, 'refunded');
  await house.auditClean();
});

test('makes one page, however often its request breaks off', async () => {
  const request = wish();
  const before = stripe.count('checkout.session');
  stripe.fail('cut after the work', 'cut', 'cut after the work', 'cut after the work');
  await assert.rejects(redirect(request), { code: 'unavailable' });
  const first = await redirect(request);
  assert.deepEqual(await redirect(request), first);
  stripe.forgetKeys();
  assert.deepEqual(await redirect(request), first);
  assert.equal(stripe.count('checkout.session') - before, 1);
});

test('goes on with the page that was handed out first when a later request has other addresses', async () => {
  const request = wish();
  stripe.fail('cut after the work', 'cut after the work', 'cut after the work');
  await assert.rejects(redirect(request), { code: 'unavailable' });
  const [one, other] = await Promise.all([
    redirect({ ...request, returnUrl: 'https://give.example/thanks?b' }),
    redirect({ ...request, returnUrl: 'https://give.example/thanks?c' }),
  ]);
  assert.equal(one.url, other.url);
  await assert.rejects(redirect({ ...request, charge: usd(6_000) }), {
    code: 'idempotency_key_reused',
  });
});

test('asks for a new end when the first try was so long ago that Stripe would refuse the old one', async () => {
  const request = wish();
  stripe.fail('cut', 'cut', 'cut');
  await assert.rejects(redirect(request), { code: 'unavailable' });
  const soon = new Date(Date.now() + 5 * 60_000);
  await db
    .updateTable('stripe_payment')
    .set({ session_expires_at: soon })
    .where('idempotency_key', '=', request.idempotencyKey)
    .execute();
  const { expiresAt } = await redirect(request);
  assert.equal(expiresAt.getTime(), Math.floor(request.expiresAt.getTime() / 1_000) * 1_000);
});

test('has no page for what is paid', async () => {
  const request = wish();
  const { session } = await redirect(request);
  stripe.setSession(session, { status: 'complete', url: null });
  await assert.rejects(redirect(request), { code: 'payment_closed' });
});

test('takes one key for one way to pay', async () => {
  const request = wish();
  await provider.start(request);
  await assert.rejects(redirect(request), { code: 'idempotency_key_reused' });
});

test('forgets a page whose donation was never made, and one that nobody was given', async () => {
  const { session } = await redirect(wish());
  stripe.setSession(session, { status: 'expired', url: null });
  assert.equal((await tell('checkout.session.expired', session)).status, 200);
  await allApplied();
  const lost = await redirect(wish());
  await db
    .updateTable('stripe_payment')
    .set({ session_id: null })
    .where('reference', '=', lost.reference)
    .execute();
  assert.equal((await tell('checkout.session.expired', lost.session)).status, 200);
  await allApplied();
});

test('refuses what Stripe cannot charge on its page', async () => {
  const dinar = wish({ charge: { amount: 5_001, currency: 'KWD' } });
  await assert.rejects(redirect(dinar), { code: 'request_invalid' });
});

test('makes the page of the connected account', async () => {
  await keepAccount(db, book, 'acct_of_the_charity');
  await begin();
  assert.equal(sessionsAsked().at(-1)?.account, 'acct_of_the_charity');
});
