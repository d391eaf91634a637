// What Stripe is asked for, what is said when it cannot be asked, and whom it lets speak.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Failure, startStripe } from '../../../payments/stripe/testing/stand-in.ts';
import { SourceAway } from '../port.ts';
import { eventTypes } from './reading.ts';
import { stripe } from './stripe.ts';

const secret = 'whsec_of_the_shop_0123456789';
const standIn = await startStripe(secret);
after(() => standIn.close());
const access = { secretKey: 'rk_test_0123456789', url: standIn.url.href };
const settings = { livemode: false, currency: 'USD', completesWhen: 'fulfilled' } as const;

async function poll(since: Date, from: unknown = access, signal = AbortSignal.timeout(10_000)) {
  const bodies: unknown[] = [];
  for await (const body of stripe.poll({ access: from, since, fetch, signal })) bodies.push(body);
  return bodies;
}

/** A page of Stripe's on which somebody pays $50.00; gives the session and the payment. */
async function sell(): Promise<{ id: string; intent: string }> {
  const expiresAt = Math.floor(Date.now() / 1_000) + 3_600;
  const form = new URLSearchParams({
    'line_items[0][quantity]': '2',
    'line_items[0][price_data][unit_amount]': '2500',
    'line_items[0][price_data][currency]': 'usd',
    mode: 'payment',
    expires_at: `${expiresAt}`,
  });
  const url = new URL('/v1/checkout/sessions', standIn.url);
  const made = await fetch(url, { method: 'POST', body: form });
  const { id }: { id: string } = JSON.parse(await made.text());
  const intent = standIn.paySession(id, { status: 'succeeded' });
  standIn.setSession(id, { total_details: null, shipping_cost: null });
  return { id, intent };
}

const seconds = (at: number) => Date.UTC(2026, 10, 20, 9, 30, at);
const at = (second: number) => ({ nowMs: seconds(second) });

test('makes of what it is asked for the same order as of what it tells', async () => {
  const { id, intent } = await sell();
  const told = [
    standIn.event('checkout.session.completed', id, at(1)),
    standIn.event('refund.created', standIn.refund(intent, 1_000), at(2)),
    standIn.event('customer.created', id, at(3)),
  ];
  const found = await poll(new Date(seconds(1)));
  const fromEvents = told.map(({ body }): unknown => JSON.parse(body)).slice(0, 2);
  assert.deepEqual(found.toReversed(), fromEvents);
  const facts = found.map((body) => {
    const reading = stripe.read(body, settings, new Date());
    return reading.what === 'told' ? reading.facts : assert.fail();
  });
  const order = stripe.orderOf(facts, settings);
  assert.equal(order?.shopOrderId, id);
  assert.equal(order.standing.lines[0]?.amount, 4_000);
  assert.equal((await poll(new Date(seconds(2)))).length, 1);
  const asked = new URLSearchParams(standIn.requests.at(-1)?.line.split('?')[1]);
  assert.deepEqual(asked.getAll('types[]'), [...eventTypes]);
});

test('reads on page by page, and each event once', async () => {
  const { id } = await sell();
  for (let count = 0; count < 230; count += 1) {
    standIn.event('checkout.session.completed', id, at(30));
  }
  const before = standIn.requests.length;
  const found = await poll(new Date(seconds(30)));
  assert.equal(new Set(found.map((body) => JSON.stringify(body))).size, 230);
  assert.equal(standIn.requests.length - before, 3);
});

const failures: readonly [failure: Failure, words: RegExp][] = [
  [401, /does not take the key \(401\)\. Make a restricted key/],
  [429, /takes no more requests for now \(429\)\./],
  [500, /answered 500\. It will be asked again\./],
  ['cut', /could not be reached, or its answer broke off\./],
];
for (const [failure, words] of failures) {
  test(`says in words what ${failure} means, without the key`, async () => {
    standIn.failEventLists(failure);
    await assert.rejects(poll(new Date(seconds(50))), (error) => {
      assert.ok(error instanceof SourceAway);
      assert.match(error.message, words);
      assert.doesNotMatch(`${error.stack} ${String(error.cause)}`, /rk_test/);
      return true;
    });
    assert.deepEqual(await poll(new Date(seconds(50))), []);
  });
}

const unsound: readonly [what: string, from: unknown, words: RegExp][] = [
  ['no key', {}, /Nothing is kept as secretKey/],
  ['plain HTTP', { ...access, url: 'http://stripe.example' }, /not an https address/],
];
for (const [what, from, words] of unsound) {
  test(`asks nobody where ${what} is kept as access`, async () => {
    await assert.rejects(poll(new Date(), from), (error) => {
      return error instanceof SourceAway && words.test(error.message);
    });
  });
}

test('asks Stripe itself where no address is kept', async () => {
  const asked: string[] = [];
  const answer: typeof fetch = (input) => {
    asked.push(String(input));
    return Promise.resolve(Response.json({ data: [], has_more: false }));
  };
  const polling = { access: { secretKey: 'rk_live_1' }, since: new Date(0), fetch: answer };
  const { signal } = new AbortController();
  for await (const body of stripe.poll({ ...polling, signal })) assert.fail(String(body));
  assert.match(asked.join(), /^https:\/\/api\.stripe\.com\/v1\/events\?/);
});

test('believes whom Stripe believes, within five minutes, and knows no ping', async () => {
  const { id } = await sell();
  const { body, signature } = standIn.event('checkout.session.completed', id, at(0));
  const delivery = (header: string | undefined, text = body) => ({
    body: Buffer.from(text),
    header: (name: string) => (name === 'stripe-signature' ? header : undefined),
  });
  const check = (header: string | undefined, later = 0, text = body, secrets = [secret]) =>
    stripe.checkSignature(delivery(header, text), secrets, seconds(later));
  assert.equal(check(signature), null);
  assert.equal(check(signature, 299), null);
  assert.equal(check(signature, 301), 'signature_expired');
  assert.equal(check(signature, -301), 'signature_expired');
  assert.equal(check(signature, 0, body, ['whsec_new', secret]), null);
  assert.equal(check(signature, 0, body, ['whsec_new']), 'signature_invalid');
  assert.equal(check(signature, 0, `${body} `), 'signature_invalid');
  assert.equal(check(`${signature}, ${signature}`), 'signature_invalid');
  assert.equal(check(undefined), 'signature_invalid');
  assert.equal(stripe.isPing(delivery(undefined, 'webhook_id=1')), false);
});
